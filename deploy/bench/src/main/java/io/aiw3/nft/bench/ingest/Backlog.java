package io.aiw3.nft.bench.ingest;

import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.infrastructure.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A workload's records, ready to be sent at once. */
final class Backlog {
  private final List<ProducerRecord<byte[], byte[]>> records;

  Backlog(Workload workload) {
    records = new ArrayList<>(workload.records());
    for (int i = 0; i < workload.size(); i++) {
      ProducerRecord<byte[], byte[]> message =
          new ProducerRecord<>(
              Topics.TRADES,
              workload.wallet(i).getBytes(StandardCharsets.US_ASCII),
              workload.body(i));
      records.add(message);
      if (i % Workload.DUPLICATE_EVERY == 0) {
        records.add(message);
      }
    }
  }

  /** Sends all, and returns when the broker has them. */
  void send(KafkaBroker broker) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.BATCH_SIZE_CONFIG,
                262_144,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                64L << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      AtomicReference<Exception> failure = new AtomicReference<>();
      for (ProducerRecord<byte[], byte[]> message : records) {
        Future<?> unused =
            producer.send(
                message,
                (stored, e) -> {
                  if (e != null) {
                    failure.set(e);
                  }
                });
      }
      producer.flush();
      if (failure.get() != null) {
        throw new IllegalStateException("the backlog was not stored", failure.get());
      }
    }
  }
}
