package io.aiw3.nft.upgrade.live;

import io.aiw3.nft.upgrade.persistence.FeedStore;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One open WebSocket. Nothing queues up for a slow reader: what it has not taken stays in the
 * table, and is read again when it has taken what is on the wire.
 */
final class Client {
  private final WebSocketConnection connection;
  private final int userId;
  private final Instant tokenExpiry;
  private long sent;
  private Instant sendingSince;
  private Instant heard = Instant.now();

  /**
   * @param sent number of the last event that the client knows
   */
  Client(WebSocketConnection connection, int userId, long sent, Instant tokenExpiry) {
    this.connection = connection;
    this.userId = userId;
    this.sent = sent;
    this.tokenExpiry = tokenExpiry;
  }

  int userId() {
    return userId;
  }

  synchronized long sent() {
    return sent;
  }

  synchronized boolean ready() {
    return sendingSince == null;
  }

  synchronized void heard() {
    heard = Instant.now();
  }

  /**
   * Sends the events that the client does not know.
   *
   * @param then runs when it has taken them
   */
  void offer(List<FeedStore.Event> events, Runnable then) {
    List<FeedStore.Event> news = begin(events);
    if (news.isEmpty()) {
      return;
    }
    Uni<Void> all = Uni.createFrom().voidItem();
    for (FeedStore.Event event : news) {
      all = all.chain(() -> connection.sendText(event.body()));
    }
    all.subscribe()
        .with(
            done -> {
              taken(news.get(news.size() - 1).sequence());
              then.run();
            },
            failure -> close(CloseReason.INTERNAL_SERVER_ERROR));
  }

  private synchronized List<FeedStore.Event> begin(List<FeedStore.Event> events) {
    if (sendingSince != null) {
      return List.of();
    }
    List<FeedStore.Event> news = events.stream().filter(e -> e.sequence() > sent).toList();
    if (!news.isEmpty()) {
      sendingSince = Instant.now();
    }
    return news;
  }

  private synchronized void taken(long sequence) {
    sent = Math.max(sent, sequence);
    sendingSince = null;
  }

  /** Drops the client if it is too slow, gone, or its token has expired; else pings it. */
  void check(Duration slowLimit, Duration silenceLimit, Instant now) {
    CloseReason reason = verdict(slowLimit, silenceLimit, now);
    if (reason != null) {
      close(reason);
      return;
    }
    connection
        .sendPing(Buffer.buffer("aiw3"))
        .subscribe()
        .with(sent -> {}, failure -> close(CloseReason.INTERNAL_SERVER_ERROR));
  }

  private synchronized CloseReason verdict(Duration slowLimit, Duration silenceLimit, Instant now) {
    if (sendingSince != null && sendingSince.plus(slowLimit).isBefore(now)) {
      return CloseReasons.TOO_SLOW;
    }
    if (heard.plus(silenceLimit).isBefore(now)) {
      return CloseReasons.SILENT;
    }
    return tokenExpiry.isBefore(now) ? CloseReasons.TOKEN_EXPIRED : null;
  }

  private void close(CloseReason reason) {
    connection.close(reason).subscribe().with(closed -> {}, failure -> {});
  }
}
