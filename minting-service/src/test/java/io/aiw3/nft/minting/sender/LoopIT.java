package io.aiw3.nft.minting.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.minting.LocalNetwork;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "minting"))
@QuarkusTestResource(LocalNetwork.class)
@QuarkusTestResource(TestTokens.class)
class LoopIT {
  @Inject Vertx vertx;
  @Inject Heartbeats heartbeats;

  @Test
  void aRoundWhoseAnswerIsLostDoesNotEndTheLoop() {
    // Given
    AtomicInteger rounds = new AtomicInteger();
    Loop loop =
        new Loop(
            "forgetful",
            vertx,
            heartbeats,
            Loop.Pause.always(Duration.ofMillis(1)),
            Duration.ofMillis(50),
            () ->
                Uni.createFrom()
                    .<Integer>nothing()
                    .onSubscription()
                    .invoke(rounds::incrementAndGet));
    // When
    loop.nudge();
    // Then
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> rounds.get() > 2);
    assertThat(metrics()).contains("aiw3_heartbeat_age_seconds{name=\"forgetful\"");
    loop.stop();
    assertThat(metrics()).doesNotContain("forgetful").contains("name=\"signing\"");
  }

  private static String metrics() {
    return RestAssured.get("/q/metrics").asString();
  }
}
