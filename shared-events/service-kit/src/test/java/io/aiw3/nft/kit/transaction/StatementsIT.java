package io.aiw3.nft.kit.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Every statement ends, and what is silent loses its connection. */
@QuarkusTest
@TestProfile(StatementsIT.ShortLimits.class)
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
class StatementsIT {
  private static final Duration END = Duration.ofSeconds(15);

  /** More than the pool has connections. */
  private static final int MANY = 40;

  /** Nobody of ours is that slow. */
  public static final class ShortLimits implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "aiw3.transaction.limit", "2s",
          "aiw3.transaction.silence", "3s",
          "quarkus.datasource.reactive.idle-timeout", "PT1S");
    }
  }

  @Inject Statements statements;
  @Inject Transactions transactions;

  @Test
  void everyReadEndsWhenItsConnectionIsKilled() throws Exception {
    List<CompletableFuture<?>> reads = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      reads.add(statements.run("DO SLEEP(1.9)").subscribeAsCompletionStage());
      reads.add(statements.run("SELECT SLEEP(1.9), ?", Tuple.of(i)).subscribeAsCompletionStage());
      reads.add(statements.inOneView(sql -> sleep(sql, 1.9)).subscribeAsCompletionStage());
    }
    Awaitility.await().until(() -> sleeping().size() >= reads.size());

    kill();

    for (CompletableFuture<?> read : reads) {
      assertThatThrownBy(() -> read.get(END.toSeconds(), TimeUnit.SECONDS))
          .cause()
          .matches(SqlFailures::isTransient);
    }
    assertThat(one()).isOne();
  }

  @Test
  void aStatementOverTheLimitFailsAndItsConnectionIsClosed() throws Exception {
    List<CompletableFuture<?>> slow =
        IntStream.range(0, MANY)
            .<CompletableFuture<?>>mapToObj(
                i -> statements.run("DO SLEEP(600)").subscribeAsCompletionStage())
            .toList();

    for (CompletableFuture<?> one : slow) {
      assertThatThrownBy(() -> one.get(END.toSeconds(), TimeUnit.SECONDS))
          .cause()
          .matches(SqlFailures::isTransient);
    }
    Awaitility.await().until(() -> sleeping().isEmpty());
    assertThat(one()).isOne();
  }

  @Test
  void aTransactionWhoseWorkNeverEndsLosesItsConnectionAndItsLocks() {
    String id = UUID.randomUUID().toString();

    assertThatThrownBy(
            () -> transactions.run(tx -> insert(tx, id).chain(() -> never())).await().atMost(END))
        .hasRootCauseInstanceOf(TimeoutException.class);

    assertThat(inserted(id)).isOne();
  }

  @Test
  void theSameForOneWithEntities() {
    String id = UUID.randomUUID().toString();

    assertThatThrownBy(
            () ->
                transactions
                    .withEntities(tx -> insert(tx, id).chain(() -> never()))
                    .await()
                    .atMost(END))
        .hasRootCauseInstanceOf(TimeoutException.class);

    assertThat(inserted(id)).isOne();
  }

  @Test
  void readsInOneViewSeeOneStateOfTheTables() {
    String id = UUID.randomUUID().toString();

    assertThat(
            statements
                .inOneView(
                    c ->
                        count(c, id)
                            .call(() -> transactions.run(other -> insert(other, id)))
                            .chain(before -> count(c, id).map(after -> List.of(before, after))))
                .await()
                .atMost(END))
        .containsExactly(0L, 0L);
  }

  private int one() {
    return statements.run("SELECT 1").await().atMost(END).iterator().next().getInteger(0);
  }

  /** Waits for the lock of its holder, and finds nothing of what was not committed. */
  private int inserted(String id) {
    return Uni.createFrom()
        .deferred(() -> transactions.run(tx -> insert(tx, id)))
        .onFailure(SqlFailures::isTransient)
        .retry()
        .atMost(5)
        .await()
        .atMost(END);
  }

  private static Uni<Integer> insert(Sql sql, String id) {
    return sql.update("INSERT IGNORE INTO inbox (consumer, message_id) VALUES ('s', ?)", id);
  }

  private static Uni<Long> count(Sql sql, String id) {
    return sql.select("SELECT COUNT(*) FROM inbox WHERE message_id = ?", id)
        .map(rows -> rows.iterator().next().getLong(0));
  }

  private static Uni<Integer> sleep(Sql sql, double seconds) {
    return sql.run("DO SLEEP(" + seconds + ")").replaceWith(1);
  }

  private static Uni<Integer> never() {
    return Uni.createFrom().emitter(emitter -> {});
  }

  private static void kill() throws SQLException {
    try (Connection admin = TestInfrastructure.adminConnection();
        Statement statement = admin.createStatement()) {
      for (String id : sleeping()) {
        statement.execute("KILL " + id);
      }
    }
  }

  private static List<String> sleeping() throws SQLException {
    try (Connection connection = TestInfrastructure.adminConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT id FROM information_schema.processlist WHERE info LIKE '%SLEEP(%'"
                    + " AND id <> CONNECTION_ID()")) {
      List<String> ids = new ArrayList<>();
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
      return ids;
    }
  }
}
