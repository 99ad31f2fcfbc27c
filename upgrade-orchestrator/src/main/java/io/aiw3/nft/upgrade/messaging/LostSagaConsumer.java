package io.aiw3.nft.upgrade.messaging;

import io.aiw3.nft.contract.UpgradeEvent;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.Effect;
import io.aiw3.nft.kit.inbox.MessageChecks;
import io.aiw3.nft.kit.inbox.MessageProcessor;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.upgrade.execution.LostSagas;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Reads what this service has published of its sagas, after its database went back in time; the
 * channel is on only then ({@code aiw3.saga.restore}).
 */
@ApplicationScoped
class LostSagaConsumer {
  private final MessageProcessor processor;
  private final LostSagas sagas;
  private final Effect<UpgradeEvent> effect =
      Effect.of(UpgradeEvent.class, (inbound, tx) -> take(inbound.body(), tx)).withEntities();

  LostSagaConsumer(MessageProcessor processor, LostSagas sagas) {
    this.processor = processor;
    this.sagas = sagas;
  }

  @Incoming("upgrade-events")
  Uni<Void> on(ConsumerRecord<byte[], byte[]> message) {
    return processor.process(message, effect);
  }

  private Uni<Void> take(UpgradeEvent event, Transaction tx) {
    if (event.data() == null || event.data().kind() == null || event.data().status() == null) {
      throw new BadMessageException("data is missing");
    }
    MessageChecks.sagaId(event.data().sagaId());
    MessageChecks.userId(event.data().userId());
    return sagas.published(tx, event);
  }
}
