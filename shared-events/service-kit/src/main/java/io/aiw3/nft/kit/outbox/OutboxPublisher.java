package io.aiw3.nft.kit.outbox;

import io.aiw3.nft.contract.MessageHeaders;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends outbox rows with an idempotent producer: the only sender to Kafka that there is.
 *
 * <p>A dead letter ({@link OutboxRow#headers()} present) carries just those headers, which are its
 * source's and the reason; everything else carries CloudEvents headers.
 */
@ApplicationScoped
public class OutboxPublisher {
  private static final int LARGEST_REQUEST = 2 * 1024 * 1024;

  private final Map<String, Object> settings;
  private Producer<byte[], byte[]> producer;

  OutboxPublisher(@Identifier("default-kafka-broker") Map<String, Object> broker) {
    settings = new HashMap<>(broker);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    // A broker that is just coming up may refuse a new producer's first batch and take its second:
    // the first would then be out of order until the delivery times out.
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
  }

  /**
   * Sends the rows and waits until all are acknowledged.
   *
   * @throws IllegalStateException if any was not; the producer is then replaced, because what is in
   *     flight after a failure could overtake what is sent again
   */
  void publish(List<OutboxRow> rows) throws InterruptedException {
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(rows.size());
    try {
      for (OutboxRow row : rows) {
        acknowledgements.add(producer().send(toRecord(row)));
      }
      producer().flush();
      for (Future<RecordMetadata> acknowledgement : acknowledgements) {
        acknowledgement.get();
      }
    } catch (ExecutionException | RuntimeException e) {
      close();
      throw new IllegalStateException("Kafka did not take the outbox: " + e.getMessage(), e);
    }
  }

  synchronized void close() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }

  private synchronized Producer<byte[], byte[]> producer() {
    if (producer == null) {
      producer =
          new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
    return producer;
  }

  static ProducerRecord<byte[], byte[]> toRecord(OutboxRow row) {
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(row.topic(), row.key(), row.payload());
    if (row.headers() != null) {
      row.headers().forEach((name, value) -> header(message, name, value));
      return message;
    }
    header(message, MessageHeaders.SPEC_VERSION, "1.0");
    header(message, MessageHeaders.ID, row.id());
    header(message, MessageHeaders.SOURCE, row.source());
    header(message, MessageHeaders.TYPE, row.type());
    header(message, MessageHeaders.TIME, row.time().toString());
    header(message, MessageHeaders.SCHEMA_VERSION, row.schemaVersion());
    header(message, MessageHeaders.CONTENT_TYPE, "application/json");
    if (row.traceParent() != null) {
      header(message, MessageHeaders.TRACE_PARENT, row.traceParent());
    }
    return message;
  }

  private static void header(ProducerRecord<byte[], byte[]> message, String name, String value) {
    message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
