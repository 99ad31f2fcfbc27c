package io.aiw3.nft.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.fuzz.Bystander;
import io.aiw3.nft.testkit.fuzz.ConnectionFuzzer;
import io.aiw3.nft.testkit.fuzz.ConnectionFuzzer.Target;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A service's own port, without the gateway before it, under hostile connections. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
class ConnectionFuzzIT {
  private static final int CONNECTIONS = Integer.getInteger("fuzz.connections", 300);
  private static final long SEED = Long.getLong("fuzz.seed", 20);

  /** Pools of the database, of Redis and of Kafka open and close connections of their own. */
  private static final int SPARE_SOCKETS = 16;

  @TestHTTPResource URI address;

  @Test
  void hostileConnectionsLeaveNothingBehind() throws Exception {
    // Given
    String token = "a.b.c"; // nothing here needs a good one
    Target target =
        new Target(
            address.getPort(),
            List.of("/test/echo/event-loop", "/test/echo/worker", "/q/openapi", "/nowhere"),
            "/nowhere",
            token);
    new ConnectionFuzzer(target, SEED + 1).run(50);
    long self = ProcessHandle.current().pid();
    long socketsBefore = ConnectionFuzzer.openSockets(self);
    Bystander other = new Bystander(address.getPort(), "/q/health/live", token).start();

    // When
    new ConnectionFuzzer(target, SEED).run(CONNECTIONS);

    // Then
    assertThat(other.stop()).as("what another caller got").isEmpty();
    assertThat(other.requests()).isPositive();
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () ->
                assertThat(ConnectionFuzzer.openSockets(self))
                    .as("open sockets")
                    .isLessThanOrEqualTo(socketsBefore + SPARE_SOCKETS));
  }
}
