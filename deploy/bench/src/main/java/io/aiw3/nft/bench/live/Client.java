package io.aiw3.nft.bench.live;

import io.aiw3.nft.bench.Tokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A user's WebSocket; it counts the messages and knows when the last one came. */
final class Client implements WebSocket.Listener {
  private WebSocket socket;
  private int received;
  private long lastAt;
  private String ended;

  private Client() {}

  static Client open(HttpClient http, URI events, int user) {
    Client client = new Client();
    WebSocket socket =
        http.newWebSocketBuilder()
            .header("Authorization", "Bearer " + Tokens.user(user))
            .buildAsync(events, client)
            .join();
    synchronized (client) {
      client.socket = socket;
    }
    return client;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    if (last) {
      long now = System.nanoTime();
      synchronized (this) {
        received++;
        lastAt = now;
        notifyAll();
      }
    }
    from.request(1);
    return null;
  }

  @Override
  public synchronized CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    ended = code + " " + reason;
    notifyAll();
    return null;
  }

  @Override
  public synchronized void onError(WebSocket from, Throwable error) {
    ended = error.toString();
    notifyAll();
  }

  /** Waits until so many messages have come; more are a fault. */
  synchronized void await(int count, Duration limit) throws InterruptedException {
    long until = System.currentTimeMillis() + limit.toMillis();
    while (received < count && ended == null && System.currentTimeMillis() < until) {
      wait(Math.max(1, until - System.currentTimeMillis()));
    }
    if (ended != null || received != count) {
      throw new IllegalStateException(
          "%d messages of %d%s"
              .formatted(received, count, ended == null ? "" : ", ended: " + ended));
    }
  }

  synchronized int received() {
    return received;
  }

  synchronized long lastAt() {
    return lastAt;
  }

  synchronized void close() {
    socket.abort();
  }
}
