package io.aiw3.nft.upgrade.messaging;

import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.kit.inbox.MessageChecks;
import io.aiw3.nft.kit.inbox.MessageProcessor;
import io.aiw3.nft.upgrade.execution.Aftermath;
import io.aiw3.nft.upgrade.execution.SagaDriver;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The participants' answers. */
@ApplicationScoped
class SagaReplyConsumer {
  private final MessageProcessor processor;
  private final SagaDriver driver;
  private final Aftermath aftermath;

  SagaReplyConsumer(MessageProcessor processor, SagaDriver driver, Aftermath aftermath) {
    this.processor = processor;
    this.driver = driver;
    this.aftermath = aftermath;
  }

  @Incoming("saga-replies")
  Uni<Void> on(ConsumerRecord<byte[], byte[]> message) {
    AtomicReference<Optional<SagaDriver.Applied>> applied = new AtomicReference<>(Optional.empty());
    return processor
        .process(
            message,
            SagaReply.class,
            (inbound, tx) -> {
              SagaReply reply = inbound.body();
              MessageChecks.sagaId(reply.sagaId());
              MessageChecks.userId(reply.userId());
              return driver.on(tx, reply).invoke(applied::set).replaceWithVoid();
            })
        .call(() -> aftermath.after(applied.get()));
  }
}
