package io.aiw3.nft.testkit.contract;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What every operation of every service keeps to, read off its OpenAPI document: a summary, an id
 * of its own, {@code Idempotency-Key} on what changes something, pages of at most 100, bounded
 * texts, and bodies without unknown fields.
 */
public final class ApiRules {
  private static final int LARGEST_PAGE = 100;

  private final OpenApi api;
  private final List<String> broken = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  private ApiRules(OpenApi api) {
    this.api = api;
  }

  /** A sentence for each rule that the running service breaks. */
  public static List<String> broken() {
    ApiRules rules = new ApiRules(OpenApi.parse(given().get("/q/openapi?format=json").asString()));
    rules.api.operations().forEach(rules::check);
    return rules.broken;
  }

  private void check(OpenApi.Operation operation) {
    JsonNode description = operation.description();
    rule(!description.path("summary").asText().isBlank(), operation + " has no summary");
    String id = description.path("operationId").asText();
    rule(id.matches("[a-z][a-zA-Z]+"), operation + " has the operationId " + id);
    rule(ids.add(id), operation + " shares its operationId");
    boolean once = false;
    for (JsonNode raw : description.path("parameters")) {
      JsonNode parameter = api.resolve(raw);
      String name = parameter.path("name").asText();
      once |= name.equals("Idempotency-Key");
      bounded(operation + " parameter " + name, parameter.path("schema"));
      if (name.equals("pageSize")) {
        int most = parameter.path("schema").path("maximum").asInt(Integer.MAX_VALUE);
        rule(most <= LARGEST_PAGE, operation + " has pages of more than " + LARGEST_PAGE);
      }
    }
    rule(
        once || operation.method().equals("GET"),
        operation + " changes something and takes no Idempotency-Key");
    JsonNode body = api.resolve(description.path("requestBody"));
    for (JsonNode media : body.path("content")) {
      bounded(operation + " body", media.path("schema"));
    }
  }

  /** Every text, list and object that a caller may send has an end. */
  private void bounded(String place, JsonNode given) {
    JsonNode schema = api.resolve(given);
    for (String several : List.of("allOf", "anyOf", "oneOf")) {
      schema.path(several).forEach(part -> bounded(place, part));
    }
    String type = schema.path("type").toString();
    if (type.contains("string")) {
      boolean closed =
          schema.has("enum")
              || schema.has("const")
              || schema.has("format")
              || schema.path("pattern").asText("*").matches("[^*+]*");
      rule(closed || schema.has("maxLength"), place + " is a text without a maxLength");
    } else if (type.contains("array")) {
      rule(schema.has("maxItems"), place + " is a list without maxItems");
      bounded(place + "[]", schema.path("items"));
    } else if (type.contains("object")) {
      boolean closed = schema.path("additionalProperties").isBoolean();
      rule(
          closed && !schema.path("additionalProperties").asBoolean(),
          place + " may have unknown fields");
      schema
          .path("properties")
          .properties()
          .forEach(field -> bounded(place + "." + field.getKey(), field.getValue()));
    }
  }

  private void rule(boolean kept, String sentence) {
    if (!kept) {
      broken.add(sentence);
    }
  }
}
