package io.aiw3.nft.bench.faults.adversary;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes records as an enemy of the platform would, and counts those that are bad. */
final class Records implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, LongAdder> bad = new ConcurrentHashMap<>();

  Records(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                600_000,
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Returns when the broker has it. */
  void send(ProducerRecord<byte[], byte[]> hostile) throws InterruptedException {
    try {
      producer.send(hostile).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("not stored: " + hostile.topic(), e.getCause());
    }
  }

  /** A record that has to become a dead letter. */
  void sendBad(ProducerRecord<byte[], byte[]> hostile) throws InterruptedException {
    bad.computeIfAbsent(hostile.topic(), topic -> new LongAdder()).increment();
    send(hostile);
  }

  /** How many records of a topic have to become dead letters. */
  long bad(String topic) {
    LongAdder count = bad.get(topic);
    return count == null ? 0 : count.sum();
  }

  @Override
  public void close() {
    producer.close();
  }
}
