package io.aiw3.nft.minting.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiw3.nft.minting.domain.SendFailure;
import io.aiw3.nft.minting.domain.SendFailure.Kind;
import io.aiw3.nft.minting.http.Exchange;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientRequest;
import io.vertx.mutiny.core.http.HttpClientResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * One node's JSON-RPC interface: calls, its health, its rate limit. Its cool-down is no breaker of
 * smallrye-fault-tolerance: that opens by a share of failures, and knows neither a method that
 * alone is refused nor the time that a Retry-After names.
 */
final class RpcEndpoint {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final Logger LOG = Logger.getLogger(RpcEndpoint.class);
  private static final Duration CLUSTER_CHECKED_EVERY = Duration.ofMinutes(5);
  private static final int OK = 200;

  /** Bytes; a hundred accounts are less than one MiB. */
  private static final int LONGEST_ANSWER = 16 * 1024 * 1024;

  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpClient http;
  private final URI uri;
  private final Duration timeout;
  private final Duration coolDown;
  private final RateLimit limit;
  private final Optional<String> genesisHash;
  private final LongSupplier clock;
  private final AtomicLong usableFrom;
  private final AtomicLong sameClusterUntil = new AtomicLong(Long.MIN_VALUE);

  /** The names are those of our own calls. */
  private final Map<String, Spared> spared = new ConcurrentHashMap<>();

  /**
   * A method that the node has refused.
   *
   * @param strictly the node itself has sent a Retry-After
   */
  private record Spared(long until, boolean strictly) {}

  /**
   * @param clock nanoseconds, as {@link System#nanoTime}
   */
  RpcEndpoint(
      HttpClient http,
      URI uri,
      Duration timeout,
      Duration coolDown,
      int rateLimit,
      Optional<String> genesisHash,
      LongSupplier clock) {
    this.http = http;
    this.uri = uri;
    this.timeout = timeout;
    this.coolDown = coolDown;
    this.limit = new RateLimit(rateLimit, clock);
    this.genesisHash = genesisHash;
    this.clock = clock;
    this.usableFrom = new AtomicLong(clock.getAsLong());
  }

  /** Host and port only: paths and queries of node providers hold secrets. */
  String name() {
    return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  boolean isHealthy(long now) {
    return now - usableFrom.get() >= 0;
  }

  /** Whether the node has lately refused this method, and is not to be called again yet. */
  private boolean isSpared(String method, boolean othersFollow, long now) {
    Spared one = spared.get(method);
    return one != null && now - one.until() < 0 && (one.strictly() || othersFollow);
  }

  /** How long a call made now would have to wait for the rate limit, in nanoseconds. */
  long permitIn() {
    return limit.toWait();
  }

  /**
   * Waits for a permit, then calls.
   *
   * @param othersFollow another node can be called if this one is not
   */
  Uni<JsonNode> call(String method, JsonNode parameters, boolean othersFollow) {
    return Uni.createFrom()
        .deferred(
            () -> {
              if (isSpared(method, othersFollow, clock.getAsLong())) {
                return Uni.createFrom()
                    .failure(failure(Kind.THROTTLED, 0, "", method + " is to be called later"));
              }
              long wait = limit.take(timeout.toNanos());
              if (wait == RateLimit.TOO_LONG) {
                return Uni.createFrom()
                    .failure(failure(Kind.THROTTLED, 0, "", "the rate limit is used up"));
              }
              return wait == 0
                  ? callNow(method, parameters)
                  : Uni.createFrom()
                      .voidItem()
                      .onItem()
                      .delayIt()
                      .by(RateLimit.pause(wait))
                      .chain(() -> callNow(method, parameters));
            });
  }

  /** What a node of another cluster says of ours would be wrong, and be believed. */
  private Uni<Void> ofOurCluster() {
    if (genesisHash.isEmpty() || clock.getAsLong() < sameClusterUntil.get()) {
      return Uni.createFrom().voidItem();
    }
    return exchange("getGenesisHash", JSON.createArrayNode())
        .invoke(
            hash -> {
              if (!hash.asText().equals(genesisHash.get())) {
                LOG.errorf(
                    "node belongs to another cluster node=%s genesisHash=%s",
                    name(), hash.asText());
                throw failure(Kind.UNREACHABLE, 0, "", "the node is of another cluster");
              }
              sameClusterUntil.set(clock.getAsLong() + CLUSTER_CHECKED_EVERY.toNanos());
            })
        .replaceWithVoid();
  }

  private Uni<JsonNode> callNow(String method, JsonNode parameters) {
    return ofOurCluster()
        .chain(() -> exchange(method, parameters))
        .onFailure(RpcException.class)
        .invoke(e -> coolDown(method, e.failure()));
  }

  private Uni<JsonNode> exchange(String method, JsonNode parameters) {
    ObjectNode request =
        JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
    request.set("params", parameters);
    Buffer body = Buffer.buffer(request.toString());
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(uri.toString())
            .putHeader("content-type", "application/json");
    return Exchange.within(
        timeout,
        http.request(options)
            .onFailure()
            .transform(e -> failure(Kind.UNREACHABLE, 0, "", String.valueOf(e.getMessage()))),
        sent -> exchange(sent, body),
        () -> failure(Kind.NO_ANSWER, 0, "", "no answer within " + timeout));
  }

  private void coolDown(String method, SendFailure failure) {
    Duration requested = failure.retryAfter();
    long pause = (requested.isZero() ? coolDown : requested).toNanos();
    switch (failure.coolDown()) {
      case NODE -> usableFrom.set(clock.getAsLong() + pause);
      case METHOD ->
          spared.put(method, new Spared(clock.getAsLong() + pause, !failure.retryAfter().isZero()));
      case NOTHING -> {
        // Says nothing of the next call.
      }
    }
  }

  private static Uni<JsonNode> exchange(HttpClientRequest request, Buffer body) {
    return request
        .send(body)
        .chain(
            response ->
                Exchange.body(
                        response,
                        LONGEST_ANSWER,
                        () -> failure(Kind.GARBAGE, 0, "", "the answer is too long"))
                    .map(answer -> read(response, answer)))
        .onFailure(e -> !(e instanceof RpcException))
        .transform(e -> failure(Kind.NO_ANSWER, 0, "", String.valueOf(e.getMessage())));
  }

  private static JsonNode read(HttpClientResponse response, Buffer body) {
    int status = response.statusCode();
    if (status == TOO_MANY_REQUESTS) {
      // Regardless of the body.
      throw refused(response);
    }
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
      throw refused(response);
    }
    if (answer == null || !answer.has("result")) {
      throw failure(Kind.GARBAGE, 0, "", "the answer is not JSON-RPC");
    }
    return answer.get("result");
  }

  /** For as long as it says, with any status. */
  private static RpcException refused(HttpClientResponse response) {
    int status = response.statusCode();
    return new RpcException(
        new SendFailure(
            Kind.HTTP_STATUS,
            status,
            "",
            "HTTP " + status,
            RetryAfter.read(response.getHeader("retry-after"), Instant.now())));
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
