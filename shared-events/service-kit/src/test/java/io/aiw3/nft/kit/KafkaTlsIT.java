package io.aiw3.nft.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.infrastructure.SecureListener;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.KafkaProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Consumer, relay and readiness of a service over TLS with a password. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"),
    restrictToAnnotatedClass = true)
@QuarkusTestResource(value = SecureBroker.class, restrictToAnnotatedClass = true)
class KafkaTlsIT {
  /**
   * The database is the other tests' too, who count their users from 1 again in each application.
   */
  private static final UserId OWN_USER = new UserId(700_001);

  @Test
  void whatIsConsumedTakesEffectAndWhatFollowsIsPublished() {
    UserId user = OWN_USER;
    try (KafkaProbe probe = new KafkaProbe(SecureBroker.openAddress())) {
      probe.send(
          Topics.TASK_EVENTS,
          user.toString(),
          KitITBase.json(KitITBase.event(user, "announced", 3)),
          Map.of(MessageHeaders.ID, UUID.randomUUID().toString()));

      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(KitITBase.effects(user)).containsExactly("announced 3"));
      assertThat(probe.await(Topics.BADGE_COMMANDS, m -> user.toString().equals(m.key())).value())
          .contains("\"count\":3");
    }
  }

  @Test
  void theServiceIsReady() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> RestAssured.get("/q/health/ready").then().statusCode(200));
  }

  @Test
  void theListenerTakesTheUserAlone() throws Exception {
    assertThat(clusterAs(SecureBroker.PASSWORD, Map.of())).isNotEmpty();
    assertThatThrownBy(() -> clusterAs("guessed", Map.of()))
        .hasCauseInstanceOf(SaslAuthenticationException.class);
  }

  @Test
  void aBrokerOfAnotherAuthorityIsRefused() {
    Map<String, Object> others =
        Map.of(
            "ssl.truststore.location",
            System.getProperty("java.home") + "/lib/security/cacerts",
            "ssl.truststore.password",
            "changeit");

    assertThatThrownBy(() -> clusterAs(SecureBroker.PASSWORD, others))
        .hasCauseInstanceOf(SslAuthenticationException.class);
  }

  @Test
  void nobodyIsServedWithoutTls() {
    assertThatThrownBy(
            () -> clusterAs(SecureBroker.PASSWORD, Map.of("security.protocol", "SASL_PLAINTEXT")))
        .hasCauseInstanceOf(TimeoutException.class);
  }

  /** The cluster's id, requested with the service's settings and these changes. */
  private static String clusterAs(String password, Map<String, Object> changes)
      throws ExecutionException, InterruptedException {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", SecureBroker.secureAddress());
    settings.put("security.protocol", SecureListener.PROTOCOL);
    settings.put("ssl.truststore.location", SecureBroker.trusted().toString());
    settings.put("ssl.truststore.password", SecureBroker.STORE_PASSWORD);
    settings.put("sasl.mechanism", SecureListener.MECHANISM);
    settings.put("sasl.jaas.config", SecureListener.login(SecureBroker.USER, password));
    settings.put("default.api.timeout.ms", 3_000);
    settings.put("request.timeout.ms", 3_000);
    settings.putAll(changes);
    try (Admin admin = Admin.create(settings)) {
      return admin.describeCluster().clusterId().get();
    }
  }
}
