package io.aiw3.nft.kit.inbox;

import io.aiw3.nft.kit.tracing.Traces;
import io.aiw3.nft.kit.transaction.Events;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
  private static final String RECORD = "INSERT IGNORE INTO inbox (consumer, message_id) VALUES ";

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
        (message, trace) -> MessageProcessor.decode(message, type, false, trace),
        inbounds ->
            transactions.run(tx -> record(tx, inbounds).chain(() -> effect.apply(inbounds, tx))),
        message ->
            processor.process(message, type, (inbound, tx) -> effect.apply(List.of(inbound), tx)));
  }

  /** {@link #process} for services that share their statements with a hot path. */
  public <T> Uni<Void> processOnConnection(
      ConsumerRecords<byte[], byte[]> fetched, Class<T> type, ConnectionEffect<T> effect) {
    return together(
        list(fetched),
        (message, trace) -> MessageProcessor.decode(message, type, false, trace),
        inbounds -> onConnection(inbounds, effect),
        message ->
            processor.processOnConnection(
                message,
                type,
                (inbound, connection, events) ->
                    effect.apply(List.of(inbound), connection, events)));
  }

  /**
   * The same for a compacted topic: a record without a value has an {@link Inbound} without one.
   */
  public <T> Uni<Void> processCompactedOnConnection(
      ConsumerRecords<byte[], byte[]> fetched, Class<T> type, ConnectionEffect<T> effect) {
    return together(
        list(fetched),
        (message, trace) -> MessageProcessor.decode(message, type, true, trace),
        inbounds -> onConnection(inbounds, effect),
        message ->
            processor.processCompactedOnConnection(
                message,
                type,
                (inbound, connection, events) ->
                    effect.apply(List.of(inbound), connection, events)));
  }

  private <T> Uni<Void> onConnection(List<Inbound<T>> inbounds, ConnectionEffect<T> effect) {
    return transactions.runOnConnection(
        (connection, events) ->
            record(connection, inbounds).chain(() -> effect.apply(inbounds, connection, events)));
  }

  private static List<ConsumerRecord<byte[], byte[]>> list(
      ConsumerRecords<byte[], byte[]> fetched) {
    List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>(fetched.count());
    fetched.forEach(messages::add);
    return messages;
  }

  /**
   * @param decode gives a record in its trace
   * @param all takes effect for all of them, or fails
   * @param single takes effect for one, and never fails
   */
  private <T> Uni<Void> together(
      List<ConsumerRecord<byte[], byte[]>> messages,
      BiFunction<ConsumerRecord<byte[], byte[]>, String, Inbound<T>> decode,
      Function<List<Inbound<T>>, Uni<Void>> all,
      Function<ConsumerRecord<byte[], byte[]>, Uni<Void>> single) {
    return messages.size() > 1
        ? atOnce(messages, decode, all)
            .onFailure()
            .invoke(e -> LOG.debugf("records are taken one by one errorCode=%s", e.toString()))
            .onFailure()
            .recoverWithUni(() -> Lanes.inTurn(messages, single))
        : Lanes.inTurn(messages, single);
  }

  private <T> Uni<Void> atOnce(
      List<ConsumerRecord<byte[], byte[]>> messages,
      BiFunction<ConsumerRecord<byte[], byte[]>, String, Inbound<T>> decode,
      Function<List<Inbound<T>>, Uni<Void>> all) {
    processor.counts(messages.get(0).topic());
    List<Traces.Reception> receptions = messages.stream().map(traces::received).toList();
    return Uni.createFrom()
        .item(
            () ->
                IntStream.range(0, messages.size())
                    .mapToObj(i -> decode.apply(messages.get(i), receptions.get(i).traceParent()))
                    .toList())
        .chain(inbounds -> all.apply(inbounds))
        .onTermination()
        .invoke(() -> receptions.forEach(Traces.Reception::end));
  }

  private static <T> Uni<Void> record(Transaction tx, List<Inbound<T>> inbounds) {
    String rows =
        IntStream.range(0, inbounds.size())
            .mapToObj(i -> "(?%d, ?%d)".formatted(2 * i + 1, 2 * i + 2))
            .collect(Collectors.joining(", "));
    return tx.update(RECORD + rows, ids(inbounds).toArray())
        .invoke(inserted -> requireNew(inserted, inbounds))
        .replaceWithVoid();
  }

  private static <T> Uni<Void> record(SqlConnection connection, List<Inbound<T>> inbounds) {
    return connection
        .preparedQuery(RECORD + String.join(", ", Collections.nCopies(inbounds.size(), "(?, ?)")))
        .execute(Tuple.from(ids(inbounds)))
        .invoke(result -> requireNew(result.rowCount(), inbounds))
        .replaceWithVoid();
  }

  private static <T> List<Object> ids(List<Inbound<T>> inbounds) {
    List<Object> ids = new ArrayList<>(inbounds.size() * 2);
    for (Inbound<T> inbound : inbounds) {
      ids.add(inbound.topic());
      ids.add(inbound.id());
    }
    return ids;
  }

  private static void requireNew(int inserted, List<?> inbounds) {
    if (inserted != inbounds.size()) {
      throw new IllegalStateException("one of the records was taken before");
    }
  }
}
