package io.aiw3.nft.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.kit.outbox.OutboxRelay;
import io.aiw3.nft.kit.transaction.SqlFailures;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The host of the leader is lost, and nobody says so. */
@QuarkusTest
@TestProfile(OutboxLeadIT.ShortLead.class)
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
@QuarkusTestResource(value = FrozenPath.class, restrictToAnnotatedClass = true)
class OutboxLeadIT extends KitITBase {
  private static final String LEAD = "CONCAT('aiw3-outbox-', DATABASE())";
  private static final int LEAD_SECONDS = 4;
  private static final int POOL = 20;
  private static final Duration SOON = Duration.ofSeconds(30);

  public static final class ShortLead implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "aiw3.outbox.lead-timeout", LEAD_SECONDS + "s",
          "aiw3.transaction.limit", "2s",
          "aiw3.transaction.silence", "6s",
          "quarkus.datasource.reactive.idle-timeout", "PT1S");
    }
  }

  @Inject MeterRegistry metrics;
  @Inject Statements statements;
  @Inject OutboxRelay relay;

  @AfterEach
  void thaw() {
    FrozenPath.thaw();
  }

  @Test
  void anotherReplicaTakesTheLeadWithinSecondsAndTheOldOneKnows() throws SQLException {
    awaitLeader();

    FrozenPath.freeze();

    try (Connection successor = TestInfrastructure.connection(Schema.of("badge"));
        Statement statement = successor.createStatement()) {
      Awaitility.await().atMost(SOON).until(() -> isTrue(statement, "GET_LOCK(" + LEAD + ", 0)"));
      Awaitility.await().atMost(SOON).until(() -> leader() == 0);
      FrozenPath.thaw();
      insertRow();

      // The old leader is back, and does not publish beside its successor.
      Awaitility.await().atMost(SOON).until(() -> connected());
      assertThat(leader()).isZero();
      assertThat(query("SELECT COUNT(*) FROM outbox")).containsExactly("1");
    }
    awaitLeader();
    Awaitility.await()
        .atMost(SOON)
        .until(() -> query("SELECT COUNT(*) FROM outbox").equals(List.of("0")));
  }

  @Test
  void statementsOnALostPathFailAsTransientAndThePoolRecovers() {
    awaitLeader();
    FrozenPath.freeze();

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> statements.run("SELECT 1").await().atMost(SOON))
          .matches(SqlFailures::isTransient);
    }
    FrozenPath.thaw();

    Awaitility.await().atMost(SOON).until(() -> connected());
  }

  @Test
  void anInterruptedLeaderEndsAndLeavesNothingOfTheLeadWithThePool() throws Exception {
    awaitLeader();
    Thread thread =
        Thread.getAllStackTraces().keySet().stream()
            .filter(one -> one.getName().equals("outbox-relay"))
            .findFirst()
            .orElseThrow();

    thread.interrupt();
    thread.join(SOON.toMillis());

    // At once: later the pool has closed the connection, which was idle.
    try {
      assertThat(thread.isAlive()).isFalse();
      assertThat(pooledTimeouts()).hasSize(POOL).allMatch(seconds -> seconds > LEAD_SECONDS);
      assertThat(leader()).isZero();
      assertThat(query("SELECT IS_FREE_LOCK(" + LEAD + ")")).containsExactly("1");
    } finally {
      relay.start();
    }
    awaitLeader();
  }

  @Test
  void twoSchemasOfOneServerHaveALeadOfTheirOwn() throws SQLException {
    awaitLeader();

    try (Connection admin = TestInfrastructure.adminConnection();
        Statement statement = admin.createStatement()) {
      assertThat(isTrue(statement, "IS_FREE_LOCK('aiw3-outbox-service-kit-test')")).isTrue();
      assertThat(
              isTrue(
                  statement,
                  "IS_FREE_LOCK('aiw3-outbox-" + query("SELECT DATABASE()").get(0) + "')"))
          .isFalse();
    }
  }

  /** The database is queried too: for a moment a leader does not know that it has lost its lead. */
  private void awaitLeader() {
    Awaitility.await()
        .atMost(SOON)
        .until(
            () -> leader() == 1 && query("SELECT IS_FREE_LOCK(" + LEAD + ")").equals(List.of("0")));
  }

  private double leader() {
    return metrics.get("aiw3.outbox.leader").gauge().value();
  }

  /** Of all connections of the pool: so many statements at once that each of them takes part. */
  private List<Long> pooledTimeouts() {
    List<Uni<Long>> all =
        Stream.generate(
                () ->
                    statements
                        .run("SELECT @@SESSION.wait_timeout, SLEEP(0.2)")
                        .map(rows -> rows.iterator().next().getLong(0)))
            .limit(POOL)
            .toList();
    return Uni.join().all(all).andFailFast().await().atMost(SOON);
  }

  private boolean connected() {
    try {
      return statements.run("SELECT 1").await().atMost(SOON).size() == 1;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static boolean isTrue(Statement statement, String expression) throws SQLException {
    try (ResultSet answer = statement.executeQuery("SELECT " + expression)) {
      return answer.next() && answer.getBoolean(1);
    }
  }

  private static void insertRow() throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.of("badge"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO outbox (id, aggregatetype, aggregateid, type, source, time, schemaversion,"
              + " payload) VALUES (UUID(), 'upgrade-events', 'lead', 'test', '/test',"
              + " UTC_TIMESTAMP(3), '1', '{}')");
    }
  }
}
