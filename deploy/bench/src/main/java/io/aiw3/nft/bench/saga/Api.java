package io.aiw3.nft.bench.saga;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.bench.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/**
 * The REST API through the gateway, for one user. A request to an unavailable service is retried;
 * every POST carries an Idempotency-Key, so it counts once.
 */
public final class Api {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private static final int ACCEPTED = 202;
  private static final Set<Integer> UNAVAILABLE = Set.of(429, 502, 503, 504);
  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration RETRY_TIMEOUT = Duration.ofMinutes(5);
  private static final long RETRY_DELAY_MILLIS = 500;

  private final String gateway;
  private final String bearer;

  public Api(Suite suite, int user, Wallet wallet) {
    this.gateway = suite.gateway();
    this.bearer = "Bearer " + Tokens.user(user, wallet.address().toBase58(), suite.tokens());
  }

  /** An answer that is an error other than unavailability. */
  public static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** HTTP status. */
    private final int status;

    RefusedException(int status, String body) {
      super(status + " " + body);
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  public String bearer() {
    return bearer;
  }

  /**
   * The data of the answer.
   *
   * @throws RefusedException for an error envelope
   */
  public JsonNode get(String path) throws IOException, InterruptedException {
    return call(request(path).GET());
  }

  public JsonNode post(String path, String body) throws IOException, InterruptedException {
    return post(path, body, UUID.randomUUID().toString());
  }

  /** The same with a key of the caller's. */
  public JsonNode post(String path, String body, String idempotencyKey)
      throws IOException, InterruptedException {
    return call(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", idempotencyKey)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(gateway + path))
        .timeout(RESPONSE_TIMEOUT)
        .header("Authorization", bearer);
  }

  private static JsonNode call(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + RETRY_TIMEOUT.toNanos();
    for (; ; ) {
      HttpResponse<String> answer = once(request.build());
      if (answer != null && !UNAVAILABLE.contains(answer.statusCode())) {
        if (answer.statusCode() > ACCEPTED) {
          throw new RefusedException(answer.statusCode(), answer.body());
        }
        return JSON.readTree(answer.body()).get("data");
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("the API was unavailable for " + RETRY_TIMEOUT);
      }
      Thread.sleep(RETRY_DELAY_MILLIS);
    }
  }

  /** Null: no answer. */
  private static HttpResponse<String> once(HttpRequest request) throws InterruptedException {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      return null;
    }
  }
}
