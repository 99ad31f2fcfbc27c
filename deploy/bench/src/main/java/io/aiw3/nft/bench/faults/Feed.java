package io.aiw3.nft.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * What one user receives from {@code /api/v1/nft/events} through the gateway. A connection that
 * breaks is opened again, and continues after the last event that was received.
 */
final class Feed implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final long RECONNECT_DELAY_MILLIS = 1000;

  private final URI address;
  private final String bearer;
  private volatile boolean wanted = true;
  private WebSocket socket;
  private long sequence;
  private int connections;
  private int level;
  private String breach = "";

  /**
   * @param gateway as in the run file
   * @param bearer the user's token, as the header has it
   */
  Feed(String gateway, String bearer) {
    this.address = URI.create(gateway.replaceFirst("^http", "ws") + "/api/v1/nft/events");
    this.bearer = bearer;
    connect();
  }

  /** Level of the tiered NFT that is held, as far as it was published; 0: none. */
  synchronized int level() {
    return level;
  }

  /** Number of the last event received. */
  synchronized long sequence() {
    return sequence;
  }

  /** How often it was connected. */
  synchronized int connections() {
    return connections;
  }

  /** Empty, or the first event that was lost, or came in another order. */
  synchronized String breach() {
    return breach;
  }

  private synchronized void connect() {
    if (!wanted) {
      return;
    }
    CompletableFuture<WebSocket> connected =
        HTTP.newWebSocketBuilder()
            .header("Authorization", bearer)
            .buildAsync(URI.create(address + "?since=" + sequence), new Listener());
    CompletableFuture<?> unused =
        connected.whenComplete(
            (open, failure) -> {
              if (failure == null) {
                opened(open);
              } else {
                later();
              }
            });
  }

  private synchronized void opened(WebSocket open) {
    socket = open;
    connections++;
    if (!wanted) {
      open.abort();
    }
  }

  private void later() {
    CompletableFuture.delayedExecutor(RECONNECT_DELAY_MILLIS, TimeUnit.MILLISECONDS)
        .execute(this::connect);
  }

  private synchronized void received(JsonNode event) {
    long number = event.get("sequence").asLong();
    switch (event.get("event").asText()) {
      case "nft:snapshot" -> level = event.at("/data/nft/newLevel").asInt();
      case "nft:status_changed" -> level = event.at("/data/newLevel").asInt();
      default -> {}
    }
    if (event.get("event").asText().equals("nft:snapshot")) {
      // Lower than what was received: the database went back in time, and counts on from there.
      sequence = Math.min(sequence, number);
      return;
    }
    if (number > sequence + 1 && breach.isEmpty()) {
      breach = "event %d after %d".formatted(number, sequence);
    }
    sequence = Math.max(sequence, number);
  }

  @Override
  public synchronized void close() {
    wanted = false;
    if (socket != null) {
      socket.abort();
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        try {
          received(JSON.readTree(text.toString()));
        } catch (IOException e) {
          throw new CompletionException(e);
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      later();
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
      later();
    }
  }
}
