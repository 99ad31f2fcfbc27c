package io.aiw3.nft.kit.liveness;

import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;

/**
 * Watches the consumer of each channel, on its own polling thread: {@code consumer-<channel>}.
 *
 * <p>It stands still when its thread does, or when a partition has records, is not paused, and its
 * position does not move although the group's coordinator answers: it cannot fetch, decompress or
 * hold what is there. {@link PositionProbe} then finds out why. A consumer that is paused because
 * its records wait for a database, or whose broker is unavailable, is not stuck.
 */
@Startup
@ApplicationScoped
class ConsumerHeartbeats {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String GROUP = "consumer-coordinator-metrics";

  private final KafkaClientService clients;
  private final Heartbeats heartbeats;
  private final PositionProbe probe;
  private final Map<String, Progress> channels = new ConcurrentHashMap<>();

  ConsumerHeartbeats(KafkaClientService clients, Heartbeats heartbeats, PositionProbe probe) {
    this.clients = clients;
    this.heartbeats = heartbeats;
    this.probe = probe;
  }

  @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void look() {
    for (String channel : clients.getConsumerChannels()) {
      List<KafkaConsumer<Object, Object>> consumers = clients.getConsumers(channel);
      for (int i = 0; i < consumers.size(); i++) {
        String name = "consumer-" + channel + (i == 0 ? "" : "-" + i);
        Progress progress =
            channels.computeIfAbsent(
                name, ignored -> new Progress(heartbeats.register(name, LIMIT)));
        consumers
            .get(i)
            .runOnPollingThread(
                consumer -> {
                  progress.look(consumer);
                })
            .subscribe()
            .with(ignored -> {}, failure -> {});
        progress.explain(probe);
      }
    }
  }

  /** What was seen of one consumer, by its polling thread; {@code explain} runs on another. */
  static final class Progress {
    private final Heartbeat heartbeat;
    private volatile Map<TopicPartition, Long> stuckAt = Map.of();
    private Map<TopicPartition, Long> positions = Map.of();
    private double answers;

    Progress(Heartbeat heartbeat) {
      this.heartbeat = heartbeat;
    }

    void look(Consumer<?, ?> consumer) {
      look(consumer, answers(consumer));
    }

    /**
     * @param answered by the group's coordinator so far
     */
    void look(Consumer<?, ?> consumer, double answered) {
      Map<TopicPartition, Long> now = new HashMap<>();
      Map<TopicPartition, Long> stuck = new HashMap<>();
      for (TopicPartition partition : consumer.assignment()) {
        if (consumer.currentLag(partition).orElse(0) > 0
            && !consumer.paused().contains(partition)) {
          long position = consumer.position(partition, Duration.ofSeconds(1));
          now.put(partition, position);
          if (Long.valueOf(position).equals(positions.get(partition))) {
            stuck.put(partition, position);
          }
        }
      }
      if (stuck.isEmpty() || answered == answers) {
        stuckAt = Map.of();
        heartbeat.beat();
      } else {
        stuckAt = stuck;
      }
      positions = now;
      answers = answered;
    }

    /** Once for each standstill, because it reads from the broker. */
    void explain(PositionProbe probe) {
      Map<TopicPartition, Long> stuck = stuckAt;
      if (!stuck.isEmpty() && heartbeat.reason() == null) {
        stuck.forEach((partition, at) -> heartbeat.standsStill(probe.whyUnread(partition, at)));
      }
    }

    private static double answers(Consumer<?, ?> consumer) {
      return consumer.metrics().values().stream()
          .filter(m -> m.metricName().group().equals(GROUP))
          .filter(m -> m.metricName().name().equals("heartbeat-total"))
          .map(Metric::metricValue)
          .mapToDouble(value -> ((Number) value).doubleValue())
          .sum();
    }
  }
}
