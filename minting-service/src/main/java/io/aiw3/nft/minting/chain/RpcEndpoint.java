package io.aiw3.nft.minting.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiw3.nft.minting.domain.SendFailure;
import io.aiw3.nft.minting.domain.SendFailure.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientRequest;
import io.vertx.mutiny.core.http.HttpClientResponse;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** One node's JSON-RPC interface: calls, its health, its rate limit. */
final class RpcEndpoint {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final int OK = 200;
  private static final long SECOND = 1_000_000_000L;

  private final HttpClient http;
  private final URI uri;
  private final Duration timeout;
  private final Duration coolDown;
  private final int rateLimit;
  private final AtomicLong usableFrom = new AtomicLong();
  private final AtomicLong nextPermit = new AtomicLong();

  RpcEndpoint(HttpClient http, URI uri, Duration timeout, Duration coolDown, int rateLimit) {
    this.http = http;
    this.uri = uri;
    this.timeout = timeout;
    this.coolDown = coolDown;
    this.rateLimit = rateLimit;
  }

  /** Host and port only: paths and queries of node providers hold secrets. */
  String name() {
    return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  boolean isHealthy(long now) {
    return now - usableFrom.get() >= 0;
  }

  /** Takes a permit of the rate limit if there is one, allowing bursts of up to a second. */
  boolean tryPermit(long now) {
    if (rateLimit <= 0) {
      return true;
    }
    long interval = SECOND / rateLimit;
    while (true) {
      long next = nextPermit.get();
      long base = Math.max(next, now - SECOND);
      if (base > now) {
        return false;
      }
      if (nextPermit.compareAndSet(next, base + interval)) {
        return true;
      }
    }
  }

  Uni<JsonNode> call(String method, ArrayNode parameters) {
    ObjectNode request =
        JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
    request.set("params", parameters);
    Buffer body = Buffer.buffer(request.toString());
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(uri.toString())
            .putHeader("content-type", "application/json");
    return http.request(options)
        .onFailure()
        .transform(e -> failure(Kind.UNREACHABLE, 0, "", String.valueOf(e.getMessage())))
        .chain(sent -> exchange(sent, body))
        .ifNoItem()
        .after(timeout)
        .failWith(() -> failure(Kind.NO_ANSWER, 0, "", "no answer within " + timeout))
        .onFailure(RpcEndpoint::isNodeTrouble)
        .invoke(() -> usableFrom.set(System.nanoTime() + coolDown.toNanos()));
  }

  private static boolean isNodeTrouble(Throwable e) {
    return e instanceof RpcException rpc && rpc.failure().anotherNodeMayAnswer();
  }

  private static Uni<JsonNode> exchange(HttpClientRequest request, Buffer body) {
    return request
        .send(body)
        .chain(response -> response.body().map(answer -> read(response, answer)))
        .onFailure(e -> !(e instanceof RpcException))
        .transform(e -> failure(Kind.NO_ANSWER, 0, "", String.valueOf(e.getMessage())));
  }

  private static JsonNode read(HttpClientResponse response, Buffer body) {
    int status = response.statusCode();
    JsonNode answer;
    try {
      answer = JSON.readTree(body.getBytes());
    } catch (JsonProcessingException e) {
      answer = null;
    } catch (java.io.IOException e) {
      throw failure(Kind.NO_ANSWER, 0, "", String.valueOf(e.getMessage()));
    }
    if (answer != null && answer.hasNonNull("error") && answer.get("error").isObject()) {
      JsonNode error = answer.get("error");
      throw failure(
          Kind.REJECTED,
          error.path("code").asInt(),
          describe(error.path("data").path("err")),
          error.path("message").asText());
    }
    if (status != OK) {
      throw failure(Kind.HTTP_STATUS, status, "", "HTTP " + status);
    }
    if (answer == null || !answer.has("result")) {
      throw failure(Kind.GARBAGE, 0, "", "the answer is not JSON-RPC");
    }
    return answer.get("result");
  }

  /** A TransactionError of the runtime in one line. */
  static String describe(JsonNode error) {
    if (error.isMissingNode() || error.isNull()) {
      return "";
    }
    if (error.isObject()) {
      return error.properties().stream()
          .findFirst()
          .map(first -> first.getKey() + ":" + describe(first.getValue()))
          .orElse("Unknown");
    }
    if (error.isArray()) {
      return StreamSupport.stream(error.spliterator(), false)
          .map(RpcEndpoint::describe)
          .collect(Collectors.joining(":"));
    }
    return error.asText();
  }

  private static RpcException failure(Kind kind, int code, String error, String message) {
    return new RpcException(new SendFailure(kind, code, error, message));
  }
}
