package io.aiw3.nft.kit;

import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.TaskEvent;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.Effect;
import io.aiw3.nft.kit.inbox.MessageProcessor;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** A consumer whose effect is a row, and which fails on demand. */
@ApplicationScoped
class EffectConsumer {
  static final Map<String, AtomicInteger> FAILURES = new ConcurrentHashMap<>();

  private final MessageProcessor processor;
  private final Effect<TaskEvent> effect =
      Effect.of(TaskEvent.class, (inbound, tx) -> store(inbound.body(), tx)).withEntities();

  EffectConsumer(MessageProcessor processor) {
    this.processor = processor;
  }

  @Incoming("task-events")
  Uni<Void> on(ConsumerRecord<byte[], byte[]> message) {
    return processor.process(message, effect);
  }

  private static Uni<Void> store(TaskEvent event, Transaction tx) {
    if (event.task().equals("refused")) {
      throw new BadMessageException("refused by the rules");
    }
    if (event.task().equals("announced")) {
      tx.publish(new BadgeCommand.ReserveBadges("s", event.userId(), 2, event.count()));
    }
    return tx.update(
            "INSERT INTO effect (user_id, task, task_count) VALUES (?, ?, ?)",
            event.userId().value(),
            event.task(),
            event.count())
        .invoke(() -> failOnDemand(event.task()))
        .replaceWithVoid();
  }

  private static void failOnDemand(String task) {
    AtomicInteger left = FAILURES.get(task);
    if (left != null && left.getAndDecrement() > 0) {
      throw new IllegalStateException("on demand");
    }
  }
}
