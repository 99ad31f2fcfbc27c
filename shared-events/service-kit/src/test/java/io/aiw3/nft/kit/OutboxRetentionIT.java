package io.aiw3.nft.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The outbox where Debezium publishes it: rows go by their age. */
@QuarkusTest
@TestProfile(OutboxRetentionIT.WithoutRelay.class)
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
class OutboxRetentionIT extends KitITBase {
  private static final String TYPES = "SELECT type FROM outbox ORDER BY seq";

  /** Debezium's side of the switch, with a short rhythm. */
  public static final class WithoutRelay implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "aiw3.outbox.relay", "false",
          "aiw3.outbox.retention", "1h",
          "aiw3.outbox.purge-every", "1s");
    }
  }

  @Inject MeterRegistry metrics;

  @AfterEach
  void empty() throws SQLException {
    execute("DELETE FROM outbox");
  }

  @Test
  void rowsGoInBatchesWhenTheyAreOlderThanTheRetentionAndYoungerOnesStay() throws SQLException {
    double before = purged();
    // More than two batches at once, and an old row that was committed after a young one.
    insert(2500, "old", 61);
    insert(3, "young", 59);
    insert(1, "late", 61);
    insert(1, "new", 0);

    Awaitility.await().until(() -> purged() - before >= 2501);

    assertThat(query(TYPES)).containsExactly("young", "young", "young", "new");
    assertThat(purged() - before).isEqualTo(2501);
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(gauge("aiw3.outbox.retained.seconds")).isBetween(3540.0, 3570.0));
    assertThat(gauge("aiw3.outbox.retention.seconds")).isEqualTo(3600);
  }

  @Test
  void nothingGoesWhileAReplicaStillPublishes() throws Exception {
    try (Connection leader = TestInfrastructure.connection(Schema.of("badge"));
        Statement statement = leader.createStatement()) {
      Awaitility.await()
          .until(
              () -> {
                try (var answer =
                    statement.executeQuery(
                        "SELECT GET_LOCK(CONCAT('aiw3-outbox-', DATABASE()), 0) = 1")) {
                  return answer.next() && answer.getBoolean(1);
                }
              });
      insert(1, "old", 120);

      // Every replica reports the age of what lies there, so this shows that a run has passed.
      Awaitility.await().until(() -> gauge("aiw3.outbox.retained.seconds") >= 7200);

      assertThat(query(TYPES)).isEqualTo(List.of("old"));
    }

    Awaitility.await().until(() -> query(TYPES).isEmpty());
  }

  @Test
  void theRelaysFiguresSayNothingWithoutTheRelay() throws SQLException {
    insert(1, "young", 1);
    Awaitility.await().until(() -> gauge("aiw3.outbox.retained.seconds") >= 60);

    assertThat(metrics.find("aiw3.outbox.leader").gauge()).isNull();
    assertThat(gauge("aiw3.outbox.waiting")).isZero();
    assertThat(gauge("aiw3.outbox.oldest.seconds")).isZero();
  }

  private double purged() {
    return metrics.get("aiw3.outbox.purged").counter().count();
  }

  private double gauge(String name) {
    return metrics.get(name).gauge().value();
  }

  private static void insert(int rows, String type, int minutes) throws SQLException {
    execute(
        ("INSERT INTO outbox (id, aggregatetype, aggregateid, type, source, time, schemaversion,"
                + " payload) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE"
                + " i < %d) SELECT UUID(), 'topic', '1', '%s', '/test', UTC_TIMESTAMP(3) - INTERVAL"
                + " %d MINUTE, '1', '{}' FROM n")
            .formatted(rows, type, minutes));
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.of("badge"));
        Statement statement = connection.createStatement()) {
      statement.execute("SET cte_max_recursion_depth = 10000");
      statement.execute(sql);
    }
  }
}
