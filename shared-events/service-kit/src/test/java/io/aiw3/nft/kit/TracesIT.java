package io.aiw3.nft.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.KafkaProbe;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
class TracesIT extends KitITBase {
  @Inject SpanCollector spans;
  @Inject Transactions transactions;

  @Test
  void aRecordsTraceGoesOnInWhatFollowsFromIt() {
    UserId user = newUser();
    String traceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    send(user, "announced", "00-" + traceId + "-00f067aa0ba902b7-01");

    String sent = traceParent(awaitCommand(user));
    assertThat(sent).startsWith("00-" + traceId + "-").endsWith("-01");
    List<SpanData> all = awaitSpans(traceId, 2);
    SpanData received = span(all, "process task-events");
    assertThat(received.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(sent).contains(received.getSpanId());
    assertThat(span(all, "publish badge-commands").getParentSpanId())
        .isEqualTo(received.getSpanId());
  }

  @Test
  void whatIsNoTraceIsNotHandedOnAndDoesNoHarm() {
    UserId user = newUser();

    send(user, "announced", "00-00000000000000000000000000000000-00f067aa0ba902b7-01");

    assertThat(traceParent(awaitCommand(user)))
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]")
        .doesNotContain("00f067aa0ba902b7");
  }

  @Test
  void workThatWasTakenOnEarlierResumesItsTrace() throws Throwable {
    UserId user = newUser();
    String stored = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    VertxContextSupport.subscribeAndAwait(
        () ->
            transactions.run(
                stored,
                tx ->
                    tx.run("DO 1")
                        .invoke(() -> tx.publish(new BadgeCommand.ReserveBadges("s", user, 2, 1)))
                        .replaceWithVoid()));

    assertThat(traceParent(awaitCommand(user))).isEqualTo(stored);
  }

  private static void send(UserId user, String task, String traceParent) {
    kafka.send(
        Topics.TASK_EVENTS,
        user.toString(),
        json(event(user, task, 1)),
        Map.of(MessageHeaders.TRACE_PARENT, traceParent));
  }

  private static ConsumerRecord<String, String> awaitCommand(UserId user) {
    return kafka.await(Topics.BADGE_COMMANDS, m -> user.toString().equals(m.key()));
  }

  private static String traceParent(ConsumerRecord<String, String> message) {
    return KafkaProbe.header(message, MessageHeaders.TRACE_PARENT).orElseThrow();
  }

  private List<SpanData> awaitSpans(String traceId, int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> spans.ofTrace(traceId).size() >= count);
    return spans.ofTrace(traceId);
  }

  private static SpanData span(List<SpanData> all, String name) {
    return all.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
  }
}
