package io.aiw3.nft.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that stop reading their socket: no one else waits for them, and nothing piles up. */
@QuarkusTest
@TestProfile(SlowReaderIT.Impatient.class)
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "upgrade"))
@QuarkusTestResource(TestTokens.class)
class SlowReaderIT {
  private static final AtomicInteger USERS = new AtomicInteger(950_000);

  /** Far more than the buffers of both sockets hold, which the kernel lets grow to some MiB. */
  private static final int EVENTS = 4000;

  private static final int EVENT_BYTES = 4000;

  @TestHTTPResource("/api/v1/nft/events")
  URI events;

  @Inject MeterRegistry metrics;

  private final int user = USERS.incrementAndGet();
  private double droppedBefore;

  /** Limits that a test can wait for. */
  public static class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "aiw3.live.heartbeat", "1s",
          "aiw3.live.slow-limit", "2s",
          "aiw3.live.close-limit", "4s");
    }
  }

  @BeforeEach
  void nobodyListens() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    Awaitility.await().until(() -> clients() == 0);
    droppedBefore = dropped();
  }

  @Test
  void whoReadsNothingIsCutOffAndTheUsersOtherClientsGetEveryEvent() throws IOException {
    Listener first = listen();
    Listener second = listen();
    try (DeafClient deaf = DeafClient.open(events, token())) {
      Awaitility.await().until(() -> clients() == 3);
      happen(EVENTS);

      List<Double> unsent = new ArrayList<>();
      Awaitility.await("both get everything, and the third is gone")
          .until(
              () -> {
                unsent.add(metrics.get("aiw3.live.unsent.bytes").gauge().value());
                return first.received().size() == EVENTS + 1
                    && second.received().size() == EVENTS + 1
                    && clients() == 2;
              });

      assertThat(sequences(first)).isEqualTo(numbers(EVENTS));
      assertThat(sequences(second)).isEqualTo(numbers(EVENTS));
      assertThat(dropped() - droppedBefore).isEqualTo(1);
      // Each of the three has one message on its way, or that and the one just taken, and pings.
      assertThat(unsent).allMatch(bytes -> bytes < 3 * 2 * EVENT_BYTES);
      List<String> received = deaf.listen();
      assertThat(received.size()).isLessThan(EVENTS);
      assertThat(sequences(received.subList(1, received.size())))
          .isEqualTo(numbers(received.size() - 1));
    }
    first.close();
    second.close();
  }

  @Test
  void whoWakesUpInTimeGetsTheReason() throws IOException {
    try (DeafClient deaf = DeafClient.open(events, token())) {
      Awaitility.await().until(() -> clients() == 1);
      happen(EVENTS);
      Awaitility.await().until(() -> dropped() > droppedBefore);

      List<String> received = deaf.listen();

      assertThat(received.get(received.size() - 1)).isEqualTo("4008 too slow");
      assertThat(sequences(received.subList(1, received.size() - 1)))
          .isEqualTo(numbers(received.size() - 2));
    }
  }

  @Test
  void whoComesBackAndReadsNothingOfWhatWasMissedIsDroppedAsWell() throws IOException {
    happen(500, 10 * EVENT_BYTES);

    try (DeafClient deaf = DeafClient.open(URI.create(events + "?since=0"), token())) {
      Awaitility.await("counted although it has not been greeted").until(() -> clients() == 1);

      Awaitility.await().until(() -> clients() == 0);

      assertThat(dropped() - droppedBefore).isEqualTo(1);
      assertThat(deaf.listen().size()).isLessThan(500);
    }
  }

  /** In the table, as after changes without a notification to this replica. */
  private void happen(int count) {
    happen(count, EVENT_BYTES);
  }

  private void happen(int count, int bytes) {
    for (int from = 0; from < count; from += 500) {
      Database.update(
          """
          INSERT INTO user_feed_event (user_id, sequence, body)
          WITH RECURSIVE numbers (n) AS
            (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 500)
          SELECT ?, ? + n, CONCAT('{"sequence":', ? + n, ',"filler":"', REPEAT('x', ?), '"}')
          FROM numbers
          """,
          user,
          from,
          from,
          bytes - 40);
    }
    Database.update("INSERT INTO user_feed (user_id, last_sequence) VALUES (?, ?)", user, count);
  }

  private Listener listen() {
    Listener listener = Listener.open(events, Map.of("Authorization", "Bearer " + token()), null);
    listener.await(1);
    return listener;
  }

  private String token() {
    return TestTokens.user(user, "wallet");
  }

  private int clients() {
    return (int) metrics.get("aiw3.live.clients").gauge().value();
  }

  private double dropped() {
    return metrics.get("aiw3.live.dropped").tag("reason", "too slow").counter().count();
  }

  /** Of what came after the snapshot. */
  private static List<Long> sequences(Listener listener) {
    return listener.received().stream().skip(1).map(e -> e.path("sequence").asLong()).toList();
  }

  private static List<Long> sequences(List<String> received) throws IOException {
    List<Long> sequences = new ArrayList<>();
    for (String text : received) {
      sequences.add(new ObjectMapper().readTree(text).path("sequence").asLong());
    }
    return sequences;
  }

  private static List<Long> numbers(int last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }
}
