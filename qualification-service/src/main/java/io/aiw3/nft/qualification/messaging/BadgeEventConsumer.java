package io.aiw3.nft.qualification.messaging;

import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.Effect;
import io.aiw3.nft.kit.inbox.Inbound;
import io.aiw3.nft.kit.inbox.MessageProcessor;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.cache.CacheInvalidation;
import io.aiw3.nft.qualification.domain.HistoryEntry;
import io.aiw3.nft.qualification.persistence.Badges;
import io.aiw3.nft.qualification.persistence.History;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Badges, from the badge service. */
@ApplicationScoped
class BadgeEventConsumer {
  private final MessageProcessor processor;
  private final Badges badges;
  private final History history;
  private final UserChanges changes;
  private final CacheInvalidation caches;
  private final Effect<BadgeEvent> effect = Effect.of(BadgeEvent.class, this::take);

  BadgeEventConsumer(
      MessageProcessor processor,
      Badges badges,
      History history,
      UserChanges changes,
      CacheInvalidation caches) {
    this.processor = processor;
    this.badges = badges;
    this.history = history;
    this.changes = changes;
    this.caches = caches;
  }

  @Incoming("badge-events")
  Uni<Void> on(ConsumerRecord<byte[], byte[]> message) {
    return processor.process(message, effect).call(() -> caches.dropKey(message.key()));
  }

  private Uni<Void> take(Inbound<BadgeEvent> inbound, Transaction tx) {
    BadgeEvent event = inbound.body();
    if (event.data() == null || event.data().userId() == null || event.timestamp() == null) {
      throw new BadMessageException("timestamp, data or data.userId is missing");
    }
    return changes.apply(
        tx,
        List.of(event.data().userId().value()),
        () ->
            badges
                .store(tx, event.data(), event.timestamp())
                .chain(() -> history.add(tx, HistoryEntry.of(event))));
  }
}
