package io.aiw3.nft.kit.inbox;

import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.kit.api.DeadLetterCount;
import io.aiw3.nft.kit.config.KitConfig;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * Counts what is in the dead-letter topics of this service, for operators. Kafka is queried, so
 * that the number is that of all replicas and survives restarts.
 */
@ApplicationScoped
public class DeadLetterTopics {
  private static final Logger LOG = Logger.getLogger(DeadLetterTopics.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Pattern CHANNEL =
      Pattern.compile("mp\\.messaging\\.incoming\\.([^.]+)\\.connector");

  private final Map<String, Object> settings;
  private final Set<String> sources;
  private Admin admin;

  DeadLetterTopics(
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      Config config,
      KitConfig kit) {
    settings = new HashMap<>(broker);
    settings.keySet().retainAll(AdminClientConfig.configNames());
    settings.put(
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(TIMEOUT.toMillis()));
    settings.put(
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(TIMEOUT.toMillis() / 2));
    sources =
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
            .map(CHANNEL::matcher)
            .filter(Matcher::matches)
            .map(channel -> channel.group(1))
            .map(
                channel ->
                    config
                        .getOptionalValue(
                            "mp.messaging.incoming." + channel + ".topic", String.class)
                        .orElse(channel))
            .collect(Collectors.toCollection(TreeSet::new));
    kit.inbox().furtherTopics().ifPresent(sources::addAll);
  }

  /** The topics that the service reads. */
  public Set<String> sources() {
    return Set.copyOf(sources);
  }

  /** By topic, in the order of their names; null while Kafka does not answer. */
  public Uni<List<DeadLetterCount>> count() {
    List<String> all = sources.stream().map(Topics::deadLetter).toList();
    return Uni.createFrom()
        .deferred(() -> partitions(all))
        .chain(found -> records(found))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .ifNoItem()
        .after(TIMEOUT)
        .fail()
        .onFailure()
        .invoke(failure -> LOG.warnf("dead letter count failed cause=%s", failure.toString()))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<List<TopicPartition>> partitions(List<String> all) {
    return Uni.combine()
        .all()
        .unis(
            client().describeTopics(all).topicNameValues().values().stream()
                .map(DeadLetterTopics::partitions)
                .toList())
        .with(DeadLetterTopics::together);
  }

  /** None of a topic that does not exist: nothing was written to it. */
  private static Uni<List<TopicPartition>> partitions(KafkaFuture<TopicDescription> described) {
    return stage(() -> described)
        .map(
            found ->
                found.partitions().stream()
                    .map(partition -> new TopicPartition(found.name(), partition.partition()))
                    .toList())
        .onFailure(UnknownTopicOrPartitionException.class)
        .recoverWithItem(List.of());
  }

  private static List<TopicPartition> together(List<?> partitions) {
    return partitions.stream()
        .flatMap(some -> ((List<?>) some).stream())
        .map(TopicPartition.class::cast)
        .toList();
  }

  private Uni<List<DeadLetterCount>> records(List<TopicPartition> partitions) {
    return Uni.combine()
        .all()
        .unis(
            offsets(partitions, OffsetSpec.earliest()),
            offsets(partitions, OffsetSpec.latest()),
            offsets(partitions, OffsetSpec.maxTimestamp()))
        .with(
            (first, end, newest) -> {
              Map<String, DeadLetterCount> counts = new TreeMap<>();
              for (TopicPartition partition : partitions) {
                long records = end.get(partition).offset() - first.get(partition).offset();
                long time = newest.get(partition).timestamp();
                counts.merge(
                    partition.topic(),
                    new DeadLetterCount(
                        partition.topic(),
                        records,
                        records == 0 || time < 0 ? null : Instant.ofEpochMilli(time)),
                    DeadLetterTopics::sum);
              }
              return List.copyOf(counts.values());
            });
  }

  private Uni<Map<TopicPartition, ListOffsetsResultInfo>> offsets(
      List<TopicPartition> partitions, OffsetSpec spec) {
    return stage(
        () ->
            client()
                .listOffsets(
                    partitions.stream().collect(Collectors.toMap(Function.identity(), p -> spec)))
                .all());
  }

  private static DeadLetterCount sum(DeadLetterCount one, DeadLetterCount other) {
    return new DeadLetterCount(
        one.topic(),
        one.records() + other.records(),
        Stream.of(one, other)
            .map(DeadLetterCount::newestAt)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null));
  }

  private static <T> Uni<T> stage(Supplier<KafkaFuture<T>> call) {
    return Uni.createFrom().completionStage(() -> call.get().toCompletionStage());
  }

  private synchronized Admin client() {
    if (admin == null) {
      admin = Admin.create(settings);
    }
    return admin;
  }

  @PreDestroy
  synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ofSeconds(1));
    }
  }
}
