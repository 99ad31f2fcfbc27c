package io.aiw3.nft.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One OpenAPI document out of several; what bears one name and is not the same is renamed. */
final class MergedApi {
  private static final String REFERENCE = "#/components/schemas/";

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
    return new JsonObject()
        .put("openapi", "3.1.0")
        .put(
            "info",
            new JsonObject()
                .put("title", "AIW3 NFT")
                .put("version", "1.0.0")
                .put(
                    "description",
                    "All services, as the gateway offers them. Topics: /asyncapi.yaml."))
        .put("servers", new JsonArray().add(new JsonObject().put("url", "/")))
        .put("paths", paths)
        .put("components", components);
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
