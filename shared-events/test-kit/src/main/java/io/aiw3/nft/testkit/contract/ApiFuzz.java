package io.aiw3.nft.testkit.contract;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.ContractJson;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls every operation of a service's OpenAPI document with values that fit, values at the edges
 * and values that do not fit. Every request is answered, as documented, and never with 500.
 *
 * <p>{@code -Dfuzz.requests=10000} sets how many calls, {@code -Dfuzz.seed} repeats a run.
 */
public final class ApiFuzz {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
  private static final List<String> BODY_TYPES =
      List.of("application/json", "application/json", "application/json", "text/plain", "a/b");

  private static final int LONGEST_SHOWN = 500;

  private final OpenApi api;
  private final Random random;
  private final FuzzValues values;
  private final List<String> tokens;
  private final Map<Integer, Integer> statuses = new TreeMap<>();

  /** The request that was sent last. */
  private String sent = "";

  private ApiFuzz(OpenApi api, long seed, List<String> tokens) {
    this.api = api;
    this.random = new Random(seed);
    this.values = new FuzzValues(api, random);
    this.tokens = tokens;
  }

  /**
   * @param tokens of callers who between them may call everything
   * @return how often each status was answered
   */
  public static Map<Integer, Integer> run(List<String> tokens) {
    return run(tokens, operation -> true);
  }

  /**
   * The same without operations that would spoil other tests of the same application.
   *
   * @param wanted which operations are called
   */
  public static Map<Integer, Integer> run(
      List<String> tokens, Predicate<OpenApi.Operation> wanted) {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    int requests = Integer.getInteger("fuzz.requests", 300);
    OpenApi api = OpenApi.parse(given().get("/q/openapi?format=json").asString());
    ApiFuzz fuzz = new ApiFuzz(api, seed, tokens);
    List<OpenApi.Operation> operations = api.operations().stream().filter(wanted).toList();
    for (int i = 0; i < requests; i++) {
      OpenApi.Operation operation = operations.get(i % operations.size());
      try {
        fuzz.call(operation);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "call %d, repeat with -Dfuzz.seed=%d: %s%n%s"
                .formatted(i, seed, e.getMessage(), fuzz.sent),
            e);
      }
    }
    return fuzz.statuses;
  }

  private void call(OpenApi.Operation operation) {
    RequestSpecification request =
        given()
            .urlEncodingEnabled(false)
            .header("Authorization", "Bearer " + tokens.get(random.nextInt(tokens.size())));
    JsonNode body = api.resolve(operation.description().path("requestBody"));
    String query = "";
    Map<String, String> parts = new TreeMap<>();
    for (JsonNode raw : operation.description().path("parameters")) {
      JsonNode parameter = api.resolve(raw);
      String name = parameter.path("name").asText();
      boolean given = parameter.path("required").asBoolean() || random.nextInt(3) > 0;
      if (given && parameter.path("in").asText().equals("query")) {
        query += (query.isEmpty() ? "?" : "&") + name + "=" + encode(value(parameter));
      } else if (given && parameter.path("in").asText().equals("header")) {
        String value = value(parameter).replaceAll("[^\\x20-\\xff]", "_").strip();
        request.header(name, value);
        parts.put(name, value);
      }
    }
    if (!body.isMissingNode() || random.nextInt(10) == 0) {
      JsonNode schema = body.path("content").path("application/json").path("schema");
      String type = BODY_TYPES.get(random.nextInt(BODY_TYPES.size()));
      String text = values.body(schema);
      request.contentType(type).body(text.getBytes(StandardCharsets.UTF_8));
      parts.put("Content-Type", type);
      parts.put("(body)", text.substring(0, Math.min(text.length(), LONGEST_SHOWN)));
    }
    String path = path(operation) + query;
    sent = operation.method() + " " + path + " " + ContractJson.mapper().valueToTree(parts);
    Response response = request.request(operation.method(), path);
    statuses.merge(response.statusCode(), 1, Integer::sum);
    if (response.statusCode() >= 500) {
      throw new AssertionError(
          operation + " was answered with " + response.statusCode() + " " + response.asString());
    }
  }

  private String path(OpenApi.Operation operation) {
    Matcher matcher = VARIABLE.matcher(operation.path());
    StringBuilder path = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1);
      String value = "";
      for (JsonNode parameter : operation.description().path("parameters")) {
        if (parameter.path("name").asText().equals(name)) {
          value = value(parameter);
        }
      }
      // An empty segment would be another path.
      matcher.appendReplacement(
          path, Matcher.quoteReplacement(value.isBlank() ? "x" : encode(value)));
    }
    return matcher.appendTail(path).toString();
  }

  private String value(JsonNode parameter) {
    JsonNode value = values.value(parameter.path("schema"), 0);
    return value.isTextual() ? value.asText() : value.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
