package io.aiw3.nft.badge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.TaskEvent;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One trace from what comes in to what goes out. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
@QuarkusTestResource(TestTokens.class)
class TraceIT {
  private static final AtomicInteger USERS = new AtomicInteger(700_000);
  private static KafkaProbe kafka;

  private final UserId user = new UserId(USERS.incrementAndGet());
  private final String traceId = UUID.randomUUID().toString().replace("-", "");
  private final String traceParent = "00-" + traceId + "-00f067aa0ba902b7-01";

  @BeforeAll
  static void connect() {
    kafka = KafkaProbe.ofTestInfrastructure();
  }

  @AfterAll
  static void disconnect() {
    kafka.close();
  }

  @Test
  void aCommandsReplyIsInItsTrace() throws JsonProcessingException {
    String saga = UUID.randomUUID().toString();

    send(new BadgeCommand.ReserveBadges(saga, user, 2, 2), traceParent);

    assertThat(traceOf(kafka.await(Topics.SAGA_REPLIES, m -> m.value().contains(saga))))
        .isEqualTo(traceId);
  }

  @Test
  void aRequestsEventIsInItsTrace() throws JsonProcessingException {
    send(new TaskEvent(user, "contract_novice_guidance", 1, Instant.now()), "of no trace");
    awaitEvent("awarded");

    given()
        .auth()
        .oauth2(TestTokens.user(user.value(), null))
        .header("traceparent", traceParent)
        .post("/api/v1/badges/contract_enlightener/bind")
        .then()
        .statusCode(200);

    assertThat(traceOf(awaitEvent("bound"))).isEqualTo(traceId);
  }

  private ConsumerRecord<String, String> awaitEvent(String type) {
    return kafka.await(
        Topics.BADGE_EVENTS,
        m -> m.key().equals(user.toString()) && m.value().contains("\"" + type + "\""));
  }

  private static void send(ContractMessage message, String traceParent)
      throws JsonProcessingException {
    kafka.send(
        message.topic(),
        message.key(),
        ContractJson.mapper().writeValueAsString(message),
        Map.of(MessageHeaders.TRACE_PARENT, traceParent));
  }

  private static String traceOf(ConsumerRecord<String, String> message) {
    return KafkaProbe.header(message, MessageHeaders.TRACE_PARENT).orElseThrow().substring(3, 35);
  }
}
