package io.aiw3.nft.qualification.ingest;

import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.kit.inbox.BoundedDeserializer;
import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.kit.liveness.UnreadableRecords;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Reads the topic {@code trades} on a thread of its own and hands each partition's records to the
 * {@link TradeWorkers}.
 *
 * <p>It keeps polling whatever happens downstream: partitions whose records cannot be taken are
 * paused, so that the group is not rebalanced because the database is away. Positions are committed
 * to Kafka after the records' transaction; the ledger makes a second reading harmless.
 */
@ApplicationScoped
class TradeConsumer {
  private static final Logger LOG = Logger.getLogger(TradeConsumer.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Room for a batch of the default size: Kafka's own default would cut it to a third. */
  private static final int FETCH_BYTES = 4 * 1024 * 1024;

  /** A trade has some hundred bytes; thousands of records are held at once. */
  private static final int LONGEST_TRADE = 8 * 1024;

  private static final long DRAIN_MILLIS = 10_000;

  /** A rebalance waits for the batch of each partition, and for its commit. */
  private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(3);

  private final IngestConfig config;
  private final TradeWorkers workers;
  private final Heartbeats heartbeats;
  private final UnreadableRecords unreadable;
  private final Map<String, Object> settings;
  private final Map<TopicPartition, PartitionQueue> queues = new ConcurrentHashMap<>();
  private final AtomicBoolean running = new AtomicBoolean();
  private KafkaConsumer<byte[], byte[]> consumer;
  private Heartbeat heartbeat;
  private Thread thread;
  private long committedAt;

  TradeConsumer(
      IngestConfig config,
      TradeWorkers workers,
      Heartbeats heartbeats,
      MeterRegistry metrics,
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      @ConfigProperty(name = "quarkus.application.name") String application) {
    this.config = config;
    this.workers = workers;
    this.heartbeats = heartbeats;
    unreadable = new UnreadableRecords(heartbeats, "trades-records");
    settings = new HashMap<>(broker);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, application + ".trades");
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, application + ".trades");
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.maxBatch());
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        List.of(CooperativeStickyAssignor.class.getName()));
    metrics.gauge(
        "aiw3.ingest.waiting",
        queues,
        all -> all.values().stream().mapToInt(PartitionQueue::size).sum());
  }

  void start(@Observes StartupEvent event) {
    if (config.enabled()) {
      read();
    }
  }

  /** Begins to read. */
  void read() {
    running.set(true);
    heartbeat = heartbeats.register("trades-reader", LONGEST_STANDSTILL);
    thread = new Thread(this::run, "trades");
    thread.setDaemon(true);
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    if (running.compareAndSet(true, false)) {
      synchronized (this) {
        if (consumer != null) {
          consumer.wakeup();
        }
      }
      thread.join(2 * DRAIN_MILLIS);
      workers.close();
    }
  }

  private void run() {
    while (running.get()) {
      heartbeat.beat();
      try (KafkaConsumer<byte[], byte[]> opened =
          new KafkaConsumer<>(
              settings, BoundedDeserializer.keys(), BoundedDeserializer.values(LONGEST_TRADE))) {
        synchronized (this) {
          consumer = opened;
        }
        opened.subscribe(List.of(Topics.TRADES), new Assignment());
        while (running.get()) {
          heartbeat.beat();
          int read = step();
          unreadable.polled();
          workers.watch();
          if (read > 0 && read < config.behind()) {
            LockSupport.parkNanos(config.linger().toNanos());
          }
        }
      } catch (WakeupException e) {
        LOG.debug("trades: closing");
      } catch (KafkaException e) {
        LOG.warnf("trades: reading again soon errorCode=%s", e.toString());
        unreadable.failed(e);
        queues.clear();
        pause();
      }
    }
  }

  /** Returns how many records came. */
  private int step() {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    for (TopicPartition partition : records.partitions()) {
      PartitionQueue queue = queues.get(partition);
      if (queue != null && queue.add(records.records(partition))) {
        workers.ready(queue);
      }
    }
    if (!records.isEmpty()) {
      workers.work();
    }
    for (PartitionQueue queue : queues.values()) {
      if (queue.size() >= config.maxWaiting() || queue.bytes() >= config.maxWaitingBytes()) {
        consumer.pause(List.of(queue.partition()));
      } else if (queue.size() <= config.maxWaiting() / 2
          && queue.bytes() <= config.maxWaitingBytes() / 2) {
        consumer.resume(List.of(queue.partition()));
      }
    }
    if (System.nanoTime() - committedAt > config.commitInterval().toNanos()) {
      committedAt = System.nanoTime();
      Map<TopicPartition, OffsetAndMetadata> positions = positions(queues.values());
      if (!positions.isEmpty()) {
        consumer.commitAsync(
            positions,
            (done, e) -> {
              if (e != null) {
                LOG.debugf("trades: positions not committed errorCode=%s", e.toString());
                positions.forEach(this::notCommitted);
              }
            });
      }
    }
    return records.count();
  }

  /** Without this a partition that has come to its end would seem to lag until its next record. */
  private void notCommitted(TopicPartition partition, OffsetAndMetadata position) {
    PartitionQueue queue = queues.get(partition);
    if (queue != null) {
      queue.notCommitted(position.offset());
    }
  }

  private static Map<TopicPartition, OffsetAndMetadata> positions(
      Collection<PartitionQueue> queues) {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    for (PartitionQueue queue : queues) {
      long position = queue.takePosition();
      if (position >= 0) {
        positions.put(queue.partition(), new OffsetAndMetadata(position));
      }
    }
    return positions;
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running.set(false);
    }
  }

  /** Partitions come and go; both on the reading thread. */
  private final class Assignment implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      partitions.forEach(partition -> queues.put(partition, new PartitionQueue(partition)));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      List<PartitionQueue> closing = remove(partitions);
      Map<TopicPartition, OffsetAndMetadata> positions = positions(closing);
      if (!positions.isEmpty()) {
        try {
          consumer.commitSync(positions);
        } catch (KafkaException e) {
          LOG.debugf("trades: positions not committed errorCode=%s", e.toString());
        }
      }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      remove(partitions);
    }

    private List<PartitionQueue> remove(Collection<TopicPartition> partitions) {
      List<PartitionQueue> closing =
          partitions.stream().map(queues::remove).filter(queue -> queue != null).toList();
      try {
        for (PartitionQueue queue : closing) {
          queue.close(DRAIN_MILLIS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return closing;
    }
  }
}
