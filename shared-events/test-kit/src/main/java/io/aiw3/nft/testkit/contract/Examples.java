package io.aiw3.nft.testkit.contract;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends every example of a request body in a service's OpenAPI document as it is, to its path with
 * the examples of the parameters. What the service says of the state it meets is its own affair;
 * that the request is malformed or not allowed it must not say.
 */
public final class Examples {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
  private static final int BAD_REQUEST = 400;
  private static final int SERVER_ERRORS = 500;

  private final OpenApi api = OpenApi.parse(given().get("/q/openapi?format=json").asString());
  private final String token;
  private final List<String> flaws = new ArrayList<>();
  private int sent;

  private Examples(String token) {
    this.token = token;
  }

  /**
   * @param token of a caller who may call everything
   * @return how many examples were sent
   * @throws AssertionError naming each that was refused, and each operation without one
   */
  public static int check(String token) {
    Examples examples = new Examples(token);
    examples.api.operations().stream()
        .filter(operation -> operation.description().has("requestBody"))
        .forEach(examples::sendAll);
    if (!examples.flaws.isEmpty()) {
      throw new AssertionError(String.join("\n", examples.flaws));
    }
    return examples.sent;
  }

  private void sendAll(OpenApi.Operation operation) {
    JsonNode media =
        api.resolve(operation.description().path("requestBody"))
            .path("content")
            .path("application/json");
    if (media.path("examples").isEmpty()) {
      flaws.add(operation + " has no example");
    }
    for (JsonNode example : media.path("examples")) {
      Response answer =
          given()
              .header("Authorization", "Bearer " + token)
              .header("Idempotency-Key", UUID.randomUUID().toString())
              .contentType("application/json")
              .body(example.path("value").toString())
              .request(operation.method(), path(operation));
      sent++;
      if (answer.statusCode() == BAD_REQUEST || answer.statusCode() >= SERVER_ERRORS) {
        flaws.add(operation + ": " + answer.statusCode() + " " + answer.asString());
      }
    }
  }

  private String path(OpenApi.Operation operation) {
    Matcher matcher = VARIABLE.matcher(operation.path());
    StringBuilder path = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(
          path, Matcher.quoteReplacement(example(operation, matcher.group(1))));
    }
    return matcher.appendTail(path).toString();
  }

  private String example(OpenApi.Operation operation, String variable) {
    for (JsonNode raw : operation.description().path("parameters")) {
      JsonNode parameter = api.resolve(raw);
      if (parameter.path("name").asText().equals(variable) && parameter.has("example")) {
        return parameter.path("example").asText();
      }
    }
    flaws.add(operation + " has no example of " + variable);
    return "none";
  }
}
