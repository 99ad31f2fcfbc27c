package io.aiw3.nft.bench.outbox;

import io.aiw3.nft.contract.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The same messages without a table: so many at once, then their acknowledgements. */
final class BareProducer {
  private static final String TOPIC = "outbox-bench-bare";

  private final String bootstrap;

  BareProducer(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /** Messages in a second, the second time: the first is to warm up. */
  double rate(int count, int atOnce) throws ExecutionException, InterruptedException {
    createTopic();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      send(producer, count, atOnce);
      long start = System.nanoTime();
      send(producer, count, atOnce);
      return count / ((System.nanoTime() - start) / 1e9);
    }
  }

  /** With as many partitions as the service's has. */
  private void createTopic() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      int partitions =
          admin
              .describeTopics(List.of(Topics.BADGE_EVENTS))
              .allTopicNames()
              .get()
              .get(Topics.BADGE_EVENTS)
              .partitions()
              .size();
      admin
          .createTopics(List.of(new NewTopic(TOPIC, Optional.of(partitions), Optional.empty())))
          .all()
          .get();
    }
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, int count, int atOnce)
      throws ExecutionException, InterruptedException {
    for (int from = 0; from < count; from += atOnce) {
      List<Future<RecordMetadata>> sent = new ArrayList<>(atOnce);
      for (int i = from; i < Math.min(count, from + atOnce); i++) {
        sent.add(producer.send(new ProducerRecord<>(TOPIC, Rows.key(i), Rows.body(i))));
      }
      producer.flush();
      for (Future<RecordMetadata> acknowledgement : sent) {
        acknowledgement.get();
      }
    }
  }
}
