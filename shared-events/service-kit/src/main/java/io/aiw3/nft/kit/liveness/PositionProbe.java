package io.aiw3.nft.kit.liveness;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the record at a consumer's position, with a consumer without a group, to learn why it is
 * not read: a channel tries its poll again and tells nobody of the failure.
 */
@ApplicationScoped
class PositionProbe {
  private static final Duration WAIT = Duration.ofSeconds(5);

  private final Supplier<Consumer<byte[], byte[]>> consumers;

  @Inject
  PositionProbe(@Identifier("default-kafka-broker") Map<String, Object> broker) {
    this(() -> open(broker));
  }

  PositionProbe(Supplier<Consumer<byte[], byte[]>> consumers) {
    this.consumers = consumers;
  }

  /** Partition, offset and the failure; where the record can be read, that it can. */
  String whyUnread(TopicPartition partition, long offset) {
    return "%s offset %d: %s".formatted(partition, offset, outcome(partition, offset));
  }

  private String outcome(TopicPartition partition, long offset) {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, offset);
      return consumer.poll(WAIT).isEmpty()
          ? "nothing came"
          : "can be read, but the channel does not";
    } catch (KafkaException | LinkageError e) {
      return UnreadableRecords.reason(e);
    }
  }

  private static Consumer<byte[], byte[]> open(Map<String, Object> broker) {
    Map<String, Object> settings = new HashMap<>(broker);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) WAIT.toMillis());
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
