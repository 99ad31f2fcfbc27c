package io.aiw3.nft.gateway;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * An answer that the gateway puts together out of the services' answers.
 *
 * @param name of its schema in the API's description
 * @param tag under which the API's description lists it
 */
record Composition(String name, String tag, String summary, String description, List<Part> parts) {
  Composition {
    parts = List.copyOf(parts);
  }

  /**
   * One service's answer.
   *
   * @param name of the field that holds its {@code data}
   * @param path with the variables of the route's own path
   */
  record Part(String name, String service, String path, String description) {
    Part {
      if (!name.matches("[A-Za-z]{1,40}")) {
        throw new IllegalArgumentException("a part's name is 1 to 40 letters: " + name);
      }
    }

    /** The path of a request to the service. */
    String uri(Map<String, String> variables, String query) {
      String uri = path;
      for (Map.Entry<String, String> variable : variables.entrySet()) {
        uri = uri.replace("{" + variable.getKey() + "}", variable.getValue());
      }
      return query == null ? uri : uri + "?" + query;
    }
  }

  /**
   * @param path of the route: the path of every part that has none of its own
   */
  static Composition parse(String path, JsonObject json) {
    return new Composition(
        json.getString("name"),
        json.getString("tag"),
        json.getString("summary"),
        json.getString("description"),
        json.getJsonArray("parts").stream()
            .map(JsonObject.class::cast)
            .map(
                part ->
                    new Part(
                        part.getString("name"),
                        part.getString("service"),
                        part.getString("path", path),
                        part.getString("description")))
            .toList());
  }
}
