package io.aiw3.nft.kit.outbox;

import io.aiw3.nft.contract.MessageHeaders;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
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
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
  }

  /**
   * What became of a row.
   *
   * @param failure null: Kafka has acknowledged it
   */
  record Sent(OutboxTable.Numbered row, Throwable failure) {
    boolean acknowledged() {
      return failure == null;
    }
  }

  /**
   * Sends rows of different lanes and waits for what becomes of each.
   *
   * @param whileWaiting called about once a second; when it fails, what is not sent yet is not sent
   * @return in the order of the rows
   */
  List<Sent> publish(List<OutboxTable.Numbered> rows, Runnable whileWaiting)
      throws InterruptedException {
    Set<String> unavailable = new HashSet<>();
    List<Future<RecordMetadata>> answers = new ArrayList<>(rows.size());
    List<Sent> all = new ArrayList<>(rows.size());
    try {
      for (OutboxTable.Numbered row : rows) {
        whileWaiting.run();
        answers.add(send(row.row(), unavailable));
      }
      for (int i = 0; i < rows.size(); i++) {
        all.add(new Sent(rows.get(i), failure(answers.get(i), whileWaiting)));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    if (all.stream().anyMatch(sent -> isOfProducer(sent.failure()))) {
      close();
    }
    return all;
  }

  /** A topic whose metadata is not there is waited for once a round, not once a row. */
  private Future<RecordMetadata> send(OutboxRow row, Set<String> unavailable)
      throws InterruptedException {
    if (unavailable.contains(row.topic())) {
      return CompletableFuture.failedFuture(new UnknownTopicOrPartitionException(row.topic()));
    }
    try {
      Future<RecordMetadata> answer = producer().send(toRecord(row));
      if (answer.isDone() && isOfTopic(failure(answer, () -> {}))) {
        unavailable.add(row.topic());
      }
      return answer;
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static boolean isOfTopic(Throwable failure) {
    return failure != null && Refusal.of(failure) == Refusal.TOPIC;
  }

  /** It may never succeed again, whereas one that had no metadata will when the broker is there. */
  private static boolean isOfProducer(Throwable failure) {
    return failure != null
        && Refusal.of(failure) == Refusal.KAFKA
        && !(failure instanceof org.apache.kafka.common.errors.TimeoutException);
  }

  private static Throwable failure(Future<RecordMetadata> answer, Runnable whileWaiting)
      throws InterruptedException {
    while (true) {
      try {
        answer.get(1, TimeUnit.SECONDS);
        return null;
      } catch (ExecutionException e) {
        return e.getCause();
      } catch (TimeoutException e) {
        whileWaiting.run();
      }
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
