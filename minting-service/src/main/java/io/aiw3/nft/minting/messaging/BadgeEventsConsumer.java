package io.aiw3.nft.minting.messaging;

import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.Effect;
import io.aiw3.nft.kit.inbox.MessageProcessor;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.awards.BadgeMints;
import io.aiw3.nft.minting.sender.Sender;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Awarded badges get their mint; the channel is on only while badges are minted on the chain. */
@ApplicationScoped
class BadgeEventsConsumer {
  private static final int LONGEST_IDENTIFIER = 120;
  private static final Pattern BADGE = Pattern.compile("[a-z0-9_]{1,60}");

  private final MessageProcessor processor;
  private final BadgeMints mints;
  private final Sender sender;
  private final Effect<BadgeEvent> effect =
      Effect.of(BadgeEvent.class, (inbound, tx) -> take(inbound.body(), tx)).withEntities();

  BadgeEventsConsumer(MessageProcessor processor, BadgeMints mints, Sender sender) {
    this.processor = processor;
    this.mints = mints;
    this.sender = sender;
  }

  @Incoming("badge-events")
  Uni<Void> on(ConsumerRecord<byte[], byte[]> message) {
    return processor.process(message, effect).invoke(sender::nudge);
  }

  private Uni<Void> take(BadgeEvent event, Transaction tx) {
    if (!(event instanceof BadgeEvent.Awarded awarded)) {
      return Uni.createFrom().voidItem();
    }
    check(awarded.data());
    return mints.awarded(tx, awarded.data());
  }

  private static void check(BadgeEvent.Data badge) {
    if (badge == null || badge.userId() == null) {
      throw new BadMessageException("userId is missing");
    }
    if (badge.badge() == null || !BADGE.matcher(badge.badge()).matches()) {
      throw new BadMessageException("badge needs 1 to 60 of a-z, 0-9 and _");
    }
    String identifier = badge.badgeIdentifier();
    if (identifier == null || identifier.isBlank() || identifier.length() > LONGEST_IDENTIFIER) {
      throw new BadMessageException("badgeIdentifier needs 1 to 120 characters");
    }
  }
}
