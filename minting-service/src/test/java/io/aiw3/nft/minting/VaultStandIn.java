package io.aiw3.nft.minting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.p2p.solanaj.core.Account;
import org.p2p.solanaj.utils.TweetNaclFast;

/**
 * The two calls of Vault's transit engine that we use, with real signatures, in the shapes of its
 * HTTP API: {@code GET /v1/transit/keys/<key>} and {@code POST /v1/transit/sign/<key>}.
 */
public final class VaultStandIn implements AutoCloseable {
  /** What befalls a call; it is used up by it. */
  public enum Fault {
    TOO_MANY_REQUESTS,
    SEALED,
    SILENT,
    HTML,
    FORBIDDEN,
    WRONG_SIGNATURE,
    WRONG_VERSION,
    SHORT_SIGNATURE
  }

  public static final String KEY = "aiw3-wallet";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Account> versions;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private volatile String token;
  private volatile String type = "ed25519";

  /**
   * @param versions the key's versions, the first one first
   */
  public VaultStandIn(String token, List<Account> versions) throws IOException {
    this.token = token;
    this.versions = List.copyOf(versions);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/transit/", this::handle);
    server.createContext("/faults", this::control);
    server.setExecutor(threads);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public void accept(String newToken) {
    token = newToken;
  }

  public void type(String other) {
    type = other;
  }

  /** The next calls meet these, one each. */
  public void next(Fault... nextFaults) {
    faults.addAll(List.of(nextFaults));
  }

  /** Method and path of each call. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  private void handle(HttpExchange exchange) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
    String path = exchange.getRequestURI().getPath();
    calls.add(exchange.getRequestMethod() + " " + path);
    String sent = exchange.getRequestHeaders().getFirst("X-Vault-Token");
    Fault fault = faults.poll();
    if (fault == Fault.FORBIDDEN || !token.equals(sent)) {
      // Echoes the token, as a badly made proxy could.
      answer(exchange, 403, "{\"errors\":[\"permission denied for " + sent + "\"]}");
    } else if (fault == Fault.TOO_MANY_REQUESTS) {
      answer(exchange, 429, "{\"errors\":[\"request path: rate limit quota exceeded\"]}");
    } else if (fault == Fault.SEALED) {
      answer(exchange, 503, "{\"errors\":[\"Vault is sealed\"]}");
    } else if (fault == Fault.HTML) {
      answer(exchange, 200, "<html>" + sent + "</html>");
    } else if (fault != Fault.SILENT) {
      // A silent one keeps the connection open without an answer until close().
      boolean sign = path.equals("/v1/transit/sign/" + KEY);
      boolean read = path.equals("/v1/transit/keys/" + KEY);
      answer(
          exchange,
          sign || read ? 200 : 404,
          sign ? signed(body, fault) : read ? key() : "{\"errors\":[]}");
    }
  }

  /** For a test that has only our address: POST names of faults, GET answers how many are left. */
  private void control(HttpExchange exchange) throws IOException {
    String names =
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!names.isEmpty()) {
      List.of(names.split(",")).forEach(name -> next(Fault.valueOf(name)));
    }
    answer(exchange, 200, Integer.toString(faults.size()));
  }

  private String key() {
    ObjectNode answer = JSON.createObjectNode();
    ObjectNode data = answer.putObject("data");
    data.put("type", type).put("name", KEY).put("derived", false);
    data.put("latest_version", versions.size());
    ObjectNode keys = data.putObject("keys");
    for (int i = 0; i < versions.size(); i++) {
      keys.putObject(Integer.toString(i + 1))
          .put("name", "ed25519")
          .put("public_key", base64(versions.get(i).getPublicKey().toByteArray()));
    }
    return answer.toString();
  }

  private String signed(JsonNode body, Fault fault) {
    int requested = body.path("key_version").asInt(versions.size());
    int version = fault == Fault.WRONG_VERSION ? requested + 1 : requested;
    byte[] message = Base64.getDecoder().decode(body.path("input").asText());
    byte[] signature =
        new TweetNaclFast.Signature(new byte[0], versions.get(requested - 1).getSecretKey())
            .detached(message);
    if (fault == Fault.WRONG_SIGNATURE) {
      signature[10] ^= 1;
    }
    byte[] given =
        fault == Fault.SHORT_SIGNATURE ? java.util.Arrays.copyOf(signature, 63) : signature;
    ObjectNode answer = JSON.createObjectNode();
    answer
        .putObject("data")
        .put("key_version", version)
        .put("signature", "vault:v" + version + ":" + base64(given));
    return answer.toString();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
