package io.aiw3.nft.bench.saga;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A user of the suite: everything goes through the gateway, events come by WebSocket. */
final class Trader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration EVENT_TIMEOUT = Duration.ofMinutes(5);

  private final Suite suite;
  private final int id;
  private final Wallet wallet = new Wallet();
  private final Api api;

  Trader(Suite suite, int id) {
    this.suite = suite;
    this.id = id;
    this.api = new Api(suite, id, wallet);
  }

  /**
   * @param seconds from the request to the event of its end
   * @param chainSeconds of them, from a transaction handed to the chain to the event that it is
   *     final
   */
  record Result(double seconds, double chainSeconds) {
    double outsideMillis() {
      return (seconds - chainSeconds) * 1000;
    }
  }

  int id() {
    return id;
  }

  Wallet wallet() {
    return wallet;
  }

  Result claim() throws IOException, InterruptedException {
    return run("/api/v1/nft/claim", "{}");
  }

  Result upgrade() throws IOException, InterruptedException {
    return run("/api/v1/nft/upgrades", "{\"targetLevel\":2}");
  }

  boolean qualified(int level) throws IOException, InterruptedException {
    return api.get("/api/v1/nft/qualifications")
        .at("/levels/" + (level - 1) + "/qualified")
        .asBoolean();
  }

  /** Binds the badges that are there; true when there are {@code expected}. */
  boolean badgesBound(int expected) throws IOException, InterruptedException {
    JsonNode badges = api.get("/api/v1/badges").get("items");
    for (JsonNode badge : badges) {
      if (badge.get("state").asText().equals("owned")) {
        api.post("/api/v1/badges/" + badge.get("badge").asText() + "/bind", "{}");
      }
    }
    return badges.size() >= expected;
  }

  private Result run(String path, String body) throws IOException, InterruptedException {
    Events events = new Events();
    WebSocket socket =
        HTTP.newWebSocketBuilder()
            .header("Authorization", api.bearer())
            .buildAsync(
                URI.create(suite.gateway().replaceFirst("http", "ws") + "/api/v1/nft/events"),
                events)
            .join();
    events.await("nft:snapshot");
    long start = System.nanoTime();
    String operation = api.post(path, body).get("id").asText();
    String signed = "";
    for (String step = ""; !step.equals("mint_completed"); ) {
      JsonNode data = events.await("nft:transaction_status");
      step = data.get("step").asText();
      if (data.get("status").asText().equals("failed")) {
        throw new IllegalStateException("operation " + operation + " failed: " + data);
      }
      if (step.equals("burn_prepared")) {
        signed = sign(operation, signed);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    CompletableFuture<?> unused = socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
    return new Result(seconds, onChain(api.get("/api/v1/nft/operations/" + operation)));
  }

  /**
   * Signs what is offered, once.
   *
   * @param signed what names the transaction that was signed last
   */
  private String sign(String operation, String signed) throws IOException, InterruptedException {
    JsonNode burn = api.get("/api/v1/nft/operations/" + operation).path("burnTransaction");
    String offered = burn.path("signature").asText();
    if (!burn.hasNonNull("transaction") || offered.equals(signed)) {
      return signed;
    }
    api.post(
        "/api/v1/nft/upgrades/" + operation + "/burn",
        "{\"signedTransaction\":\"" + wallet.signSecond(burn.get("transaction").asText()) + "\"}");
    return offered;
  }

  private static double onChain(JsonNode operation) {
    Map<String, Instant> steps = new HashMap<>();
    operation
        .get("history")
        .forEach(
            step -> steps.put(step.get("step").asText(), Instant.parse(step.get("at").asText())));
    return between(steps, "burn_submitted", "burn_confirmed")
        + between(steps, "mint_submitted", "mint_confirmed");
  }

  private static double between(Map<String, Instant> steps, String from, String to) {
    return steps.containsKey(from)
        ? Duration.between(steps.get(from), steps.get(to)).toNanos() / 1e9
        : 0;
  }

  /** What the WebSocket sends, in order. */
  private static final class Events implements WebSocket.Listener {
    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();

    /** The data of the next event of that name; others are skipped. */
    JsonNode await(String event) throws InterruptedException {
      for (; ; ) {
        JsonNode next = received.poll(EVENT_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
          throw new IllegalStateException("no " + event + " within " + EVENT_TIMEOUT);
        }
        if (next.get("event").asText().equals(event)) {
          return next.get("data");
        }
      }
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        try {
          received.add(JSON.readTree(text.toString()));
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}
