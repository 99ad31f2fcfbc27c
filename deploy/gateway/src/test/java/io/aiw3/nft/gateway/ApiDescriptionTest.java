package io.aiw3.nft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The API says what it means: the merged document, as the client keeps it, describes every field
 * and parameter, gives each number a range, and states for each operation who may call it and which
 * errors it gives.
 */
class ApiDescriptionTest {
  private static final Path DOCUMENT = Path.of("../../shared-events/client/openapi.json");
  private static final Set<String> SEVERAL = Set.of("allOf", "anyOf", "oneOf");

  private final JsonObject api = new JsonObject(read());
  private final List<String> flaws = new ArrayList<>();

  @Test
  void everyFieldIsDescribedAndEveryNumberHasARange() {
    component("schemas").forEach(schema -> fields(schema.getKey(), (JsonObject) schema.getValue()));
    component("responses").forEach(one -> answers(one.getKey(), (JsonObject) one.getValue()));
    operations()
        .forEach(
            operation ->
                operation
                    .getValue()
                    .getJsonObject("responses")
                    .forEach(
                        one ->
                            answers(
                                operation.getKey() + " " + one.getKey(),
                                (JsonObject) one.getValue())));

    assertThat(flaws).isEmpty();
  }

  @Test
  void everyParameterIsDescribed() {
    operations()
        .forEach(
            operation ->
                operation
                    .getValue()
                    .getJsonArray("parameters", new JsonArray())
                    .forEach(
                        parameter ->
                            described(
                                operation.getKey() + " " + name(parameter),
                                (JsonObject) parameter)));

    assertThat(flaws).isEmpty();
  }

  @Test
  void everyOperationSaysWhatItIsWhoMayCallItAndWhatItRefuses() {
    Set<String> ids = new HashSet<>();
    Set<Object> tags = new HashSet<>();
    api.getJsonArray("tags").forEach(tag -> tags.add(name(tag)));
    operations()
        .forEach(
            operation -> {
              String name = operation.getKey();
              JsonObject given = operation.getValue();
              described(name, given);
              rule(!given.getString("summary", "").isBlank(), name + " has no summary");
              String id = given.getString("operationId", "");
              rule(id.matches("[a-z][a-zA-Z]+"), name + " has the operationId " + id);
              rule(ids.add(id), name + " shares its operationId " + id);
              JsonArray own = given.getJsonArray("tags", new JsonArray());
              rule(own.size() == 1 && tags.containsAll(own.getList()), name + " has tags " + own);
              rule(given.containsKey("security"), name + " does not say who may call it");
              for (Object requirement : given.getJsonArray("security", new JsonArray())) {
                JsonArray roles = ((JsonObject) requirement).getJsonArray("bearer");
                rule(roles != null && !roles.isEmpty(), name + " names no role");
              }
              errors(name, given);
            });

    assertThat(flaws).isEmpty();
  }

  @Test
  void everyRequestBodyHasAnExample() {
    operations()
        .filter(operation -> operation.getValue().containsKey("requestBody"))
        .forEach(
            operation -> {
              JsonObject media =
                  operation
                      .getValue()
                      .getJsonObject("requestBody")
                      .getJsonObject("content")
                      .getJsonObject("application/json");
              rule(
                  !media.getJsonObject("examples", new JsonObject()).isEmpty(),
                  operation.getKey() + " has no example");
            });

    assertThat(flaws).isEmpty();
  }

  @Test
  void whatIsAcceptedHasALocation() {
    operations()
        .map(operation -> Map.entry(operation.getKey(), responses(operation.getValue(), "202")))
        .filter(accepted -> !accepted.getValue().isEmpty())
        .forEach(
            accepted ->
                rule(
                    accepted.getValue().getJsonObject("headers").containsKey("Location"),
                    accepted.getKey() + " has no Location"));

    assertThat(flaws).isEmpty();
  }

  @Test
  void thereIsOneSecurityScheme() {
    assertThat(component("securitySchemes").fieldNames()).containsExactly("bearer");
  }

  private void errors(String name, JsonObject operation) {
    for (Map.Entry<String, Object> response : operation.getJsonObject("responses")) {
      if (response.getKey().compareTo("400") >= 0) {
        JsonObject answer = resolve((JsonObject) response.getValue());
        JsonObject error =
            answer
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema")
                .getJsonObject("properties")
                .getJsonObject("error");
        JsonArray several = error.getJsonArray("oneOf", new JsonArray().add(error));
        for (Object one : several) {
          JsonObject schema = resolve((JsonObject) one);
          JsonObject fields = schema.getJsonObject("properties", new JsonObject());
          rule(
              fields.containsKey("details") && fields.getJsonObject("code").containsKey("const"),
              name + " " + response.getKey() + " does not say what its errors are");
        }
      }
    }
    rule(operation.getJsonObject("responses").containsKey("400"), name + " refuses nothing");
  }

  private void answers(String name, JsonObject answer) {
    answer
        .getJsonObject("content", new JsonObject())
        .forEach(media -> fields(name, ((JsonObject) media.getValue()).getJsonObject("schema")));
    answer
        .getJsonObject("headers", new JsonObject())
        .forEach(header -> described(name + " " + header.getKey(), (JsonObject) header.getValue()));
  }

  /** The fields of a schema and of the schemas inside; what is referred to is checked by itself. */
  private void fields(String name, JsonObject schema) {
    for (Map.Entry<String, Object> field : schema.getJsonObject("properties", new JsonObject())) {
      JsonObject described = (JsonObject) field.getValue();
      String place = name + "." + field.getKey();
      described(place, described);
      String type = String.valueOf(described.getValue("type"));
      if (type.contains("integer") || type.contains("number")) {
        rule(described.containsKey("minimum"), place + " has no range");
      }
      fields(place, described);
    }
    if (schema.getValue("items") instanceof JsonObject items) {
      fields(name + "[]", items);
    }
    for (String several : SEVERAL) {
      schema.getJsonArray(several, new JsonArray()).forEach(one -> fields(name, (JsonObject) one));
    }
  }

  private void described(String place, JsonObject described) {
    String description = described.getString("description", "");
    rule(!description.isBlank(), place + " has no description");
  }

  private Stream<Map.Entry<String, JsonObject>> operations() {
    return api.getJsonObject("paths").stream()
        .flatMap(
            path ->
                ((JsonObject) path.getValue())
                    .stream()
                        .map(
                            method ->
                                Map.entry(
                                    method.getKey() + " " + path.getKey(),
                                    (JsonObject) method.getValue())));
  }

  private JsonObject responses(JsonObject operation, String status) {
    return operation.getJsonObject("responses").getJsonObject(status, new JsonObject());
  }

  private JsonObject component(String kind) {
    return api.getJsonObject("components").getJsonObject(kind);
  }

  private JsonObject resolve(JsonObject node) {
    String reference = node.getString("$ref");
    if (reference == null) {
      return node;
    }
    String[] path = reference.split("/");
    return component(path[2]).getJsonObject(path[3]);
  }

  private void rule(boolean kept, String sentence) {
    if (!kept) {
      flaws.add(sentence);
    }
  }

  private static String name(Object named) {
    return ((JsonObject) named).getString("name");
  }

  private static String read() {
    try {
      return Files.readString(DOCUMENT);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
