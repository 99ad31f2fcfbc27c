package io.aiw3.nft.upgrade.messaging;

import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.Inbound;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.upgrade.config.LiveConfig;
import io.aiw3.nft.upgrade.live.FeedBodies;
import io.aiw3.nft.upgrade.persistence.FeedStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Notifies users of what becomes of their badges. What is older than the feed keeps is no event of
 * a feed: a new installation reads the topic from its beginning.
 */
@ApplicationScoped
class BadgeEventConsumer {
  private final FeedProcessor processor;
  private final FeedStore feed;
  private final Duration kept;

  BadgeEventConsumer(FeedProcessor processor, FeedStore feed, LiveConfig config) {
    this.processor = processor;
    this.feed = feed;
    this.kept = config.retention();
  }

  @Incoming("badge-events")
  Uni<Void> on(ConsumerRecords<byte[], byte[]> messages) {
    return processor.process(messages, BadgeEvent.class, this::take);
  }

  private Uni<List<FeedStore.Event>> take(List<Inbound<BadgeEvent>> inbounds, Transaction tx) {
    Instant oldest = Instant.now().minus(kept);
    return feed.append(
        tx,
        inbounds.stream()
            .map(BadgeEventConsumer::checked)
            .filter(event -> event.timestamp() == null || event.timestamp().isAfter(oldest))
            .map(
                event ->
                    new FeedStore.NewEvent(event.data().userId(), FeedBodies.badgeChanged(event)))
            .toList());
  }

  private static BadgeEvent checked(Inbound<BadgeEvent> inbound) {
    BadgeEvent event = inbound.body();
    if (event.data().state() == null) {
      throw new BadMessageException("state is missing");
    }
    return event;
  }
}
