package io.aiw3.nft.upgrade;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A saga is one trace: from the request, through what others answer, to what the clock repeats. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "upgrade"))
@QuarkusTestResource(TestTokens.class)
class TraceIT {
  private static final int USER = 700_001;

  private final String traceId = UUID.randomUUID().toString().replace("-", "");
  private KafkaProbe kafka;
  private Participants others;

  @BeforeEach
  void connect() {
    kafka = KafkaProbe.ofTestInfrastructure();
    others = new Participants();
  }

  @AfterEach
  void disconnect() {
    others.close();
    kafka.close();
  }

  @Test
  void fromTheRequestToTheMintAndWhatTheClockRepeats() throws JsonProcessingException {
    others.snapshot(USER, 0, 1, 1);
    String id = claim();

    ConsumerRecord<String, String> verify = awaitCommand(Topics.QUALIFICATION_COMMANDS, id, 1);
    assertThat(traceOf(verify)).isEqualTo(traceId);

    // Sent again by the clock, which has no request.
    assertThat(traceOf(awaitCommand(Topics.QUALIFICATION_COMMANDS, id, 2))).isEqualTo(traceId);

    reply(Participants.verified(id, USER, 1, false), traceParent(verify));
    assertThat(traceOf(awaitCommand(Topics.MINTING_COMMANDS, id, 1))).isEqualTo(traceId);
    reply(Participants.mintConfirmed(id, USER, 1), traceParent(verify));
    ConsumerRecord<String, String> end =
        kafka.await(
            Topics.UPGRADE_EVENTS,
            m -> m.value().contains(id) && m.value().contains("mint_completed"));
    assertThat(traceOf(end)).isEqualTo(traceId);
  }

  private String claim() {
    return Awaitility.await()
        .until(
            () ->
                given()
                    .auth()
                    .oauth2(TestTokens.user(USER, Participants.wallet(USER)))
                    .header("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01")
                    .contentType("application/json")
                    .body("{}")
                    .post("/api/v1/nft/claim")
                    .then()
                    .extract()
                    .path("data.id"),
            id -> id != null);
  }

  private ConsumerRecord<String, String> awaitCommand(String topic, String saga, int count) {
    List<ConsumerRecord<String, String>> found =
        kafka.awaitCount(topic, m -> m.value() != null && m.value().contains(saga), count);
    return found.get(count - 1);
  }

  private void reply(SagaReply reply, String traceParent) throws JsonProcessingException {
    kafka.send(
        reply.topic(),
        reply.key(),
        ContractJson.mapper().writeValueAsString(reply),
        Map.of(MessageHeaders.TRACE_PARENT, traceParent));
  }

  private static String traceParent(ConsumerRecord<String, String> message) {
    return KafkaProbe.header(message, MessageHeaders.TRACE_PARENT).orElseThrow();
  }

  private static String traceOf(ConsumerRecord<String, String> message) {
    return traceParent(message).substring(3, 35);
  }
}
