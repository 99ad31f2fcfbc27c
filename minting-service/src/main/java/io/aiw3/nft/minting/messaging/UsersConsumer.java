package io.aiw3.nft.minting.messaging;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.UserRecord;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.Inbound;
import io.aiw3.nft.kit.inbox.MessageChecks;
import io.aiw3.nft.kit.inbox.MessageProcessor;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.badges.BadgeMints;
import io.aiw3.nft.minting.competition.Awards;
import io.aiw3.nft.minting.sender.Sender;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps the wallets of the platform's users, for awards and badges. */
@ApplicationScoped
class UsersConsumer {
  private static final String SAVE =
      "INSERT INTO user (id, wallet_address, platform_updated_at, removed) VALUES (?1, ?2, ?3, ?4)"
          + " ON DUPLICATE KEY UPDATE"
          + " wallet_address = IF(?3 >= platform_updated_at, ?2, wallet_address),"
          + " removed = IF(?3 >= platform_updated_at, ?4, removed),"
          + " platform_updated_at = GREATEST(?3, platform_updated_at),"
          + " updatedAt = UTC_TIMESTAMP(3)";

  private final MessageProcessor processor;
  private final Awards awards;
  private final BadgeMints badges;
  private final Sender sender;

  UsersConsumer(MessageProcessor processor, Awards awards, BadgeMints badges, Sender sender) {
    this.processor = processor;
    this.awards = awards;
    this.badges = badges;
    this.sender = sender;
  }

  @Incoming("users")
  Uni<Void> on(ConsumerRecord<byte[], byte[]> message) {
    return processor.processCompacted(message, UserRecord.class, this::save).invoke(sender::nudge);
  }

  private Uni<Void> save(Inbound<UserRecord> inbound, Transaction tx) {
    UserRecord user = inbound.body();
    if (user == null) {
      return save(tx, userId(inbound.key()), null, inbound.time(), true);
    }
    if (user.userId() == null || user.updatedAt() == null) {
      throw new BadMessageException("userId and updatedAt are needed");
    }
    if (user.walletAddress() != null) {
      MessageChecks.address("walletAddress", user.walletAddress());
    }
    return save(tx, user.userId(), user.walletAddress(), user.updatedAt(), false)
        .chain(() -> awards.walletKnown(tx, user.userId()))
        .chain(() -> badges.walletKnown(tx, user.userId()));
  }

  private static UserId userId(String key) {
    try {
      return UserId.of(key);
    } catch (IllegalArgumentException e) {
      throw new BadMessageException(e.getMessage(), e);
    }
  }

  private static Uni<Void> save(
      Transaction tx, UserId user, String wallet, Instant updatedAt, boolean removed) {
    return tx.update(
            SAVE, user.value(), wallet, LocalDateTime.ofInstant(updatedAt, ZoneOffset.UTC), removed)
        .replaceWithVoid();
  }
}
