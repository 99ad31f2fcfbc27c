package io.aiw3.nft.minting.messaging;

import io.aiw3.nft.contract.UserRecord;
import io.aiw3.nft.kit.inbox.Effect;
import io.aiw3.nft.kit.inbox.Inbound;
import io.aiw3.nft.kit.inbox.MessageProcessor;
import io.aiw3.nft.kit.inbox.UserChange;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.awards.Awards;
import io.aiw3.nft.minting.awards.BadgeMints;
import io.aiw3.nft.minting.persistence.UserLock;
import io.aiw3.nft.minting.sender.Sender;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps the wallets of the platform's users, for awards and badges. */
@ApplicationScoped
class UsersConsumer {
  private static final String KNOWN =
      "SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', platform_updated_at), platform_offset"
          + " FROM user WHERE id = ?1 FOR UPDATE";
  private static final String SAVE =
      "UPDATE user SET wallet_address = ?2, removed = ?3, platform_updated_at = ?4,"
          + " platform_offset = ?5, updatedAt = UTC_TIMESTAMP(3) WHERE id = ?1";

  private final MessageProcessor processor;
  private final Awards awards;
  private final BadgeMints badges;
  private final Sender sender;
  private final Effect<UserRecord> effect =
      Effect.of(UserRecord.class, this::save).withTombstones();

  UsersConsumer(MessageProcessor processor, Awards awards, BadgeMints badges, Sender sender) {
    this.processor = processor;
    this.awards = awards;
    this.badges = badges;
    this.sender = sender;
  }

  @Incoming("users")
  Uni<Void> on(ConsumerRecord<byte[], byte[]> message) {
    return processor.process(message, effect).invoke(sender::nudge);
  }

  private Uni<Void> save(Inbound<UserRecord> inbound, Transaction tx) {
    UserChange change = UserChange.of(inbound);
    Uni<Void> saved =
        UserLock.take(tx, change.user())
            .chain(() -> known(tx, change))
            .chain(k -> save(tx, change, k));
    return change.removed()
        ? saved
        : saved
            .chain(() -> awards.walletKnown(tx, change.user()))
            .chain(() -> badges.walletKnown(tx, change.user()));
  }

  private static Uni<Row> known(Transaction tx, UserChange change) {
    return tx.select(KNOWN, change.user().value()).map(rows -> rows.iterator().next());
  }

  private static Uni<Void> save(Transaction tx, UserChange change, Row known) {
    Instant knownAt = Instant.EPOCH.plus(known.getLong(0), ChronoUnit.MICROS);
    if (!change.replaces(knownAt, known.getLong(1))) {
      return Uni.createFrom().voidItem();
    }
    return tx.update(
            SAVE,
            change.user().value(),
            change.wallet(),
            change.removed(),
            LocalDateTime.ofInstant(change.timeAfter(knownAt), ZoneOffset.UTC),
            change.offset())
        .replaceWithVoid();
  }
}
