package io.aiw3.nft.gateway;

import io.aiw3.nft.gateway.Composition.Part;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
                            .put(
                                "success",
                                new JsonObject()
                                    .put("type", "boolean")
                                    .put("const", true)
                                    .put("description", "true: data is the answer"))
                            .put("data", described(composition.name(), "The answer"))
                            .put("meta", described("AnswerMeta", "About the answer"))));
    JsonObject example = example(composition);
    if (example != null) {
      media.put("example", example);
    }
    JsonObject responses = new JsonObject();
    JsonObject headers = new JsonObject();
    Map<String, Object> parameters = new LinkedHashMap<>();
    JsonObject operation = new JsonObject();
    for (Part part : composition.parts()) {
      JsonObject own = operation(part);
      child(own, "responses")
          .forEach(
              response -> {
                if (!response.getKey().startsWith("2")) {
                  JsonObject earlier = responses.getJsonObject(response.getKey());
                  JsonObject next = (JsonObject) response.getValue();
                  responses.put(
                      response.getKey(), earlier == null ? next : ComposedErrors.of(earlier, next));
                }
              });
      own.getJsonArray("parameters", new JsonArray())
          .forEach(parameter -> parameters.put(key((JsonObject) parameter), parameter));
      headers.mergeIn(child(child(child(own, "responses"), "200"), "headers"));
      if (own.containsKey("security") && !operation.containsKey("security")) {
        operation.put("security", own.getValue("security"));
      }
    }
    responses.put(
        "200",
        new JsonObject()
            .put("description", "Data")
            .put("headers", headers)
            .put("content", new JsonObject().put(Exchange.JSON, media)));
    return operation
        .put("operationId", "get" + composition.name())
        .put("tags", new JsonArray().add(composition.tag()))
        .put("summary", composition.summary())
        .put("description", composition.description() + roles(operation))
        .put("parameters", new JsonArray(List.copyOf(parameters.values())))
        .put("responses", responses);
  }

  private JsonObject data(Composition composition) {
    JsonObject properties = new JsonObject();
    JsonArray required = new JsonArray();
    for (Part part : composition.parts()) {
      required.add(part.name());
      JsonObject schema = child(child(envelope(part), "properties"), "data").copy();
      schema.remove("description");
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

  /** As the services say it of their own operations. */
  private static String roles(JsonObject operation) {
    Set<Object> roles = new TreeSet<>();
    for (Object requirement : operation.getJsonArray("security", new JsonArray())) {
      ((JsonObject) requirement)
          .forEach(scheme -> ((JsonArray) scheme.getValue()).forEach(roles::add));
    }
    return roles.isEmpty()
        ? ""
        : "\n\nRole: "
            + roles.stream().map(Object::toString).collect(Collectors.joining(" or "))
            + ".";
  }

  private static JsonObject described(String name, String description) {
    return new JsonObject().put("$ref", SCHEMAS + name).put("description", description);
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
