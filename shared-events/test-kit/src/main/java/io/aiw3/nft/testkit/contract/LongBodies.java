package io.aiw3.nft.testkit.contract;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Sends every operation of a service a body of one byte too many, its length announced or not: 413
 * as the OpenAPI document says, in the envelope or as a problem. The longest body that is allowed
 * gets past that.
 */
public final class LongBodies {
  /** Bytes that an operation takes where it has no limit of its own. */
  public static final int USUAL = 64 * 1024;

  private static final int TOO_LARGE = 413;
  private static final List<String> ACCEPTED =
      List.of("application/json", "application/problem+json");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final OpenApi api = OpenApi.parse(given().get("/q/openapi?format=json").asString());
  private final String token;
  private final List<String> flaws = new ArrayList<>();
  private int calls;

  private LongBodies(String token) {
    this.token = token;
  }

  /**
   * @param token of a caller who may call everything
   * @param limit bytes that an operation takes
   * @return how many calls were made
   * @throws AssertionError naming each call that was answered wrongly
   */
  public static int check(String token, ToIntFunction<OpenApi.Operation> limit) {
    LongBodies bodies = new LongBodies(token);
    for (OpenApi.Operation operation : bodies.api.operations()) {
      bodies.check(operation, limit.applyAsInt(operation));
    }
    if (!bodies.flaws.isEmpty()) {
      throw new AssertionError(String.join("\n", bodies.flaws));
    }
    return bodies.calls;
  }

  private void check(OpenApi.Operation operation, int limit) {
    String longest = "x".repeat(limit);
    publishers(longest + "x")
        .forEach(
            (kind, body) -> {
              for (String accepted : ACCEPTED) {
                HttpResponse<String> answer = call(operation, body, accepted);
                String type = answer.headers().firstValue("Content-Type").orElse("none");
                if (answer.statusCode() != TOO_LARGE || !type.startsWith(accepted)) {
                  flaws.add(
                      "%s with a long body, %s: %d %s %s"
                          .formatted(operation, kind, answer.statusCode(), type, answer.body()));
                }
                flaws.addAll(
                    api.flaws(
                        operation,
                        answer.statusCode(),
                        type.replaceFirst(";.*", ""),
                        answer.body()));
              }
            });
    publishers(longest)
        .forEach(
            (kind, body) -> {
              int status = call(operation, body, "application/json").statusCode();
              if (status == TOO_LARGE || status >= 500) {
                flaws.add("%s with the longest body, %s: %d".formatted(operation, kind, status));
              }
            });
  }

  private static Map<String, BodyPublisher> publishers(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return Map.of(
        "its length announced",
        BodyPublishers.ofByteArray(bytes),
        "chunked",
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));
  }

  private HttpResponse<String> call(
      OpenApi.Operation operation, BodyPublisher body, String accepted) {
    calls++;
    String path = operation.path().replaceAll("\\{[^}]+}", "no-such-thing");
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .header("Accept", accepted)
              .method(operation.method(), body)
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(operation + " with a long body got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
