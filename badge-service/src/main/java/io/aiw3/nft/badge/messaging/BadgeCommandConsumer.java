package io.aiw3.nft.badge.messaging;

import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.kit.inbox.MessageProcessor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The upgrade saga's participant. */
@ApplicationScoped
class BadgeCommandConsumer {
  private final MessageProcessor processor;
  private final SagaParticipant participant;

  BadgeCommandConsumer(MessageProcessor processor, SagaParticipant participant) {
    this.processor = processor;
    this.participant = participant;
  }

  @Incoming("badge-commands")
  Uni<Void> on(ConsumerRecord<byte[], byte[]> message) {
    return processor.process(
        message, BadgeCommand.class, (inbound, tx) -> participant.handle(inbound.body(), tx));
  }
}
