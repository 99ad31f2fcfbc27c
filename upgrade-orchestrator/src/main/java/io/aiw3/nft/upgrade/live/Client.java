package io.aiw3.nft.upgrade.live;

import io.aiw3.nft.upgrade.config.LiveConfig;
import io.aiw3.nft.upgrade.persistence.FeedStore;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Multi;
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
  private final ClientChannel channel;
  private final int userId;
  private final Instant tokenExpiry;
  private long sent;

  /** Since when it has had a message to take; null while it has none. */
  private Instant sendingSince = Instant.now();

  private Instant lastReceived = Instant.now();
  private boolean dropped;

  /**
   * Until it has been greeted it is offered nothing.
   *
   * @param sent number of the last event that the client knows when it has been greeted
   */
  Client(
      WebSocketConnection connection,
      ClientChannel channel,
      int userId,
      long sent,
      Instant tokenExpiry) {
    this.connection = connection;
    this.channel = channel;
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

  synchronized void received() {
    lastReceived = Instant.now();
  }

  /** Bytes that this process holds for it. */
  long unsent() {
    return channel.unsent();
  }

  /**
   * Sends what the client missed while it was disconnected, and then a snapshot.
   *
   * @return completes when the client has taken it, or was dropped for not taking it
   */
  Uni<Void> greet(List<FeedStore.Event> missed, Uni<String> snapshot) {
    return send(missed)
        .chain(() -> snapshot)
        .chain(connection::sendText)
        .invoke(this::tookAll)
        // It was cut off while it was greeted: no fault of this service.
        .onFailure(failure -> isDropped())
        .recoverWithNull();
  }

  /**
   * Sends the events that the client does not know. A client that does not know all up to {@code
   * after} either, since it became ready only after the events were read, is sent none: it would
   * miss those between.
   *
   * @param events of this client's user, by number; all that there are from {@code after} on
   * @param then runs when it has taken them
   */
  void offer(long after, List<FeedStore.Event> events, Runnable then) {
    List<FeedStore.Event> unsent = begin(after, events);
    if (unsent.isEmpty()) {
      return;
    }
    send(unsent)
        .subscribe()
        .with(
            done -> {
              tookAll();
              then.run();
            },
            failure -> drop(CloseReason.INTERNAL_SERVER_ERROR, Duration.ZERO));
  }

  /** One after the other, and not as a chain of as many calls within calls. */
  private Uni<Void> send(List<FeedStore.Event> events) {
    return Multi.createFrom()
        .iterable(events)
        .onItem()
        .call(event -> connection.sendText(event.body()).invoke(() -> took(event.sequence())))
        .onItem()
        .ignoreAsUni();
  }

  private synchronized List<FeedStore.Event> begin(long after, List<FeedStore.Event> events) {
    if (sendingSince != null || sent < after) {
      return List.of();
    }
    List<FeedStore.Event> unsent = events.stream().filter(e -> e.sequence() > sent).toList();
    if (!unsent.isEmpty()) {
      sendingSince = Instant.now();
    }
    return unsent;
  }

  private synchronized void took(long sequence) {
    sent = Math.max(sent, sequence);
    sendingSince = Instant.now();
  }

  private synchronized void tookAll() {
    sendingSince = null;
  }

  /**
   * Drops the client if it is too slow, gone, or its token has expired; else pings it.
   *
   * @return why it is dropped, returned once; null while it is not
   */
  CloseReason check(LiveConfig limits, Instant now) {
    if (isDropped()) {
      return null;
    }
    CloseReason reason = verdict(limits.slowLimit(), limits.silenceLimit(), now);
    if (reason != null) {
      drop(reason, limits.closeLimit());
      return reason;
    }
    connection
        .sendPing(Buffer.buffer("aiw3"))
        .subscribe()
        .with(sent -> {}, failure -> drop(CloseReason.INTERNAL_SERVER_ERROR, Duration.ZERO));
    return null;
  }

  private synchronized CloseReason verdict(Duration slowLimit, Duration silenceLimit, Instant now) {
    if (sendingSince != null && sendingSince.plus(slowLimit).isBefore(now)) {
      return CloseReasons.TOO_SLOW;
    }
    if (lastReceived.plus(silenceLimit).isBefore(now)) {
      return CloseReasons.SILENT;
    }
    return tokenExpiry.isBefore(now) ? CloseReasons.TOKEN_EXPIRED : null;
  }

  private synchronized boolean isDropped() {
    return dropped;
  }

  /**
   * @param limit how long the client may take to take the reason
   */
  private void drop(CloseReason reason, Duration limit) {
    synchronized (this) {
      if (dropped) {
        return;
      }
      dropped = true;
    }
    Uni<Void> closed = connection.close(reason);
    (limit.isZero() ? closed : closed.ifNoItem().after(limit).fail())
        .subscribe()
        .with(done -> {}, failure -> channel.cut());
  }
}
