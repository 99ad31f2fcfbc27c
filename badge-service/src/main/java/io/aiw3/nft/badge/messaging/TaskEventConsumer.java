package io.aiw3.nft.badge.messaging;

import io.aiw3.nft.badge.persistence.Badges;
import io.aiw3.nft.badge.persistence.Owners;
import io.aiw3.nft.badge.persistence.TaskProgress;
import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.contract.TaskEvent;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.Effect;
import io.aiw3.nft.kit.inbox.MessageProcessor;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Tasks done earn badges, each once. */
@ApplicationScoped
class TaskEventConsumer {
  private static final Pattern TASK = Pattern.compile("[\\x21-\\x7e]{1,60}");

  private final MessageProcessor processor;
  private final BadgeCatalogue catalogue;
  private final Badges badges;
  private final TaskProgress progress;
  private final Effect<TaskEvent> effect =
      Effect.of(TaskEvent.class, (inbound, tx) -> take(checked(inbound.body()), inbound.time(), tx))
          .withEntities();

  TaskEventConsumer(
      MessageProcessor processor, BadgeCatalogue catalogue, Badges badges, TaskProgress progress) {
    this.processor = processor;
    this.catalogue = catalogue;
    this.badges = badges;
    this.progress = progress;
  }

  @Incoming("task-events")
  Uni<Void> on(ConsumerRecord<byte[], byte[]> message) {
    return processor.process(message, effect);
  }

  private static TaskEvent checked(TaskEvent event) {
    if (event.task() == null || !TASK.matcher(event.task()).matches()) {
      throw new BadMessageException("task needs 1 to 60 printable ASCII characters");
    }
    if (event.count() < 1) {
      throw new BadMessageException("count must be 1 or more");
    }
    return event;
  }

  private Uni<Void> take(TaskEvent event, Instant received, Transaction tx) {
    Instant at = event.occurredAt() == null ? received : event.occurredAt();
    List<BadgeDefinition> earned =
        catalogue.earnedBy(event.task()).stream()
            .filter(definition -> event.count() >= definition.taskCount())
            .toList();
    return badges
        .lock(tx, event.userId())
        .chain(() -> Owners.isRemoved(tx, event.userId()))
        .chain(removed -> removed ? Uni.createFrom().voidItem() : take(event, at, earned, tx));
  }

  private Uni<Void> take(
      TaskEvent event, Instant at, List<BadgeDefinition> earned, Transaction tx) {
    return progress
        .raise(tx, event.userId(), event.task(), event.count(), at)
        .chain(
            () ->
                Multi.createFrom()
                    .iterable(earned)
                    .onItem()
                    .transformToUniAndConcatenate(badge -> awardOnce(tx, event, badge))
                    .collect()
                    .asList())
        .replaceWithVoid();
  }

  private Uni<Void> awardOnce(Transaction tx, TaskEvent event, BadgeDefinition definition) {
    return badges
        .of(event.userId(), definition.badge())
        .chain(
            owned ->
                owned == null
                    ? badges.award(tx, event.userId(), definition, null).replaceWithVoid()
                    : Uni.createFrom().voidItem());
  }
}
