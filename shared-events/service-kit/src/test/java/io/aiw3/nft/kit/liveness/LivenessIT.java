package io.aiw3.nft.kit.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.kit.outbox.OutboxRelay;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each thing that can stand still is stopped, and liveness names it. */
@QuarkusTest
@TestProfile(LivenessIT.ShortLimits.class)
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
class LivenessIT {
  private static final int WORKERS = 8;

  /** Two loops, so that one can tell of the other. */
  public static final class ShortLimits implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "aiw3.liveness.loop-limit", "3s",
          "aiw3.liveness.relay-limit", "3s",
          "quarkus.vertx.event-loops-pool-size", "2",
          "quarkus.thread-pool.max-threads", String.valueOf(WORKERS));
    }
  }

  @Inject Vertx vertx;
  @Inject Heartbeats heartbeats;
  @Inject OutboxRelay relay;

  @TestHTTPResource("/q/health/live")
  URI live;

  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void goOn() {
    release.countDown();
    Awaitility.await().until(() -> answer().startsWith("200"));
  }

  @Test
  void aProcessAtWorkIsAlive() {
    Awaitility.await().until(() -> answer().startsWith("200"));
  }

  @Test
  void aBlockedEventLoopIsNamedByTheOther() {
    EventExecutor blocked = ((VertxInternal) vertx).getEventLoopGroup().iterator().next();
    blocked.execute(this::block);

    // Some connections come in on the blocked loop, and are not answered at all.
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> answer().matches("503.*\"event-loop-0\":.*"));
  }

  @Test
  void anExhaustedWorkerPoolIsNamed() {
    for (int i = 0; i < WORKERS; i++) {
      vertx.executeBlocking(
          () -> {
            block();
            return null;
          },
          false);
    }

    // Other checks need a worker thread, so the probe gets no answer: a failure too. The metric
    // and the log name what stands still.
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> heartbeats.late().stream().anyMatch(h -> h.name().equals("worker-pool")));
    assertThat(answer()).doesNotStartWith("200");
  }

  @Test
  void aRelayThatHasEndedIsNamedAndOneThatWaitsForTheDatabaseIsNot() {
    TestInfrastructure.mysql().kill();
    Awaitility.await()
        .during(Duration.ofSeconds(5))
        .atMost(Duration.ofSeconds(15))
        .until(() -> heartbeats.late().stream().noneMatch(h -> h.name().equals("outbox-relay")));

    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("outbox-relay"))
        .forEach(Thread::interrupt);

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> answer().matches("503.*\"outbox-relay\":.*"));
    TestInfrastructure.mysql().start();
    relay.start();
  }

  @Test
  void whatStandsStillIsNamedAndWhatGoesOnIsNot() {
    Heartbeat still = heartbeats.register("still", Duration.ofMillis(100));
    Heartbeat busy = heartbeats.register("busy", Duration.ofSeconds(60));

    Awaitility.await().until(() -> answer().matches("503.*\"still\":.*"));
    assertThat(answer()).doesNotContain("busy");
    still.standsStill("zstd");
    assertThat(answer()).contains("\"still.reason\":\"zstd\"");

    heartbeats.forget(still);
    heartbeats.forget(busy);
  }

  private void block() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Status and body in one line, each time on a connection of its own; empty without an answer. */
  private String answer() {
    try {
      HttpURLConnection connection = (HttpURLConnection) live.toURL().openConnection();
      connection.setRequestProperty("Connection", "close");
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(1000);
      int status = connection.getResponseCode();
      try (var body = status == 200 ? connection.getInputStream() : connection.getErrorStream()) {
        return status
            + new String(body.readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\s", "");
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return "";
    }
  }
}
