package io.aiw3.nft.upgrade.messaging;

import io.aiw3.nft.kit.inbox.BatchProcessor;
import io.aiw3.nft.kit.inbox.Effect;
import io.aiw3.nft.kit.inbox.Inbound;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.upgrade.live.Broadcast;
import io.aiw3.nft.upgrade.persistence.FeedStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Processes records that append to users' feeds, and wakes those who listen once all is stored. */
@ApplicationScoped
class FeedProcessor {
  private final BatchProcessor processor;
  private final Broadcast broadcast;

  FeedProcessor(BatchProcessor processor, Broadcast broadcast) {
    this.processor = processor;
    this.broadcast = broadcast;
  }

  /**
   * Processes what was polled together.
   *
   * @param append the records' effect, which returns what it has appended
   */
  <T> Uni<Void> process(
      ConsumerRecords<byte[], byte[]> messages,
      Class<T> type,
      BiFunction<List<Inbound<T>>, Transaction, Uni<List<FeedStore.Event>>> append) {
    return process(messages, type, UnaryOperator.identity(), append);
  }

  /**
   * The same.
   *
   * @param kind what the effect is beside that, {@link Effect#withTombstones} say
   */
  <T> Uni<Void> process(
      ConsumerRecords<byte[], byte[]> messages,
      Class<T> type,
      UnaryOperator<Effect<T>> kind,
      BiFunction<List<Inbound<T>>, Transaction, Uni<List<FeedStore.Event>>> append) {
    Queue<FeedStore.Event> appended = new ConcurrentLinkedQueue<>();
    Effect<T> effect =
        Effect.ofAll(
            type,
            (inbounds, tx) ->
                append.apply(inbounds, tx).invoke(appended::addAll).replaceWithVoid());
    return processor
        .process(messages, kind.apply(effect))
        .invoke(() -> broadcast.send(List.copyOf(appended)));
  }
}
