package io.aiw3.nft.upgrade;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.testkit.contract.RecordContract;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** A WebSocket client that remembers what it receives. */
final class Listener implements WebSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> received = new CopyOnWriteArrayList<>();
  private final List<String> flaws = new CopyOnWriteArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private WebSocket socket;

  private Listener() {}

  /**
   * @param subprotocol offered beside {@code aiw3.v1}; null: none is offered
   */
  static Listener open(URI http, Map<String, String> headers, String subprotocol) {
    Listener listener = new Listener();
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    headers.forEach(builder::header);
    if (subprotocol != null) {
      builder.subprotocols("aiw3.v1", subprotocol);
    }
    URI address = URI.create(http.toString().replaceFirst("^http", "ws"));
    listener.socket = builder.buildAsync(address, listener).join();
    return listener;
  }

  /**
   * @throws AssertionError if one is not as the contract says
   */
  List<JsonNode> received() {
    if (!flaws.isEmpty()) {
      throw new AssertionError(flaws.toString());
    }
    return List.copyOf(received);
  }

  List<JsonNode> await(int count) {
    Awaitility.await(count + " messages").until(() -> received.size() >= count);
    return received();
  }

  /** Code and reason of the server's close. */
  String awaitClosed() {
    Awaitility.await("the close").until(closed::isDone);
    return closed.join();
  }

  void send(String text) {
    socket.sendText(text, true);
  }

  /** One message in many frames; what the server does not take any more is not sent. */
  void sendInParts(String part, int parts) {
    CompletableFuture<WebSocket> sent = CompletableFuture.completedFuture(socket);
    for (int i = 0; i < parts; i++) {
      boolean last = i == parts - 1;
      sent = sent.thenCompose(on -> on.sendText(part, last));
    }
  }

  void close() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
    closed.complete(statusCode + " " + reason);
    return null;
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      try {
        JsonNode event = JSON.readTree(text.toString());
        if (event.has("event")) {
          // Tests of the transport send numbers alone.
          flaws.addAll(RecordContract.liveFlaws(event));
        }
        received.add(event);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
      text.setLength(0);
    }
    webSocket.request(1);
    return null;
  }
}
