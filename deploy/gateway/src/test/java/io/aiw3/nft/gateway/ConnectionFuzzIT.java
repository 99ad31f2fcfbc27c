package io.aiw3.nft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.testkit.fuzz.Bystander;
import io.aiw3.nft.testkit.fuzz.ConnectionFuzzer;
import io.aiw3.nft.testkit.fuzz.ConnectionFuzzer.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hostile connections against a gateway in a process of its own with little memory: afterwards its
 * sockets are what they were, it lives, and nobody else noticed. {@code -Dfuzz.connections=10000}
 * and {@code -Dfuzz.seed=…} make it longer and another one.
 */
class ConnectionFuzzIT {
  private static final int CONNECTIONS = Integer.getInteger("fuzz.connections", 400);
  private static final long SEED = Long.getLong("fuzz.seed", 20);
  private static final String PATH = "/api/v1/badges";

  /** What the bystander keeps, and its event loop to the service. */
  private static final int SPARE_SOCKETS = 4;

  @TempDir private Path directory;
  private Stage stage;
  private Process gateway;
  private int port;

  @BeforeEach
  void start() throws Exception {
    stage = Stage.serviceOnly(directory);
    port = Stage.freePort();
    gateway = GatewayProcess.start(directory, stage.environment(port), "-Xmx96m");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(
            () ->
                RawConnection.exchange(port, closing("/health/live")).startsWith("HTTP/1.1 200 "));
  }

  @AfterEach
  void stop() throws Exception {
    gateway.destroyForcibly().waitFor();
    stage.stop();
  }

  @Test
  void hostileConnectionsLeaveNothingBehind() throws Exception {
    // Given
    String token = stage.issuer.user("8");
    Target target =
        new Target(
            port,
            List.of(
                PATH,
                "/api/v1/nft/tiers",
                Stage.SILENT,
                "/docs/swagger-ui-bundle.js",
                "/openapi.json",
                "/health",
                "/nowhere?access_token=abc",
                "/api/v1/nfts/..%2f"),
            Stage.SOCKET,
            stage.issuer.user("7"));
    long socketsBefore = ConnectionFuzzer.openSockets(gateway.pid());
    long memoryBefore = ConnectionFuzzer.residentKibibytes(gateway.pid());
    Bystander other = new Bystander(port, PATH, token).start();

    // When
    new ConnectionFuzzer(target, SEED).run(CONNECTIONS);

    // Then
    assertThat(other.stop()).as("what another user got").isEmpty();
    assertThat(other.requests()).isPositive();
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () ->
                assertThat(ConnectionFuzzer.openSockets(gateway.pid()))
                    .as("open sockets of the gateway")
                    .isLessThanOrEqualTo(socketsBefore + SPARE_SOCKETS));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> stage.tunnelsNow.get() == 0);
    assertThat(gateway.isAlive()).isTrue();
    assertThat(Files.readString(directory.resolve("gateway.log")))
        .doesNotContain("OutOfMemory", "access_token", token);
    System.out.printf(
        "connections=%d otherRequests=%d p50Millis=%d p99Millis=%d maxMillis=%d sockets=%d->%d"
            + " residentMiB=%d->%d%n",
        CONNECTIONS,
        other.requests(),
        other.percentile(50),
        other.percentile(99),
        other.percentile(100),
        socketsBefore,
        ConnectionFuzzer.openSockets(gateway.pid()),
        memoryBefore / 1024,
        ConnectionFuzzer.residentKibibytes(gateway.pid()) / 1024);
  }

  private static String closing(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  }
}
