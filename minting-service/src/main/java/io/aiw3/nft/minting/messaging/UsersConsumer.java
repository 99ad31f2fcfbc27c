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
import io.aiw3.nft.minting.persistence.Wallets;
import io.aiw3.nft.minting.persistence.Wallets.Known;
import io.aiw3.nft.minting.sender.Sender;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps the wallets of the platform's users, for awards and badges. */
@ApplicationScoped
class UsersConsumer {
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
            .chain(() -> Wallets.known(tx, change.user()))
            .chain(known -> save(tx, change, known));
    return change.removed()
        ? saved
        : saved
            .chain(() -> awards.walletKnown(tx, change.user()))
            .chain(() -> badges.walletKnown(tx, change.user()));
  }

  private static Uni<Void> save(Transaction tx, UserChange change, Known known) {
    return change.replaces(known.at(), known.offset())
        ? Wallets.save(tx, change, known.at())
        : Uni.createFrom().voidItem();
  }
}
