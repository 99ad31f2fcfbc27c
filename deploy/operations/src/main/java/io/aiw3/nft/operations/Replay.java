package io.aiw3.nft.operations;

import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.deadletter.DeadLetter;
import io.aiw3.nft.deadletter.HandledOffsets;
import io.aiw3.nft.deadletter.ReplayMarks;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Sends dead letters back to where they came from, each once: the messages and the marks of their
 * letters are one Kafka transaction, and of two commands at a time the later one stops the earlier.
 */
final class Replay {
  private static final Duration POLL = Duration.ofMillis(200);

  private final ReplayOptions options;
  private final PrintStream out;

  Replay(ReplayOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** A partition's letters, and which of them are dealt with. */
  private record Shelf(
      TopicPartition partition, List<DeadLetter> letters, long end, HandledOffsets marks) {
    List<DeadLetter> pending() {
      return letters.stream().filter(letter -> !marks.has(letter.offset())).toList();
    }
  }

  /**
   * Does what the options say.
   *
   * @return how many letters were chosen
   */
  int run() {
    if (options.mode() == ReplayOptions.Mode.LIST) {
      try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
        List<Shelf> shelves = read(consumer);
        return show(shelves);
      }
    }
    try (KafkaProducer<byte[], byte[]> producer = producer();
        KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      // Before the marks are read: from here on no other command can commit any.
      producer.initTransactions();
      return dealWith(read(consumer), producer);
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      throw new IllegalStateException("another replay of this topic was started concurrently", e);
    }
  }

  private int show(List<Shelf> shelves) {
    int chosen = 0;
    int all = 0;
    for (Shelf shelf : shelves) {
      all += shelf.letters().size();
      for (DeadLetter letter : chosen(shelf, options.limit() - chosen)) {
        out.println(letter.line());
        chosen++;
      }
    }
    int pending = shelves.stream().mapToInt(shelf -> shelf.pending().size()).sum();
    out.printf(
        "%d chosen of %d pending (%d letters in all); nothing was sent%n", chosen, pending, all);
    return chosen;
  }

  private int dealWith(List<Shelf> shelves, KafkaProducer<byte[], byte[]> producer) {
    boolean send = options.mode() == ReplayOptions.Mode.SEND;
    int partitions = producer.partitionsFor(options.topic()).size();
    int count = 0;
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    List<DeadLetter> all = new ArrayList<>();
    for (Shelf shelf : shelves) {
      List<DeadLetter> chosen = chosen(shelf, options.limit() - count);
      count += chosen.size();
      all.addAll(chosen);
      positions.put(
          shelf.partition(),
          shelf.marks().with(offsets(chosen), offsets(shelf.letters()), shelf.end()).toCommit());
    }
    if (count == 0) {
      out.println("nothing is pending that was chosen");
      return 0;
    }
    List<DeadLetter> cut = all.stream().filter(letter -> !letter.cut().isEmpty()).toList();
    if (send && !cut.isEmpty()) {
      cut.forEach(letter -> out.println(letter.line()));
      throw new IllegalStateException(
          "%d of the chosen letters lack a part of their message, and nothing was sent: drop them, and"
                  .formatted(cut.size())
              + " send what is at their origin again if required");
    }
    producer.beginTransaction();
    if (send) {
      for (DeadLetter letter : all) {
        // The commit fails if any of them does.
        var unused = producer.send(letter.message(options.topic(), partitions));
      }
    }
    producer.sendOffsetsToTransaction(positions, new ConsumerGroupMetadata(ReplayMarks.GROUP));
    producer.commitTransaction();
    all.forEach(letter -> out.println(letter.line()));
    out.printf(
        send ? "%d sent to %s%n" : "%d dropped; %s did not get them%n", count, options.topic());
    return count;
  }

  private List<DeadLetter> chosen(Shelf shelf, int limit) {
    return shelf.pending().stream().filter(options::chooses).limit(limit).toList();
  }

  private static List<Long> offsets(List<DeadLetter> letters) {
    return letters.stream().map(DeadLetter::offset).toList();
  }

  private List<Shelf> read(KafkaConsumer<byte[], byte[]> consumer) {
    String topic = Topics.deadLetter(options.topic());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
    List<Shelf> shelves = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      List<DeadLetter> letters = new ArrayList<>();
      while (consumer.position(partition) < end) {
        consumer.poll(POLL).forEach(letter -> letters.add(new DeadLetter(letter)));
      }
      shelves.add(new Shelf(partition, letters, end, HandledOffsets.of(committed.get(partition))));
    }
    return shelves;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return options.brokers().consumer(Map.of(ConsumerConfig.GROUP_ID_CONFIG, ReplayMarks.GROUP));
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return options
        .brokers()
        .producer(
            Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                ReplayMarks.transactionalId(options.topic()),
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                ReplayMarks.LARGEST_REQUEST));
  }
}
