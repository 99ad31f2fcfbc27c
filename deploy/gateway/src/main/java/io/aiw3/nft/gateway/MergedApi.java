package io.aiw3.nft.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One OpenAPI document out of several; what bears one name and is not the same is renamed. */
final class MergedApi {
  private static final String REFERENCE = "#/components/schemas/";
  private static final Pattern COMPONENT = Pattern.compile("\"#/components/(\\w+)/([^\"]+)\"");

  private MergedApi() {}

  /**
   * @param documents by service
   * @param routes only what they route is documented
   */
  static JsonObject of(Map<String, JsonObject> documents, Routes routes) {
    Set<String> ambiguous = ambiguous(documents);
    JsonObject paths = new JsonObject();
    JsonObject components = new JsonObject();
    Map<String, JsonObject> renamed = new TreeMap<>();
    documents.forEach(
        (service, document) -> renamed.put(service, renamed(service, document, ambiguous)));
    renamed.forEach(
        (service, named) -> {
          named
              .getJsonObject("paths", new JsonObject())
              .forEach(
                  path -> {
                    if (routes
                        .find(path.getKey())
                        .filter(r -> service.equals(r.service()))
                        .isPresent()) {
                      paths.put(path.getKey(), path.getValue());
                    }
                  });
          components.mergeIn(named.getJsonObject("components", new JsonObject()), true);
        });
    ComposedApi.add(routes, renamed, paths, components);
    removeUnused(paths, components);
    return new JsonObject()
        .put("openapi", "3.1.0")
        .put(
            "info",
            new JsonObject()
                .put("title", "AIW3 NFT")
                .put("version", "1.0.0")
                .put("contact", new JsonObject().put("name", "AIW3 NFT"))
                .put(
                    "description",
                    "All services, as the gateway offers them. Topics: /asyncapi.yaml."))
        .put("servers", new JsonArray().add(new JsonObject().put("url", "/")))
        .put("tags", tags(renamed, paths))
        .put("paths", paths)
        .put("components", components);
  }

  /** The tags that the operations have, with the services' descriptions. */
  private static JsonArray tags(Map<String, JsonObject> documents, JsonObject paths) {
    Map<String, Object> tags = new LinkedHashMap<>();
    documents
        .values()
        .forEach(
            document ->
                document
                    .getJsonArray("tags", new JsonArray())
                    .forEach(tag -> tags.putIfAbsent(((JsonObject) tag).getString("name"), tag)));
    String operations = paths.encode();
    tags.keySet().removeIf(name -> !operations.contains("\"tags\":[\"" + name + "\""));
    return new JsonArray(List.copyOf(tags.values()));
  }

  /** Services describe more than the routes lead to. */
  private static void removeUnused(JsonObject paths, JsonObject components) {
    Set<String> used = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(paths.encode()));
    while (!open.isEmpty()) {
      Matcher reference = COMPONENT.matcher(open.poll());
      while (reference.find()) {
        JsonObject kind = components.getJsonObject(reference.group(1));
        Object target = kind == null ? null : kind.getValue(reference.group(2));
        if (target instanceof JsonObject component && used.add(reference.group())) {
          open.add(component.encode());
        }
      }
    }
    for (String kind : List.of("schemas", "responses")) {
      JsonObject all = components.getJsonObject(kind);
      if (all != null) {
        all.getMap().keySet().removeIf(name -> !used.contains(reference(kind, name)));
      }
    }
  }

  private static String reference(String kind, String name) {
    return "\"#/components/" + kind + "/" + name + "\"";
  }

  private static Set<String> ambiguous(Map<String, JsonObject> documents) {
    Map<String, Object> first = new HashMap<>();
    Set<String> found = new TreeSet<>();
    documents
        .values()
        .forEach(
            document ->
                schemas(document)
                    .forEach(
                        schema -> {
                          Object other = first.putIfAbsent(schema.getKey(), schema.getValue());
                          if (other != null && !other.equals(schema.getValue())) {
                            found.add(schema.getKey());
                          }
                        }));
    return found;
  }

  private static JsonObject renamed(String service, JsonObject document, Set<String> ambiguous) {
    String text = document.encode();
    for (String name : ambiguous) {
      text =
          text.replace(
              "\"" + REFERENCE + name + "\"", "\"" + REFERENCE + service + "." + name + "\"");
    }
    JsonObject copy = new JsonObject(text);
    JsonObject schemas = schemas(copy);
    for (String name : ambiguous) {
      Object schema = schemas.remove(name);
      if (schema != null) {
        schemas.put(service + "." + name, schema);
      }
    }
    return copy;
  }

  private static JsonObject schemas(JsonObject document) {
    return document
        .getJsonObject("components", new JsonObject())
        .getJsonObject("schemas", new JsonObject());
  }
}
