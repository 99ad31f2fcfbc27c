package io.aiw3.nft.qualification.ingest;

import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.kit.transaction.SqlFailures;
import io.aiw3.nft.qualification.cache.CacheInvalidation;
import io.aiw3.nft.qualification.ingest.ReadyQueues.Taken;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.TimeoutException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Takes batches from the partitions' queues and sees each of them through.
 *
 * <p>While the database is unavailable a batch waits, without limit. A batch that fails otherwise
 * is cut in halves until the one record that cannot be processed is alone; it becomes a dead
 * letter.
 */
@ApplicationScoped
class TradeWorkers {
  private static final Logger LOG = Logger.getLogger(TradeWorkers.class);
  private static final Duration BATCH_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration LONGEST_STANDSTILL = BATCH_TIMEOUT.multipliedBy(2);

  private final IngestConfig config;
  private final BatchTransaction transaction;
  private final CacheInvalidation caches;
  private final TradeParser parser;
  private final ExecutorService threads;
  private final ReadyQueues queues = new ReadyQueues();
  private final AtomicInteger stuck = new AtomicInteger();
  private final Heartbeat heartbeat;
  private final Counter taken;
  private final Counter duplicates;
  private final Counter rejected;
  private final Timer batches;

  TradeWorkers(
      IngestConfig config,
      BatchTransaction transaction,
      CacheInvalidation caches,
      Heartbeats heartbeats,
      MeterRegistry metrics) {
    this.config = config;
    this.transaction = transaction;
    this.caches = caches;
    this.parser = new TradeParser(config.countingTypes().orElse(Set.of()));
    this.heartbeat = heartbeats.register("trades-workers", LONGEST_STANDSTILL);
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            config.workers(),
            config.workers(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(config.workers()),
            work -> {
              Thread thread = new Thread(work, "trades-worker-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            },
            // a worker that is still to come sees all that is ready then
            new ThreadPoolExecutor.DiscardPolicy());
    taken = metrics.counter("aiw3.ingest.trades", "outcome", "taken");
    duplicates = metrics.counter("aiw3.ingest.trades", "outcome", "duplicate");
    rejected = metrics.counter("aiw3.ingest.trades", "outcome", "rejected");
    batches = metrics.timer("aiw3.ingest.batch");
    metrics.gauge("aiw3.ingest.stuck", stuck);
  }

  /** The queue has records and no batch under way. */
  void ready(PartitionQueue queue) {
    queues.add(queue);
  }

  /** To be called when records have come, whether or not their queues were ready before. */
  void work() {
    if (!queues.isEmpty()) {
      threads.execute(this::serve);
    }
  }

  /** Called again and again by the reader: workers without work count as alive. */
  void watch() {
    if (queues.isIdle()) {
      heartbeat.beat();
    }
  }

  /** Whether a batch is waiting for the database. */
  boolean stuck() {
    return stuck.get() > 0;
  }

  void close() throws InterruptedException {
    threads.shutdownNow();
    threads.awaitTermination(1, TimeUnit.SECONDS);
  }

  private void serve() {
    List<Taken> taken = queues.take(config.together(), config.maxBatch(), config.maxBatchBytes());
    if (taken.isEmpty()) {
      return;
    }
    work(); // for another worker, if there is enough
    try {
      long start = System.nanoTime();
      complete(taken.stream().flatMap(part -> part.records().stream()).toList(), taken);
      batches.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      leave(taken, part -> part.queue().done(part.records()));
    } catch (AbandonedException e) {
      leave(taken, part -> part.queue().abandoned(part.records()));
    } finally {
      queues.done();
      work();
    }
  }

  private void leave(List<Taken> taken, Predicate<Taken> readyAgain) {
    taken.stream().filter(readyAgain).forEach(part -> ready(part.queue()));
  }

  private void complete(List<ConsumerRecord<byte[], byte[]>> records, List<Taken> taken) {
    TradeBatch batch = TradeBatch.read(records, parser);
    RuntimeException failure =
        records.size() > 1 && batch.rejected().size() > config.maxDeadLetters()
            ? new TooManyDeadLettersException()
            : attempt(batch, taken);
    if (failure == null) {
      return;
    }
    if (records.size() == 1) {
      ConsumerRecord<byte[], byte[]> bad = records.get(0);
      LOG.errorf(
          failure, "dead letter messageId=%s-%d-%d", bad.topic(), bad.partition(), bad.offset());
      while (attempt(TradeBatch.of(bad, failure), taken) != null) {
        pause(config.maxBackOff());
      }
      return;
    }
    LOG.warnf("trade batch split records=%d cause=%s", records.size(), failure.toString());
    int half = records.size() / 2;
    complete(records.subList(0, half), taken);
    complete(records.subList(half, records.size()), taken);
  }

  /**
   * Returns null when the batch has taken effect, else why it cannot. No library's retry: between
   * two attempts it notes a heartbeat, and gives up when the partition was taken away.
   */
  private RuntimeException attempt(TradeBatch batch, List<Taken> taken) {
    Duration pause = config.backOff();
    int failures = 0;
    boolean waiting = false;
    try {
      while (true) {
        heartbeat.beat();
        try {
          record(transaction.run(batch).await().atMost(BATCH_TIMEOUT));
          return null;
        } catch (RuntimeException e) {
          if (isData(e) || (!passing(e) && ++failures >= config.attempts())) {
            return e;
          }
          if (closed(taken) || Thread.currentThread().isInterrupted()) {
            throw new AbandonedException();
          }
          if (!waiting) {
            waiting = true;
            stuck.incrementAndGet();
            LOG.warnf("trade batch delayed; database unavailable cause=%s", e.toString());
          }
          pause(pause);
          pause =
              pause.multipliedBy(2).compareTo(config.maxBackOff()) > 0
                  ? config.maxBackOff()
                  : pause.multipliedBy(2);
        }
      }
    } finally {
      if (waiting) {
        stuck.decrementAndGet();
      }
    }
  }

  private static boolean closed(List<Taken> taken) {
    return taken.stream().anyMatch(part -> part.queue().closed());
  }

  /** No attempt will change it: the batch is split until the offending record is alone. */
  private static boolean isData(RuntimeException failure) {
    return failure instanceof BadMessageException
        || failure instanceof TooManyDeadLettersException
        || SqlFailures.isBadValue(failure);
  }

  /** A transaction that takes too long is a busy database, not a bad batch. */
  private static boolean passing(RuntimeException failure) {
    return SqlFailures.isTransient(failure) || failure instanceof TimeoutException;
  }

  private void record(BatchTransaction.Result result) {
    taken.increment(result.taken());
    duplicates.increment(result.duplicates());
    rejected.increment(result.rejected());
    caches.drop(result.users()).await().atMost(BATCH_TIMEOUT);
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AbandonedException();
    }
  }

  /** A partition was revoked: its records are left to its next reader. */
  private static final class AbandonedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
