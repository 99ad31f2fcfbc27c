package io.aiw3.nft.gateway;

import io.aiw3.nft.gateway.Composition.Part;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Describes the composed answers, out of the services' descriptions of their parts. */
final class ComposedApi {
  private static final String SCHEMAS = "#/components/schemas/";

  private final Map<String, JsonObject> documents;

  private ComposedApi(Map<String, JsonObject> documents) {
    this.documents = documents;
  }

  /**
   * Adds an operation for each composed route, and a schema for its data.
   *
   * @param documents by service, with the names of the merged document
   */
  static void add(
      Routes routes, Map<String, JsonObject> documents, JsonObject paths, JsonObject components) {
    ComposedApi api = new ComposedApi(documents);
    for (Route route : routes.routes()) {
      if (route.composition() != null) {
        String path = route.path().text();
        paths.put(path, new JsonObject().put("get", api.operation(route.composition())));
        child(components, "schemas").put(route.composition().name(), api.data(route.composition()));
      }
    }
  }

  private JsonObject operation(Composition composition) {
    JsonObject media =
        new JsonObject()
            .put(
                "schema",
                new JsonObject()
                    .put("type", "object")
                    .put("required", new JsonArray().add("success").add("data").add("meta"))
                    .put(
                        "properties",
                        new JsonObject()
                            .put("success", new JsonObject().put("const", true))
                            .put("data", reference(composition.name()))
                            .put("meta", reference("AnswerMeta"))));
    JsonObject example = example(composition);
    if (example != null) {
      media.put("example", example);
    }
    JsonObject responses = new JsonObject();
    Map<String, Object> parameters = new LinkedHashMap<>();
    JsonObject operation = new JsonObject();
    for (Part part : composition.parts()) {
      JsonObject own = operation(part);
      child(own, "responses")
          .forEach(
              response -> {
                if (!response.getKey().startsWith("2")) {
                  responses.put(response.getKey(), response.getValue());
                }
              });
      own.getJsonArray("parameters", new JsonArray())
          .forEach(parameter -> parameters.put(key((JsonObject) parameter), parameter));
      if (own.containsKey("security") && !operation.containsKey("security")) {
        operation.put("security", own.getValue("security"));
      }
    }
    responses.put(
        "200",
        new JsonObject()
            .put("description", "Data")
            .put("content", new JsonObject().put(Exchange.JSON, media)));
    return operation
        .put("operationId", "get" + composition.name())
        .put("tags", new JsonArray().add(composition.tag()))
        .put("summary", composition.summary())
        .put("description", composition.description())
        .put("parameters", new JsonArray(List.copyOf(parameters.values())))
        .put("responses", responses);
  }

  private JsonObject data(Composition composition) {
    JsonObject properties = new JsonObject();
    JsonArray required = new JsonArray();
    for (Part part : composition.parts()) {
      required.add(part.name());
      Object schema = child(child(envelope(part), "properties"), "data");
      properties.put(
          part.name(),
          new JsonObject()
              .put("description", part.description())
              .put("anyOf", new JsonArray().add(schema).add(new JsonObject().put("type", "null"))));
    }
    properties.put(
        "unavailable",
        new JsonObject()
            .put("type", "array")
            .put("items", new JsonObject().put("type", "string").put("enum", required.copy()))
            .put("description", "The parts that are null because their service is unavailable"));
    return new JsonObject()
        .put("type", "object")
        .put("description", composition.description())
        .put("required", required.copy().add("unavailable"))
        .put("properties", properties);
  }

  /** Null unless a part has one. */
  private JsonObject example(Composition composition) {
    JsonObject data = new JsonObject();
    JsonObject meta = null;
    for (Part part : composition.parts()) {
      JsonObject example = example(part);
      data.put(part.name(), example == null ? null : example.getValue("data"));
      meta = example == null ? meta : example.getJsonObject("meta", meta);
    }
    return meta == null
        ? null
        : new JsonObject()
            .put("success", true)
            .put("data", data.put("unavailable", new JsonArray()))
            .put("meta", meta);
  }

  private JsonObject example(Part part) {
    JsonObject media = media(part);
    Object example = media.getValue("example");
    for (Map.Entry<String, Object> named : child(media, "examples")) {
      example = example == null ? ((JsonObject) named.getValue()).getValue("value") : example;
    }
    return example instanceof JsonObject whole && whole.containsKey("data") ? whole : null;
  }

  private JsonObject operation(Part part) {
    JsonObject document = documents.getOrDefault(part.service(), new JsonObject());
    return child(child(child(document, "paths"), part.path()), "get");
  }

  private JsonObject media(Part part) {
    JsonObject good = child(child(operation(part), "responses"), "200");
    return child(child(good, "content"), Exchange.JSON);
  }

  /** The schema of the part's whole answer. */
  private JsonObject envelope(Part part) {
    JsonObject schema = child(media(part), "schema");
    String reference = schema.getString("$ref", "");
    JsonObject document = documents.getOrDefault(part.service(), new JsonObject());
    return reference.startsWith(SCHEMAS)
        ? child(
            child(child(document, "components"), "schemas"), reference.substring(SCHEMAS.length()))
        : schema;
  }

  private static String key(JsonObject parameter) {
    return parameter.getString("in") + " " + parameter.getString("name");
  }

  private static JsonObject reference(String name) {
    return new JsonObject().put("$ref", SCHEMAS + name);
  }

  private static JsonObject child(JsonObject parent, String name) {
    JsonObject child = parent.getJsonObject(name);
    if (child == null) {
      child = new JsonObject();
      parent.put(name, child);
    }
    return child;
  }
}
