package io.aiw3.nft.infrastructure;

import io.aiw3.nft.contract.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Every topic of the suite with its partitions and policies: the one table from which brokers are
 * set up.
 */
public final class TopicLayout {
  /** Sets the parallelism of every consumer group; one user's messages share a partition. */
  public static final int PARTITIONS = 6;

  /**
   * What a producer compresses, the broker stores as it is, and refuses what is then over the
   * limit: a record cannot grow when it is read.
   */
  private static final String STORED_AS = "uncompressed";

  private static final Map<String, String> COMPACTED =
      Map.of(
          "cleanup.policy", "compact",
          "compression.type", STORED_AS,
          "max.message.bytes", "1048588");
  private static final Map<String, String> SEVEN_DAYS =
      Map.of(
          "cleanup.policy", "delete",
          "retention.ms", "604800000",
          "compression.type", STORED_AS,
          "max.message.bytes", "1048588");

  /** Room for a message of the sources' limit, its stack trace and its origin. */
  private static final Map<String, String> DEAD_LETTERS =
      Map.of(
          "cleanup.policy", "delete",
          "retention.ms", "2592000000",
          "compression.type", STORED_AS,
          "max.message.bytes", "2097152");

  private static final List<Topic> SOURCES =
      List.of(
          consumed(Topics.TRADES, SEVEN_DAYS),
          consumed(Topics.USERS, COMPACTED),
          consumed(Topics.TASK_EVENTS, SEVEN_DAYS),
          consumed(Topics.COMPETITION_RESULTS, SEVEN_DAYS),
          consumed(Topics.QUALIFICATION_EVENTS, COMPACTED),
          consumed(Topics.BADGE_EVENTS, SEVEN_DAYS),
          consumed(Topics.NFT_EVENTS, SEVEN_DAYS),
          consumed(Topics.UPGRADE_EVENTS, SEVEN_DAYS),
          consumed(Topics.QUALIFICATION_COMMANDS, SEVEN_DAYS),
          consumed(Topics.BADGE_COMMANDS, SEVEN_DAYS),
          consumed(Topics.MINTING_COMMANDS, SEVEN_DAYS),
          consumed(Topics.SAGA_REPLIES, SEVEN_DAYS));

  private static final long LIMIT_SECONDS = 30;

  private TopicLayout() {}

  /**
   * One topic.
   *
   * @param config topic configuration as the broker names it
   * @param deadLetters name of its dead-letter topic, absent of a dead-letter topic
   */
  public record Topic(
      String name, int partitions, Map<String, String> config, Optional<String> deadLetters) {}

  /** All topics, dead-letter topics included. */
  public static List<Topic> topics() {
    List<Topic> topics = new ArrayList<>(SOURCES);
    for (Topic source : SOURCES) {
      source
          .deadLetters()
          .ifPresent(name -> topics.add(new Topic(name, 1, DEAD_LETTERS, Optional.empty())));
    }
    return List.copyOf(topics);
  }

  /**
   * Creates the topics that are missing; leaves the others as they are.
   *
   * @throws ChildFailedException when the broker does not do it
   */
  public static void create(Admin admin) {
    try {
      Set<String> existing = admin.listTopics().names().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      List<NewTopic> missing =
          topics().stream()
              .filter(topic -> !existing.contains(topic.name()))
              .map(
                  topic ->
                      new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
                          .configs(topic.config()))
              .toList();
      admin.createTopics(missing).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new ChildFailedException("the topics could not be created", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChildFailedException("waiting was interrupted", e);
    }
  }

  private static Topic consumed(String name, Map<String, String> config) {
    return new Topic(name, PARTITIONS, config, Optional.of(Topics.deadLetter(name)));
  }
}
