package io.aiw3.nft.bench.faults;

import io.aiw3.nft.commandline.CommandRunner;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.history.reconcile.ReconcileCommand;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.infrastructure.SchemaDump;
import io.aiw3.nft.infrastructure.SuiteService;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A service's database goes back in time: it is put back to a dump that was taken under load, some
 * seconds after that, and the service made level by what the runbook says (Restore from backup).
 */
final class Restore implements Fault.Act {
  /**
   * What is there at the dump, and comes between it and the loss: mints and burns that are final.
   */
  private static final int MOVES = 6;

  private static final Duration MOVE = Duration.ofSeconds(90);

  /** Further back than any group was behind when the dump was taken. */
  private static final Duration BEFORE_BACKUP = Duration.ofHours(1);

  private static final Duration STOP = Duration.ofSeconds(60);
  private static final Duration LEVEL = Duration.ofMinutes(3);

  /** Of a topic that is written to all the time, its group is behind by some all the time. */
  private static final long TRADES_ON_THEIR_WAY = 500;

  private final SuiteService service;

  private Restore(SuiteService service) {
    this.service = service;
  }

  /** One for each schema. */
  static List<Fault> all() {
    return SuiteService.all().stream()
        .map(service -> new Fault("restore " + service.schema().user(), new Restore(service)))
        .toList();
  }

  @Override
  public void on(LocalSuite suite, Chain chain, Random random) throws Exception {
    String schema = service.schema().user();
    awaitMoves(suite, MOVES);
    Instant backup = Instant.now();
    SchemaDump dump;
    try (Connection connection = suite.connection(schema)) {
      dump = SchemaDump.take(connection);
    } catch (SQLException e) {
      throw new IOException("no dump", e);
    }
    awaitMoves(suite, moves(suite) + MOVES);
    suite.stop(service.name(), STOP);
    suite.noteAttempts();
    suite.restored(schema);
    try (Connection connection = suite.connection(schema)) {
      dump.restore(connection);
    }
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", suite.run().at("/kafka/bootstrap").asText()))) {
      for (String group : groups(admin, this::isOwn)) {
        setBack(admin, group, backup.minus(BEFORE_BACKUP));
      }
      if (isMended()) {
        awaitLevel(
            groups(
                admin,
                name ->
                    !isOwn(name)
                        && (name.endsWith("." + Topics.NFT_EVENTS)
                            || name.endsWith("." + Topics.QUALIFICATION_EVENTS))),
            admin);
        reconcile(suite);
      }
      suite.startAgain(service.name());
      suite.awaitReady(STOP.multipliedBy(3));
      awaitLevel(groups(admin, this::isOwn), admin);
      if (isMended()) {
        reconcile(suite);
      }
    }
  }

  private static void awaitMoves(LocalSuite suite, long wanted)
      throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + MOVE.toNanos();
    while (moves(suite) < wanted && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static long moves(LocalSuite suite) throws SQLException {
    return suite.number(
        "minting", "SELECT COUNT(*) FROM chain_transaction WHERE state = 'finalized'");
  }

  /** What it has published is numbered: it goes on above what its readers know. */
  private boolean isMended() {
    return service.schema() == Schema.MINTING || service.schema() == Schema.QUALIFICATION;
  }

  private boolean isOwn(String group) {
    return group.startsWith(service.name() + ".");
  }

  private static List<String> groups(Admin admin, Predicate<String> wanted)
      throws InterruptedException, ExecutionException {
    return admin.listGroups().all().get().stream()
        .map(group -> group.groupId())
        .filter(wanted)
        .toList();
  }

  /** Until these groups have read all that there is. */
  private static void awaitLevel(List<String> groups, Admin admin)
      throws InterruptedException, ExecutionException {
    long deadline = System.nanoTime() + LEVEL.toNanos();
    while (!areLevel(admin, groups)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(groups + " do not become level");
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static boolean areLevel(Admin admin, List<String> groups)
      throws InterruptedException, ExecutionException {
    for (String group : groups) {
      Map<TopicPartition, OffsetAndMetadata> positions =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      long allowed = group.endsWith("." + Topics.TRADES) ? TRADES_ON_THEIR_WAY : 0;
      Map<TopicPartition, ListOffsetsResultInfo> ends =
          offsets(admin, List.copyOf(positions.keySet()), OffsetSpec.latest());
      if (positions.entrySet().stream()
          .anyMatch(at -> at.getValue().offset() < ends.get(at.getKey()).offset() - allowed)) {
        return false;
      }
    }
    return true;
  }

  /** A group is named after its service and topic. */
  private void setBack(Admin admin, String group, Instant to)
      throws InterruptedException, ExecutionException {
    String topic = group.substring(service.name().length() + 1);
    List<TopicPartition> partitions =
        admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    Map<TopicPartition, ListOffsetsResultInfo> at =
        offsets(admin, partitions, OffsetSpec.forTimestamp(to.toEpochMilli()));
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        offsets(admin, partitions, OffsetSpec.latest());
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    for (TopicPartition partition : partitions) {
      long offset = at.get(partition).offset();
      positions.put(
          partition, new OffsetAndMetadata(offset < 0 ? ends.get(partition).offset() : offset));
    }
    admin.alterConsumerGroupOffsets(group, positions).all().get();
  }

  private static Map<TopicPartition, ListOffsetsResultInfo> offsets(
      Admin admin, List<TopicPartition> partitions, OffsetSpec spec)
      throws InterruptedException, ExecutionException {
    return admin
        .listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> spec)))
        .all()
        .get();
  }

  private static void reconcile(LocalSuite suite) {
    CommandRunner.run(
        new ReconcileCommand(), "--mend", "--limit", "5", "--run-file", suite.runFile().toString());
  }
}
