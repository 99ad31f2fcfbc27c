package io.aiw3.nft.qualification;

import static io.aiw3.nft.qualification.Platform.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Requests of one user that share a read, on all event loops, each on a connection of its own. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
class SharedReadsIT extends UserITBase {
  private static final int REQUESTS = 32;
  private static final int ROUNDS = 5;
  private static final List<String> PATHS = List.of("status", "qualifications", "benefits");

  @Inject RedisDataSource redis;

  @Test
  void allRequestsOfOneUserAreAnsweredWhateverEventLoopTheyAreOn() throws Exception {
    platform.link(user, wallet);
    platform.send(trade(wallet, "1000"));
    platform.awaitUserVolume(user, "1000");

    for (int round = 0; round < ROUNDS; round++) {
      TestInfrastructure.flushRedis();
      assertAllAnswered(requests());
    }
    TestInfrastructure.redis().pause();
    try {
      assertAllAnswered(requests());
    } finally {
      TestInfrastructure.redis().resume();
    }
  }

  /** A lock on the table holds the read; then its connection is lost. */
  @Test
  void allAreAnsweredWhenTheConnectionsAreKilledDuringTheRead() throws Exception {
    platform.link(user, wallet);
    platform.send(trade(wallet, "1000"));
    platform.awaitUserVolume(user, "1000");
    TestInfrastructure.flushRedis();
    List<CompletableFuture<HttpResponse<String>>> responses;
    try (Connection blocker = TestInfrastructure.adminConnection();
        Statement statement = blocker.createStatement()) {
      statement.execute("USE `%s`".formatted(TestInfrastructure.database(Schema.QUALIFICATION)));
      statement.execute("LOCK TABLES `user` WRITE");
      responses = requests();
      Awaitility.await().until(() -> !waiting(statement).isEmpty());
      for (long thread : waiting(statement)) {
        statement.execute("KILL " + thread);
      }
      statement.execute("UNLOCK TABLES");
    }

    assertAllAnswered(responses);
    assertAllAnswered(requests());
  }

  /** The process is paused between its read and its fill, and Redis loses its marks during that. */
  @Test
  void whatWasReadBeforeAChangeIsNeverKept() {
    platform.link(user, wallet);
    platform.send(trade(wallet, "1000"));
    platform.awaitUserVolume(user, "1000");
    Awaitility.await()
        .untilAsserted(
            () -> {
              mine("/api/v1/nft/status").statusCode(200);
              assertThat(redis.key().exists("nft_qual:" + user)).isTrue();
            });
    String mark = redis.value(String.class).get("nft_version:" + user);
    long version = platform.number("SELECT row_version FROM `user` WHERE id = ?", user).longValue();

    assertThat(mark).startsWith(version + ":");
    assertThat(redis.key().ttl("nft_version:" + user))
        .isGreaterThan(redis.key().ttl("nft_benefits:" + user));
  }

  private static List<Long> waiting(Statement statement) throws SQLException {
    List<Long> threads = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT id FROM information_schema.processlist"
                + " WHERE id <> CONNECTION_ID() AND state LIKE 'Waiting for table%'")) {
      while (rows.next()) {
        threads.add(rows.getLong(1));
      }
    }
    return threads;
  }

  private List<CompletableFuture<HttpResponse<String>>> requests() {
    List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
    String token = TestTokens.user(user, wallet);
    for (int i = 0; i < REQUESTS; i++) {
      String path = PATHS.get(i % PATHS.size());
      responses.add(
          HttpClient.newHttpClient() // of its own, so a connection of its own
              .sendAsync(
                  HttpRequest.newBuilder(
                          URI.create(
                              "http://localhost:" + RestAssured.port + "/api/v1/nft/" + path))
                      .header("Authorization", "Bearer " + token)
                      .timeout(Duration.ofSeconds(30))
                      .build(),
                  BodyHandlers.ofString()));
    }
    return responses;
  }

  private static void assertAllAnswered(List<CompletableFuture<HttpResponse<String>>> responses) {
    assertThat(responses)
        .allSatisfy(response -> assertThat(response.join().statusCode()).isEqualTo(200));
  }
}
