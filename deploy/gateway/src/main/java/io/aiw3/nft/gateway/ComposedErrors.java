package io.aiw3.nft.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.Set;

/** Describes what a composed answer is where its parts fail with one status and different codes. */
final class ComposedErrors {
  private static final String REFERENCE = "$ref";
  private static final String ONE_OF = "oneOf";

  private ComposedErrors() {}

  /** A response of all the codes that either has. */
  static JsonObject of(JsonObject one, JsonObject other) {
    if (one.equals(other) || one.containsKey(REFERENCE)) {
      // What the operations share has all codes of its status.
      return one;
    }
    if (other.containsKey(REFERENCE)) {
      return other;
    }
    JsonObject both = one.copy();
    JsonObject error = error(both);
    JsonObject second = error(other);
    if (error == null || second == null) {
      return both;
    }
    Set<JsonObject> alternatives = new LinkedHashSet<>();
    add(alternatives, error);
    add(alternatives, second);
    error.clear();
    if (alternatives.size() == 1) {
      error.mergeIn(alternatives.iterator().next());
    } else {
      error.put(ONE_OF, new JsonArray(alternatives.stream().map(all -> (Object) all).toList()));
    }
    error.put("description", "What went wrong; code tells which");
    Set<String> sentences = new LinkedHashSet<>();
    sentences.add(one.getString("description", ""));
    sentences.add(other.getString("description", ""));
    return both.put("description", String.join("\n\n", sentences));
  }

  private static void add(Set<JsonObject> alternatives, JsonObject error) {
    if (error.containsKey(ONE_OF)) {
      error.getJsonArray(ONE_OF).forEach(one -> alternatives.add(((JsonObject) one).copy()));
    } else {
      JsonObject alone = error.copy();
      alone.remove("description");
      alternatives.add(alone);
    }
  }

  private static JsonObject error(JsonObject response) {
    JsonObject found = response;
    for (String name : new String[] {"content", Exchange.JSON, "schema", "properties", "error"}) {
      found = found == null ? null : found.getJsonObject(name);
    }
    return found;
  }
}
