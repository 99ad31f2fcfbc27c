package io.aiw3.nft.upgrade.messaging;

import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.kit.inbox.BatchProcessor;
import io.aiw3.nft.kit.inbox.Effect;
import io.aiw3.nft.kit.inbox.Inbound;
import io.aiw3.nft.kit.inbox.MessageChecks;
import io.aiw3.nft.upgrade.execution.PostCommitActions;
import io.aiw3.nft.upgrade.execution.SagaDriver;
import io.aiw3.nft.upgrade.execution.SagaDriver.Applied;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The participants' answers: those that come together are taken together. */
@ApplicationScoped
class SagaReplyConsumer {
  private final BatchProcessor processor;
  private final SagaDriver driver;
  private final PostCommitActions postCommit;

  SagaReplyConsumer(BatchProcessor processor, SagaDriver driver, PostCommitActions postCommit) {
    this.processor = processor;
    this.driver = driver;
    this.postCommit = postCommit;
  }

  @Incoming("saga-replies")
  Uni<Void> on(ConsumerRecords<byte[], byte[]> messages) {
    // By the record that moved them: what is tried again takes its own place.
    Map<String, List<Applied>> applied = new ConcurrentHashMap<>();
    return processor
        .process(
            messages,
            Effect.ofAll(
                    SagaReply.class,
                    (inbounds, tx) ->
                        driver
                            .on(tx, inbounds.stream().map(SagaReplyConsumer::answer).toList())
                            .invoke(moves -> applied.put(place(inbounds.get(0)), moves))
                            .replaceWithVoid())
                .withEntities())
        .call(() -> postCommit.after(applied.values().stream().flatMap(List::stream).toList()));
  }

  private static String place(Inbound<?> inbound) {
    return inbound.partition() + "-" + inbound.offset();
  }

  private static SagaDriver.Answer answer(Inbound<SagaReply> inbound) {
    SagaReply reply = inbound.body();
    MessageChecks.sagaId(reply.sagaId());
    MessageChecks.userId(reply.userId());
    return new SagaDriver.Answer(reply, inbound.traceParent());
  }
}
