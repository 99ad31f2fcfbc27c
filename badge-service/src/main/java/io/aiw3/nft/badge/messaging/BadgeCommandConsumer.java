package io.aiw3.nft.badge.messaging;

import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.BadgeCommand.ConsumeBadges;
import io.aiw3.nft.contract.BadgeCommand.RecordMint;
import io.aiw3.nft.contract.BadgeCommand.ReleaseBadges;
import io.aiw3.nft.contract.BadgeCommand.ReserveBadges;
import io.aiw3.nft.kit.inbox.Effect;
import io.aiw3.nft.kit.inbox.KeyOrderedProcessor;
import io.aiw3.nft.kit.inbox.MessageProcessor;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes what sagas ask for, and where a badge was minted. */
@ApplicationScoped
class BadgeCommandConsumer {
  private final MessageProcessor processor;
  private final SagaParticipant participant;
  private final BadgeMintRecorder mints;
  private final Effect<BadgeCommand> effect =
      Effect.of(BadgeCommand.class, (inbound, tx) -> handle(inbound.body(), tx)).withEntities();

  BadgeCommandConsumer(
      MessageProcessor processor, SagaParticipant participant, BadgeMintRecorder mints) {
    this.processor = processor;
    this.participant = participant;
    this.mints = mints;
  }

  @Incoming("badge-commands")
  Uni<Void> on(ConsumerRecords<byte[], byte[]> messages) {
    return KeyOrderedProcessor.sideBySide(messages, message -> processor.process(message, effect));
  }

  private Uni<Void> handle(BadgeCommand command, Transaction tx) {
    return command.accept(
        new BadgeCommand.Visitor<>() {
          @Override
          public Uni<Void> reserveBadges(ReserveBadges reserve) {
            return participant.reserve(reserve, tx);
          }

          @Override
          public Uni<Void> releaseBadges(ReleaseBadges release) {
            return participant.release(release, tx);
          }

          @Override
          public Uni<Void> consumeBadges(ConsumeBadges consume) {
            return participant.consume(consume, tx);
          }

          @Override
          public Uni<Void> recordMint(RecordMint minted) {
            return mints.record(minted, tx);
          }
        });
  }
}
