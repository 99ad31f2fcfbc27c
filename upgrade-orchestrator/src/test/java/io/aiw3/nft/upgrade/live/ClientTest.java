package io.aiw3.nft.upgrade.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.upgrade.config.LiveConfig;
import io.aiw3.nft.upgrade.persistence.FeedStore;
import io.netty.channel.embedded.EmbeddedChannel;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a client is sent when it takes its time, and when it is dropped for it. */
class ClientTest {
  private static final Limits LIMITS =
      new Limits(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMillis(50));
  private static final Instant TOKEN_EXPIRY = Instant.now().plusSeconds(3600);

  private final Wire wire = new Wire();
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Client client =
      new Client(wire.connection(), new ClientChannel(channel), 42, 0, TOKEN_EXPIRY);

  @Test
  void missedEventsPrecedeTheSnapshotAndAllNewEvents() {
    Client back = new Client(wire.connection(), new ClientChannel(channel), 42, 2, TOKEN_EXPIRY);

    back.greet(events(1, 2), Uni.createFrom().item("snapshot")).subscribe().with(greeted -> {});
    back.offer(2, events(3, 3), () -> {});
    wire.taking.get(0).complete(null);
    wire.taking.get(1).complete(null);
    back.offer(2, events(3, 3), () -> {});
    assertThat(wire.sent).containsExactly("1", "2", "snapshot");
    assertThat(back.ready()).isFalse();

    wire.taking.get(2).complete(null);
    back.offer(2, events(3, 3), () -> {});

    assertThat(wire.sent).containsExactly("1", "2", "snapshot", "3");
  }

  @Test
  void nothingQueuesUpForAClientThatHasNotTakenItsLastMessage() {
    greeted();
    client.offer(0, events(1, 1), () -> {});
    client.offer(0, events(1, 3), () -> {});
    assertThat(wire.sent).containsExactly("1");
    assertThat(client.sent()).isZero();

    List<String> woken = new ArrayList<>();
    wire.taking.get(0).complete(null);
    client.offer(0, events(1, 3), () -> woken.add("again"));
    assertThat(wire.sent).containsExactly("1", "2");
    assertThat(client.sent()).isEqualTo(1);
    wire.taking.get(1).complete(null);
    wire.taking.get(2).complete(null);

    assertThat(wire.sent).containsExactly("1", "2", "3");
    assertThat(client.sent()).isEqualTo(3);
    assertThat(woken).containsExactly("again");
  }

  @Test
  void whoIsBehindWhatWasReadMissesNothing() {
    greeted();
    client.offer(0, events(1, 1), () -> {});
    wire.taking.get(0).complete(null);
    wire.taking.clear();

    client.offer(2, events(3, 3), () -> {});
    assertThat(wire.sent).containsExactly("1");
    assertThat(client.ready()).isTrue();

    client.offer(1, events(2, 3), () -> {});
    wire.taking.get(0).complete(null);
    assertThat(wire.sent).containsExactly("1", "2", "3");
  }

  @Test
  void manyMessagesAreNoDeepStack() {
    greeted();
    wire.takesAtOnce = true;
    List<String> woken = new ArrayList<>();

    client.offer(0, events(1, 50_000), () -> woken.add("again"));

    assertThat(wire.sent).hasSize(50_000);
    assertThat(client.sent()).isEqualTo(50_000);
    assertThat(woken).containsExactly("again");
  }

  @Test
  void aSlowReaderIsDroppedWithTheReason() {
    greeted();
    client.offer(0, events(1, 1), () -> {});

    assertThat(client.check(LIMITS, Instant.now())).isNull();
    assertThat(wire.closed).isEmpty();
    CloseReason reason = client.check(LIMITS, tooLate());
    CloseReason secondReason = client.check(LIMITS, tooLate());

    assertThat(reason).isEqualTo(CloseReasons.TOO_SLOW);
    assertThat(secondReason).isNull();
    assertThat(wire.closed).containsExactly("4008 too slow");
    wire.taking.get(0).fail(new IllegalStateException("the connection has ended"));
    assertThat(wire.closed).hasSize(1);
  }

  @Test
  void aGreetingThatIsNotTakenIsTooSlowAsWell() {
    List<String> ends = new ArrayList<>();
    client
        .greet(List.of(), Uni.createFrom().item("snapshot"))
        .subscribe()
        .with(ended -> ends.add("quietly"), failure -> ends.add(failure.getMessage()));

    client.check(LIMITS, tooLate());

    assertThat(wire.closed).containsExactly("4008 too slow");
    wire.taking.get(0).fail(new IllegalStateException("the connection was cut"));
    assertThat(ends).containsExactly("quietly");
  }

  @Test
  void eachMessageHasItsOwnTime() {
    greeted();
    client.offer(0, events(1, 2), () -> {});
    Instant begin = Instant.now();
    Awaitility.await().until(() -> Instant.now().isAfter(begin.plusMillis(20)));
    wire.taking.get(0).complete(null);

    client.check(LIMITS, begin.plus(LIMITS.slowLimit()).plusMillis(10));
    assertThat(wire.closed).isEmpty();
  }

  @Test
  void whoDoesNotEvenTakeTheReasonIsCutOff() {
    greeted();
    wire.closing = Uni.createFrom().nothing();
    client.offer(0, events(1, 1), () -> {});

    client.check(LIMITS, tooLate());
    assertThat(channel.isOpen()).isTrue();

    Awaitility.await().until(() -> !channel.isOpen());
  }

  @Test
  void whoTakesTheReasonEndsTheConnectionItself() {
    greeted();
    client.offer(0, events(1, 1), () -> {});

    client.check(LIMITS, tooLate());

    Awaitility.await()
        .during(LIMITS.closeLimit().multipliedBy(4))
        .until(() -> wire.closed.size() == 1 && channel.isOpen());
  }

  @Test
  void whoTakesItsMessagesIsNotSlow() {
    greeted();
    client.offer(0, events(1, 1), () -> {});
    wire.taking.get(0).complete(null);

    client.check(LIMITS, tooLate());

    assertThat(wire.closed).isEmpty();
    assertThat(wire.pings).isOne();
  }

  @Test
  void whoDoesNotAnswerPingsIsDropped() {
    greeted();
    client.check(LIMITS, Instant.now().plus(LIMITS.silenceLimit()).plusSeconds(1));

    assertThat(wire.closed).containsExactly("4009 no answer to pings");
    assertThat(wire.pings).isZero();
  }

  @Test
  void whoseTokenHasExpiredIsDropped() {
    greeted();
    Limits patient = new Limits(LIMITS.slowLimit(), Duration.ofDays(1), LIMITS.closeLimit());
    client.check(patient, TOKEN_EXPIRY.plusSeconds(1));

    assertThat(wire.closed).containsExactly("4001 token expired");
  }

  private void greeted() {
    client.greet(List.of(), Uni.createFrom().item("snapshot")).subscribe().with(greeted -> {});
    wire.taking.get(0).complete(null);
    wire.sent.clear();
    wire.taking.clear();
  }

  private static Instant tooLate() {
    return Instant.now().plus(LIMITS.slowLimit()).plusSeconds(1);
  }

  private static List<FeedStore.Event> events(long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(n -> new FeedStore.Event(42, n, Long.toString(n)))
        .toList();
  }

  private record Limits(Duration slowLimit, Duration silenceLimit, Duration closeLimit)
      implements LiveConfig {
    @Override
    public Duration heartbeat() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Duration poll() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int connectionsPerUser() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Duration retention() {
      throw new UnsupportedOperationException();
    }
  }

  /** The other end of the connection; a text is taken when its emitter is completed. */
  private static final class Wire {
    private final List<String> sent = new ArrayList<>();
    private final List<UniEmitter<? super Void>> taking = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private Uni<Void> closing = Uni.createFrom().voidItem();
    private boolean takesAtOnce;
    private int pings;

    WebSocketConnection connection() {
      return (WebSocketConnection)
          Proxy.newProxyInstance(
              WebSocketConnection.class.getClassLoader(),
              new Class<?>[] {WebSocketConnection.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "sendText" -> text((String) arguments[0]);
                    case "sendPing" -> ping();
                    case "close" -> close((CloseReason) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                  });
    }

    private Uni<Void> text(String body) {
      if (takesAtOnce) {
        sent.add(body);
        return Uni.createFrom().voidItem();
      }
      return Uni.createFrom()
          .emitter(
              emitter -> {
                sent.add(body);
                taking.add(emitter);
              });
    }

    private Uni<Void> ping() {
      pings++;
      return Uni.createFrom().voidItem();
    }

    private Uni<Void> close(CloseReason reason) {
      closed.add(reason.getCode() + " " + reason.getMessage());
      return closing;
    }
  }
}
