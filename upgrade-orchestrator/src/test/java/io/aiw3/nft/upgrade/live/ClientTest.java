package io.aiw3.nft.upgrade.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.upgrade.persistence.FeedStore;
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
import org.junit.jupiter.api.Test;

/** What a client is sent when it takes its time, and when it is dropped for it. */
class ClientTest {
  private static final Duration SLOW = Duration.ofSeconds(10);
  private static final Duration SILENT = Duration.ofSeconds(60);
  private static final Instant TOKEN_EXPIRY = Instant.now().plusSeconds(3600);

  private final Wire wire = new Wire();
  private final Client client = new Client(wire.connection(), 42, 0, TOKEN_EXPIRY);

  @Test
  void nothingQueuesUpForAClientThatHasNotTakenItsLastMessage() {
    client.offer(events(1, 1), () -> {});
    client.offer(events(1, 3), () -> {});
    assertThat(wire.sent).containsExactly("1");
    assertThat(client.sent()).isZero();

    List<String> woken = new ArrayList<>();
    wire.taking.get(0).complete(null);
    client.offer(events(1, 3), () -> woken.add("again"));
    assertThat(wire.sent).containsExactly("1", "2");
    wire.taking.get(1).complete(null);
    wire.taking.get(2).complete(null);

    assertThat(wire.sent).containsExactly("1", "2", "3");
    assertThat(client.sent()).isEqualTo(3);
    assertThat(woken).containsExactly("again");
  }

  @Test
  void aSlowReaderIsDroppedWithTheReason() {
    client.offer(events(1, 1), () -> {});

    client.check(SLOW, SILENT, Instant.now());
    assertThat(wire.closed).isEmpty();
    client.check(SLOW, SILENT, Instant.now().plus(SLOW).plusSeconds(1));

    assertThat(wire.closed).containsExactly("4008 too slow");
  }

  @Test
  void whoTakesItsMessagesIsNotSlow() {
    client.offer(events(1, 1), () -> {});
    wire.taking.get(0).complete(null);

    client.check(SLOW, SILENT, Instant.now().plus(SLOW).plusSeconds(1));

    assertThat(wire.closed).isEmpty();
    assertThat(wire.pings).isOne();
  }

  @Test
  void whoDoesNotAnswerPingsIsDropped() {
    client.check(SLOW, SILENT, Instant.now().plus(SILENT).plusSeconds(1));

    assertThat(wire.closed).containsExactly("4009 no answer to pings");
    assertThat(wire.pings).isZero();
  }

  @Test
  void whoseTokenHasExpiredIsDropped() {
    client.check(SLOW, Duration.ofDays(1), TOKEN_EXPIRY.plusSeconds(1));

    assertThat(wire.closed).containsExactly("4001 token expired");
  }

  private static List<FeedStore.Event> events(long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(n -> new FeedStore.Event(42, n, Long.toString(n)))
        .toList();
  }

  /** The other end of the connection; a text is taken when its emitter is completed. */
  private static final class Wire {
    private final List<String> sent = new ArrayList<>();
    private final List<UniEmitter<? super Void>> taking = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
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
      return Uni.createFrom().voidItem();
    }
  }
}
