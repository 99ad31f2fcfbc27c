package io.aiw3.nft.operations;

import io.aiw3.nft.contract.Topics;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * What all services have published of one saga, in the order in which it happened. It only reads,
 * without a consumer group.
 *
 * <p>All partitions are read although a saga's messages share their user's key: after partitions
 * have been added the older ones lie elsewhere, and a dead letter may have no key.
 */
final class Timeline {
  /** Their messages carry the saga's id. */
  private static final List<String> OF_SAGAS =
      Stream.concat(
              withDeadLetters(
                  Topics.QUALIFICATION_COMMANDS,
                  Topics.BADGE_COMMANDS,
                  Topics.MINTING_COMMANDS,
                  Topics.SAGA_REPLIES,
                  Topics.BADGE_EVENTS),
              // Nobody in the suite reads it, so it has no dead letters.
              Stream.of(Topics.UPGRADE_EVENTS))
          .toList();

  /** Most of their messages are known only by what the saga's own have said. */
  private static final List<String> OF_CONSEQUENCES =
      withDeadLetters(Topics.NFT_EVENTS, Topics.QUALIFICATION_EVENTS).toList();

  /** So that a command with little memory can read topics of any size. */
  private static final int LARGEST_FETCH = 8 * 1024 * 1024;

  private static final int MOST_RECORDS = 2000;

  private final TimelineOptions options;
  private final PrintStream out;
  private final PrintStream err;

  Timeline(TimelineOptions options, PrintStream out, PrintStream err) {
    this.options = options;
    this.out = out;
    this.err = err;
  }

  /**
   * Prints the timeline.
   *
   * @return false if no message of the saga was found
   */
  boolean run() {
    SagaTrail trail = new SagaTrail(options.sagaId(), options.until(), options.limit());
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Window sagas = window(consumer, OF_SAGAS);
      Window consequences = window(consumer, OF_CONSEQUENCES);
      sagas.read(consumer, trail::look);
      consequences.read(consumer, trail::look);
    }
    List<Moment> moments = trail.moments();
    if (moments.isEmpty()) {
      err.printf("no message of saga %s since %s%n", options.sagaId(), options.since());
      return false;
    }
    if (trail.left() > 0) {
      err.printf(
          "%d older messages are left out; --until %s shows those before%n",
          trail.left(), moments.get(0).time());
    }
    TimelineReport.print(moments, options.json(), out);
    return true;
  }

  private Window window(KafkaConsumer<byte[], byte[]> consumer, List<String> topics) {
    Map<String, List<PartitionInfo>> there = consumer.listTopics();
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      List<PartitionInfo> infos = there.getOrDefault(topic, List.of());
      infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
      if (infos.isEmpty()) {
        err.printf("%s is not read: it is not there, or may not be seen%n", topic);
      }
    }
    return Window.of(consumer, partitions, options.since());
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return options
        .brokers()
        .consumer(
            Map.of(
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                LARGEST_FETCH,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                MOST_RECORDS));
  }

  private static Stream<String> withDeadLetters(String... topics) {
    return Stream.of(topics).flatMap(topic -> Stream.of(topic, Topics.deadLetter(topic)));
  }
}
