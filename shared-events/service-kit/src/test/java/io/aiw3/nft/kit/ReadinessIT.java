package io.aiw3.nft.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Readiness asks whether this replica can answer reads, and nothing else. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
class ReadinessIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String MESSAGING = "SmallRye Reactive Messaging - readiness check";

  @Test
  void itsOwnDatabaseAloneDecides() {
    // The database may have been stopped just before, by another test.
    JsonPath ready =
        Awaitility.await()
            .atMost(TIMEOUT)
            .until(() -> RestAssured.get("/q/health/ready"), answer -> answer.statusCode() == 200)
            .jsonPath();

    assertThat(ready.getList("checks.name", String.class))
        .containsExactlyInAnyOrder(
            "Database connections health check",
            "Reactive MySQL connections health check",
            MESSAGING);
    // The channels are asked for nothing.
    assertThat(ready.<Object>get("checks.find { it.name == '" + MESSAGING + "' }.data")).isNull();
  }

  /** The probe of Kubernetes for the start: connected or not, the consumers go on trying. */
  @Test
  void livenessKnowsTheConsumersByTheirChannels() {
    String checks = RestAssured.get("/q/health/live").then().statusCode(200).extract().asString();

    assertThat(checks).contains("heartbeats").contains("task-events");
  }
}
