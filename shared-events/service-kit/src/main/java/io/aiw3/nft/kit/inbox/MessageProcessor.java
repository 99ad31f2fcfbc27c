package io.aiw3.nft.kit.inbox;

import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.kit.config.KitConfig;
import io.aiw3.nft.kit.outbox.OutboxRow;
import io.aiw3.nft.kit.tracing.Traces;
import io.aiw3.nft.kit.transaction.FailureKind;
import io.aiw3.nft.kit.transaction.SqlFailures;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.kit.transaction.VertxRetry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Lets every message take effect once: its id and its effect commit in one transaction.
 *
 * <p>Failures are classified by code ({@link SqlFailures#kind}): what is wrong with the message's
 * data makes a dead letter at once; a conflict is tried again; while the system fails the partition
 * waits, which {@code aiw3.inbox.retries} counts; what is none of them has a bounded number of
 * attempts and becomes a dead letter then, and the partition continues. A message of a type that
 * this version does not know is passed over, which {@code aiw3.inbox.unknown.types} counts; it
 * leaves no trace in the inbox, so that a version that knows it can read it again.
 */
@ApplicationScoped
public class MessageProcessor {
  private static final Logger LOG = Logger.getLogger(MessageProcessor.class);

  private static final int LONGEST_LOGGED_REASON = 500;

  private final Transactions transactions;
  private final KitConfig.Inbox config;
  private final MeterRegistry metrics;
  private final Traces traces;
  private final Map<String, Counts> counts = new ConcurrentHashMap<>();
  private final String source;

  MessageProcessor(
      Transactions transactions,
      KitConfig config,
      MeterRegistry metrics,
      Traces traces,
      @ConfigProperty(name = "quarkus.application.name") String application) {
    this.transactions = transactions;
    this.config = config.inbox();
    this.metrics = metrics;
    this.traces = traces;
    this.source = "/" + application;
  }

  /** Counters that are there, at 0, from a topic's first record on: an alert needs the 0. */
  record Counts(
      Counter duplicates,
      Counter deadLetters,
      Counter unknownTypes,
      Map<FailureKind, Counter> retries) {}

  Counts counts(String topic) {
    return counts.computeIfAbsent(
        topic,
        name ->
            new Counts(
                metrics.counter("aiw3.inbox.duplicates", "topic", name),
                metrics.counter("aiw3.inbox.dead.letters", "topic", name),
                metrics.counter("aiw3.inbox.unknown.types", "topic", name),
                Arrays.stream(FailureKind.values())
                    .collect(
                        Collectors.toMap(
                            Function.identity(),
                            kind ->
                                metrics.counter(
                                    "aiw3.inbox.retries", "topic", name, "kind", kind.label())))));
  }

  /**
   * Lets one record take effect.
   *
   * @return completes when the record may be acknowledged; never fails
   */
  public <T> Uni<Void> process(ConsumerRecord<byte[], byte[]> message, Effect<T> effect) {
    return untilDone(message, trace -> once(decode(message, effect, trace), effect));
  }

  /**
   * @param attempt given the trace that the record's effects belong to
   */
  private Uni<Void> untilDone(
      ConsumerRecord<byte[], byte[]> message, Function<String, Uni<Void>> attempt) {
    counts(message.topic());
    AtomicInteger attempts = new AtomicInteger();
    Traces.Reception reception = traces.received(message);
    return VertxRetry.untilDone(
            () ->
                Uni.createFrom()
                    .deferred(() -> attempt.apply(reception.traceParent()))
                    .onFailure(UnknownTypeException.class)
                    .recoverWithItem(
                        e -> {
                          passOver(message, e);
                          return null;
                        })
                    .onFailure(e -> isFinal(e, attempts))
                    .recoverWithUni(e -> bury(message, e).invoke(() -> reception.failed(e))),
            e -> again(message, e),
            config.backOff(),
            config.maxBackOff())
        .onTermination()
        .invoke(() -> reception.end());
  }

  /**
   * @param trace the trace that the record's effects belong to
   */
  static <T> Inbound<T> decode(
      ConsumerRecord<byte[], byte[]> message, Effect<T> effect, String trace) {
    Inbound<T> inbound = MessageDecoder.decode(message, effect.type());
    if (inbound.body() == null && !effect.tombstones()) {
      throw new BadMessageException("the record has no value");
    }
    return inbound.inTrace(trace);
  }

  private <T> Uni<Void> once(Inbound<T> inbound, Effect<T> effect) {
    List<Inbound<T>> alone = List.of(inbound);
    return effect.in(
        transactions,
        tx -> {
          tx.inTrace(inbound.traceParent());
          return InboxSql.record(tx, alone)
              .chain(
                  inserted ->
                      inserted == 1 ? effect.change().apply(alone, tx) : duplicate(inbound));
        });
  }

  private <T> Uni<Void> duplicate(Inbound<T> inbound) {
    counts(inbound.topic()).duplicates().increment();
    LOG.debugf("message already processed messageId=%s topic=%s", inbound.id(), inbound.topic());
    return Uni.createFrom().voidItem();
  }

  void passOver(ConsumerRecord<byte[], byte[]> message, UnknownTypeException unknown) {
    counts(message.topic()).unknownTypes().increment();
    LOG.warnf(
        "message of unknown type passed over messageId=%s type=%s",
        coordinates(message), unknown.type());
  }

  private boolean again(ConsumerRecord<byte[], byte[]> message, Throwable failure) {
    FailureKind kind = SqlFailures.kind(failure);
    counts(message.topic()).retries().get(kind).increment();
    LOG.warnf(
        "message processing failed; retrying messageId=%s kind=%s cause=%s",
        coordinates(message), kind, failure.toString());
    return true;
  }

  private boolean isFinal(Throwable failure, AtomicInteger attempts) {
    if (failure instanceof BadMessageException) {
      return true;
    }
    return switch (SqlFailures.kind(failure)) {
      case DATA -> true;
      case CONFLICT, SYSTEM -> false;
      case OTHER -> attempts.incrementAndGet() >= config.attempts();
    };
  }

  /**
   * Never fails for what the record holds: at the worst its dead letter says only where the record
   * is.
   */
  private Uni<Void> bury(ConsumerRecord<byte[], byte[]> message, Throwable failure) {
    return store(message, () -> DeadLetters.of(message, failure, source))
        .onFailure(e -> !SqlFailures.isTransient(e))
        .recoverWithUni(
            e -> {
              LOG.errorf(e, "dead letter storing failed messageId=%s", coordinates(message));
              return store(message, () -> DeadLetters.minimal(message, failure, source));
            })
        .invoke(() -> buried(message, failure));
  }

  private Uni<Void> store(ConsumerRecord<byte[], byte[]> message, Supplier<OutboxRow> letter) {
    return transactions
        .run(
            tx ->
                InboxSql.record(
                        tx, Topics.deadLetter(message.topic()), MessageId.coordinates(message))
                    .invoke(
                        inserted -> {
                          if (inserted == 1) {
                            tx.publish(letter.get());
                          }
                        }))
        .replaceWithVoid();
  }

  private void buried(ConsumerRecord<byte[], byte[]> message, Throwable failure) {
    counts(message.topic()).deadLetters().increment();
    if (failure instanceof BadMessageException || SqlFailures.isBadValue(failure)) {
      LOG.warnf(
          "dead letter messageId=%s reason=%s",
          coordinates(message),
          JsonText.fitting(String.valueOf(failure.getMessage()), LONGEST_LOGGED_REASON));
    } else {
      LOG.errorf(failure, "dead letter messageId=%s", coordinates(message));
    }
  }

  private static String coordinates(ConsumerRecord<byte[], byte[]> message) {
    return MessageId.coordinates(message);
  }
}
