package io.aiw3.nft.badge.messaging;

import io.aiw3.nft.badge.persistence.Erasure;
import io.aiw3.nft.badge.persistence.Owners;
import io.aiw3.nft.contract.UserRecord;
import io.aiw3.nft.kit.inbox.Effect;
import io.aiw3.nft.kit.inbox.Inbound;
import io.aiw3.nft.kit.inbox.MessageProcessor;
import io.aiw3.nft.kit.inbox.UserChange;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Erases users whom the platform removed; a newer record of the same user ends that. */
@ApplicationScoped
class UserConsumer {
  private final MessageProcessor processor;
  private final Effect<UserRecord> effect =
      Effect.of(UserRecord.class, UserConsumer::take).withTombstones();

  UserConsumer(MessageProcessor processor) {
    this.processor = processor;
  }

  @Incoming("users")
  Uni<Void> on(ConsumerRecord<byte[], byte[]> message) {
    return processor.process(message, effect);
  }

  private static Uni<Void> take(Inbound<UserRecord> inbound, Transaction tx) {
    UserChange change = UserChange.of(inbound);
    return Owners.removes(tx, change)
        .chain(removes -> removes ? Erasure.of(tx, change.user()) : Uni.createFrom().voidItem());
  }
}
