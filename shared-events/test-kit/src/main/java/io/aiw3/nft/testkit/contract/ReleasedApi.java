package io.aiw3.nft.testkit.contract;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.schema.SchemaChanges;
import io.aiw3.nft.contract.schema.SchemaChanges.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds a running service's OpenAPI document against the released one, which is kept in {@code
 * src/test/resources/openapi-1.0.json}: no operation, good answer, field or parameter of it may be
 * removed or retyped, nothing may become required. That an error no longer comes breaks nobody.
 * {@code -Dopenapi.release} rewrites it.
 */
public final class ReleasedApi {
  private static final Path RELEASED = Path.of("src/test/resources/openapi-1.0.json");

  private ReleasedApi() {}

  /** Whether the module under test has released its API: from then on all its tests hold it. */
  public static boolean exists() {
    return Files.exists(RELEASED);
  }

  /** A sentence for each change that breaks a client. */
  public static List<String> breakingChanges() {
    OpenApi now = OpenApi.parse(given().get("/q/openapi?format=json").asString());
    try {
      if (System.getProperty("openapi.release") != null) {
        Files.createDirectories(RELEASED.getParent());
        Files.writeString(RELEASED, now.document().toPrettyString() + "\n");
      }
      return compare(OpenApi.parse(Files.readString(RELEASED)), now);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> compare(OpenApi released, OpenApi now) {
    List<String> found = new ArrayList<>();
    for (OpenApi.Operation before : released.operations()) {
      now.operations().stream()
          .filter(one -> one.toString().equals(before.toString()))
          .findFirst()
          .ifPresentOrElse(
              after -> operation(released, before, now, after, found),
              () -> found.add(before + " was removed"));
    }
    return found;
  }

  private static void operation(
      OpenApi released,
      OpenApi.Operation before,
      OpenApi now,
      OpenApi.Operation after,
      List<String> found) {
    JsonNode old = inline(released, before.description());
    JsonNode fresh = inline(now, after.description());
    old.path("responses")
        .properties()
        .forEach(
            response -> {
              String name = before + " " + response.getKey();
              boolean good = response.getKey().startsWith("2");
              if (good && !fresh.path("responses").has(response.getKey())) {
                found.add(name + " was removed");
              } else if (good) {
                JsonNode body = response.getValue();
                add(
                    found,
                    name,
                    body,
                    fresh.path("responses").path(response.getKey()),
                    Direction.OUTPUT);
              }
            });
    add(
        found,
        before + " body",
        old.path("requestBody"),
        fresh.path("requestBody"),
        Direction.INPUT);
    for (JsonNode parameter : old.path("parameters")) {
      JsonNode kept = parameter(fresh, parameter.path("name").asText());
      String name = before + " parameter " + parameter.path("name").asText();
      if (kept.isMissingNode()) {
        found.add(name + " was removed");
      } else {
        SchemaChanges.breaking(parameter.path("schema"), kept.path("schema"), Direction.INPUT)
            .forEach(change -> found.add(name + change));
      }
    }
    for (JsonNode parameter : fresh.path("parameters")) {
      boolean known = !parameter(old, parameter.path("name").asText()).isMissingNode();
      if (!known && parameter.path("required").asBoolean()) {
        found.add(before + " needs the new parameter " + parameter.path("name").asText());
      }
    }
  }

  private static void add(
      List<String> found, String name, JsonNode before, JsonNode after, Direction direction) {
    JsonNode old = before.path("content").path("application/json").path("schema");
    JsonNode fresh = after.path("content").path("application/json").path("schema");
    SchemaChanges.breaking(old, fresh, direction).forEach(change -> found.add(name + change));
  }

  private static JsonNode parameter(JsonNode operation, String name) {
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.path("name").asText().equals(name)) {
        return parameter;
      }
    }
    return operation.path("none");
  }

  /** The node with every reference replaced by what it leads to. */
  private static JsonNode inline(OpenApi api, JsonNode node) {
    JsonNode target = api.resolve(node);
    if (target instanceof ObjectNode object) {
      ObjectNode copy = ContractJson.mapper().createObjectNode();
      object.properties().forEach(field -> copy.set(field.getKey(), inline(api, field.getValue())));
      return copy;
    }
    if (target instanceof ArrayNode array) {
      ArrayNode copy = ContractJson.mapper().createArrayNode();
      array.forEach(item -> copy.add(inline(api, item)));
      return copy;
    }
    return target;
  }
}
