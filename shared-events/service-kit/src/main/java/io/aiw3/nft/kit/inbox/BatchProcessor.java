package io.aiw3.nft.kit.inbox;

import io.aiw3.nft.kit.tracing.Traces;
import io.aiw3.nft.kit.transaction.ConcurrentChangeException;
import io.aiw3.nft.kit.transaction.Events;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/**
 * Processes records that were fetched together in one transaction; where that fails, or one of them
 * was taken before, each in one of its own, as {@link MessageProcessor} does.
 *
 * <p>An effect is given the records in their order and sees them in one transaction, whose plain
 * reads all show what was committed at the first of them: it takes its locks on all that the
 * records are about before it reads.
 */
@ApplicationScoped
public class BatchProcessor {
  private static final Logger LOG = Logger.getLogger(BatchProcessor.class);

  private final MessageProcessor processor;
  private final Transactions transactions;
  private final Traces traces;

  BatchProcessor(MessageProcessor processor, Transactions transactions, Traces traces) {
    this.processor = processor;
    this.transactions = transactions;
    this.traces = traces;
  }

  /** A state change by several records, in their order; may run more than once. */
  public interface Effect<T> {
    Uni<Void> apply(List<Inbound<T>> inbounds, Transaction tx);
  }

  /** The same on a bare connection. */
  public interface ConnectionEffect<T> {
    Uni<Void> apply(List<Inbound<T>> inbounds, SqlConnection connection, Events events);
  }

  /**
   * Processes records of a topic whose bodies are {@code type}.
   *
   * @return completes when the records may be acknowledged; never fails
   */
  public <T> Uni<Void> process(
      ConsumerRecords<byte[], byte[]> fetched, Class<T> type, Effect<T> effect) {
    return together(
        list(fetched),
        type,
        false,
        inbounds ->
            transactions.run(
                tx ->
                    InboxSql.record(tx, inbounds)
                        .invoke(inserted -> requireNew(inserted, inbounds))
                        .chain(() -> effect.apply(inbounds, tx))),
        message ->
            processor.process(message, type, (inbound, tx) -> effect.apply(List.of(inbound), tx)));
  }

  /** {@link #process} for services that share their statements with a hot path. */
  public <T> Uni<Void> processOnConnection(
      ConsumerRecords<byte[], byte[]> fetched, Class<T> type, ConnectionEffect<T> effect) {
    return onConnection(fetched, type, false, effect);
  }

  /**
   * The same for a compacted topic: a record without a value has an {@link Inbound} without one.
   */
  public <T> Uni<Void> processCompactedOnConnection(
      ConsumerRecords<byte[], byte[]> fetched, Class<T> type, ConnectionEffect<T> effect) {
    return onConnection(fetched, type, true, effect);
  }

  private <T> Uni<Void> onConnection(
      ConsumerRecords<byte[], byte[]> fetched,
      Class<T> type,
      boolean tombstones,
      ConnectionEffect<T> effect) {
    return together(
        list(fetched),
        type,
        tombstones,
        inbounds ->
            transactions.runOnConnection(
                (connection, events) ->
                    InboxSql.record(connection, inbounds)
                        .invoke(inserted -> requireNew(inserted, inbounds))
                        .chain(() -> effect.apply(inbounds, connection, events))),
        message ->
            processor.processOnConnection(
                message,
                type,
                tombstones,
                (inbound, connection, events) ->
                    effect.apply(List.of(inbound), connection, events)));
  }

  private static List<ConsumerRecord<byte[], byte[]>> list(
      ConsumerRecords<byte[], byte[]> fetched) {
    List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>(fetched.count());
    fetched.forEach(messages::add);
    return messages;
  }

  /**
   * @param all takes effect for all of them, or fails
   * @param single takes effect for one, and never fails
   */
  private <T> Uni<Void> together(
      List<ConsumerRecord<byte[], byte[]>> messages,
      Class<T> type,
      boolean tombstones,
      Function<List<Inbound<T>>, Uni<Void>> all,
      Function<ConsumerRecord<byte[], byte[]>, Uni<Void>> single) {
    return messages.size() > 1
        ? atOnce(messages, type, tombstones, all)
            .onFailure()
            .invoke(
                e ->
                    LOG.debugf(
                        "batch failed; processing records one by one cause=%s", e.toString()))
            .onFailure()
            .recoverWithUni(() -> KeyOrderedProcessor.inTurn(messages, single))
        : KeyOrderedProcessor.inTurn(messages, single);
  }

  private <T> Uni<Void> atOnce(
      List<ConsumerRecord<byte[], byte[]>> messages,
      Class<T> type,
      boolean tombstones,
      Function<List<Inbound<T>>, Uni<Void>> all) {
    processor.counts(messages.get(0).topic());
    List<Traces.Reception> receptions = messages.stream().map(traces::received).toList();
    List<Inbound<T>> inbounds = new ArrayList<>(messages.size());
    Map<ConsumerRecord<byte[], byte[]>, UnknownTypeException> unknown = new LinkedHashMap<>();
    return Uni.createFrom()
        .item(
            () -> {
              for (int i = 0; i < messages.size(); i++) {
                String trace = receptions.get(i).traceParent();
                try {
                  inbounds.add(MessageProcessor.decode(messages.get(i), type, tombstones, trace));
                } catch (UnknownTypeException e) {
                  unknown.put(messages.get(i), e);
                }
              }
              return inbounds;
            })
        .chain(known -> known.isEmpty() ? Uni.createFrom().voidItem() : all.apply(known))
        .invoke(() -> unknown.forEach(processor::passOver))
        .onTermination()
        .invoke(() -> receptions.forEach(Traces.Reception::end));
  }

  private static void requireNew(int inserted, List<?> inbounds) {
    if (inserted != inbounds.size()) {
      throw new ConcurrentChangeException("one of the records was taken before");
    }
  }
}
