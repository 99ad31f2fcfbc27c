package io.aiw3.nft.badge.messaging;

import io.aiw3.nft.badge.persistence.LostBadges;
import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.Effect;
import io.aiw3.nft.kit.inbox.MessageProcessor;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Reads what this service has published of its badges, after its database went back in time; the
 * channel is on only then ({@code aiw3.badges.restore}).
 */
@ApplicationScoped
class LostBadgeConsumer {
  private final MessageProcessor processor;
  private final LostBadges badges;
  private final Effect<BadgeEvent> effect =
      Effect.of(BadgeEvent.class, (inbound, tx) -> take(inbound.body(), tx));

  LostBadgeConsumer(MessageProcessor processor, LostBadges badges) {
    this.processor = processor;
    this.badges = badges;
  }

  @Incoming("badge-events")
  Uni<Void> on(ConsumerRecord<byte[], byte[]> message) {
    return processor.process(message, effect);
  }

  private Uni<Void> take(BadgeEvent event, Transaction tx) {
    BadgeEvent.Data badge = event.data();
    if (badge == null
        || badge.userId() == null
        || badge.badgeIdentifier() == null
        || badge.state() == null) {
      throw new BadMessageException("data is missing");
    }
    return badges.published(tx, event);
  }
}
