package io.aiw3.nft.kit.deadletter;

import io.aiw3.nft.contract.DeadLetterHeaders;
import io.aiw3.nft.deadletter.DeadLetter;
import io.aiw3.nft.deadletter.HandledOffsets;
import io.aiw3.nft.deadletter.HeaderText;
import io.aiw3.nft.deadletter.ReplayMarks;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The dead letters of this service in Kafka, and the marks of those that are dealt with, which the
 * command line reads and writes, too. Blocks: for worker threads alone.
 */
@ApplicationScoped
class LetterLog {
  private final LetterClients clients;
  private final String consumer;

  LetterLog(
      LetterClients clients,
      @ConfigProperty(name = "quarkus.application.name") String application) {
    this.clients = clients;
    this.consumer = "/" + application;
  }

  /** A letter, and whether it is dealt with. */
  record Found(ConsumerRecord<byte[], byte[]> record, boolean handled) {}

  /**
   * The newest letters of this service before the cursor.
   *
   * @param most letters of the page
   * @param pending only those that are not dealt with
   */
  <T> LetterPages.Slice<T> page(
      String topic,
      LetterCursor cursor,
      int most,
      boolean pending,
      BiFunction<ConsumerRecord<byte[], byte[]>, Boolean, T> view) {
    return clients.read(
        kafka -> new LetterPages<>(kafka, this::isOwn, pending, view).read(topic, cursor, most));
  }

  /** Empty where there is no such letter, or it is another service's. */
  Optional<Found> find(LetterPlace place) {
    return clients.read(
        kafka -> {
          TopicPartition partition = place.topicPartition();
          if (!LetterClients.partitions(kafka, place.topic()).contains(partition)) {
            return Optional.empty();
          }
          return find(kafka, place)
              .map(
                  record ->
                      new Found(record, LetterClients.marks(kafka, partition).has(place.offset())));
        });
  }

  /**
   * Marks a letter, and sends its message back in the same transaction.
   *
   * @param send false: it is only marked
   * @return false if it was dealt with before: nothing was sent
   * @throws IllegalArgumentException if too many older letters are not dealt with
   * @throws KafkaUnavailableException if Kafka did not do it, or somebody else goes first
   */
  boolean handle(LetterPlace place, ConsumerRecord<byte[], byte[]> letter, boolean send) {
    try (KafkaProducer<byte[], byte[]> producer = clients.producer(place.topic())) {
      // Before the marks are read: from here on nobody else can commit any.
      producer.initTransactions();
      OffsetAndMetadata position = clients.read(kafka -> position(kafka, place));
      if (position == null) {
        return false;
      }
      producer.beginTransaction();
      if (send) {
        int partitions = producer.partitionsFor(place.topic()).size();
        // The commit fails if it does.
        var unused = producer.send(new DeadLetter(letter).message(place.topic(), partitions));
      }
      producer.sendOffsetsToTransaction(
          Map.of(place.topicPartition(), position), new ConsumerGroupMetadata(ReplayMarks.GROUP));
      producer.commitTransaction();
      return true;
    } catch (KafkaException e) {
      throw LetterClients.unavailable(e);
    }
  }

  /** Null: the letter is marked. */
  private static OffsetAndMetadata position(
      KafkaConsumer<byte[], byte[]> kafka, LetterPlace place) {
    TopicPartition partition = place.topicPartition();
    kafka.assign(List.of(partition));
    HandledOffsets marks = LetterClients.marks(kafka, partition);
    if (marks.has(place.offset())) {
      return null;
    }
    long begin = kafka.beginningOffsets(List.of(partition)).get(partition);
    return marks.with(place.offset(), begin).toCommit();
  }

  private Optional<ConsumerRecord<byte[], byte[]>> find(
      KafkaConsumer<byte[], byte[]> kafka, LetterPlace place) {
    TopicPartition partition = place.topicPartition();
    long begin = kafka.beginningOffsets(List.of(partition)).get(partition);
    long end = kafka.endOffsets(List.of(partition)).get(partition);
    if (place.offset() < begin || place.offset() >= end) {
      return Optional.empty();
    }
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    LetterClients.each(kafka, partition, place.offset(), place.offset() + 1, found::add);
    return found.stream().filter(this::isOwn).findFirst();
  }

  private boolean isOwn(ConsumerRecord<byte[], byte[]> record) {
    return HeaderText.of(record, DeadLetterHeaders.CONSUMER, "").equals(consumer);
  }
}
