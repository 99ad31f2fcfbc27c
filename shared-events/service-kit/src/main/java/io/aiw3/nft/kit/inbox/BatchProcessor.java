package io.aiw3.nft.kit.inbox;

import io.aiw3.nft.kit.tracing.Traces;
import io.aiw3.nft.kit.transaction.ConcurrentChangeException;
import io.aiw3.nft.kit.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/**
 * Processes records that were fetched together in one transaction; where that fails, or one of them
 * was taken before, each in one of its own, as {@link MessageProcessor} does.
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

  /**
   * Lets records that were fetched together take effect.
   *
   * @return completes when the records may be acknowledged; never fails
   */
  public <T> Uni<Void> process(ConsumerRecords<byte[], byte[]> fetched, Effect<T> effect) {
    List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>(fetched.count());
    fetched.forEach(messages::add);
    return messages.size() > 1
        ? atOnce(messages, effect)
            .onFailure()
            .invoke(
                e ->
                    LOG.debugf(
                        "batch failed; processing records one by one cause=%s", e.toString()))
            .onFailure()
            .recoverWithUni(() -> oneByOne(messages, effect))
        : oneByOne(messages, effect);
  }

  private <T> Uni<Void> oneByOne(List<ConsumerRecord<byte[], byte[]>> messages, Effect<T> effect) {
    return KeyOrderedProcessor.inTurn(messages, message -> processor.process(message, effect));
  }

  private <T> Uni<Void> atOnce(List<ConsumerRecord<byte[], byte[]>> messages, Effect<T> effect) {
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
                  inbounds.add(MessageProcessor.decode(messages.get(i), effect, trace));
                } catch (UnknownTypeException e) {
                  unknown.put(messages.get(i), e);
                }
              }
              return inbounds;
            })
        .chain(known -> known.isEmpty() ? Uni.createFrom().voidItem() : together(known, effect))
        .invoke(() -> unknown.forEach(processor::passOver))
        .onTermination()
        .invoke(() -> receptions.forEach(Traces.Reception::end));
  }

  private <T> Uni<Void> together(List<Inbound<T>> inbounds, Effect<T> effect) {
    return effect.in(
        transactions,
        tx ->
            InboxSql.record(tx, inbounds)
                .invoke(inserted -> requireNew(inserted, inbounds))
                .chain(() -> effect.change().apply(inbounds, tx)));
  }

  private static void requireNew(int inserted, List<?> inbounds) {
    if (inserted != inbounds.size()) {
      throw new ConcurrentChangeException("one of the records was taken before");
    }
  }
}
