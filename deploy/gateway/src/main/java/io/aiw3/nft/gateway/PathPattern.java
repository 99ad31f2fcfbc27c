package io.aiw3.nft.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A pattern of paths: literal segments, {@code {name}} for any one segment, and {@code **} at the
 * end for any rest, an empty one included.
 */
record PathPattern(List<String> segments, boolean anyRest) {
  static PathPattern parse(String pattern) {
    if (!pattern.startsWith("/")) {
      throw new IllegalArgumentException("a path starts with a slash: " + pattern);
    }
    List<String> segments = segments(pattern);
    boolean anyRest = segments.get(segments.size() - 1).equals("**");
    List<String> fixed = anyRest ? segments.subList(0, segments.size() - 1) : segments;
    if (fixed.contains("**")) {
      throw new IllegalArgumentException("** is allowed at the end only: " + pattern);
    }
    return new PathPattern(List.copyOf(fixed), anyRest);
  }

  /** Whether the path, as it is in the request line, fits. */
  boolean matches(String path) {
    List<String> actual = segments(path);
    if (actual.size() < segments.size() || (!anyRest && actual.size() > segments.size())) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      String wanted = segments.get(i);
      if (!wanted.startsWith("{") && !wanted.equals(actual.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** What a path that fits has in the place of each {@code {name}}, as it is in the path. */
  Map<String, String> variables(String path) {
    List<String> actual = segments(path);
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String wanted = segments.get(i);
      if (wanted.startsWith("{")) {
        variables.put(wanted.substring(1, wanted.length() - 1), actual.get(i));
      }
    }
    return variables;
  }

  /** The pattern as it is written. */
  String text() {
    return "/" + String.join("/", segments) + (anyRest ? "/**" : "");
  }

  private static List<String> segments(String path) {
    return List.of(path.substring(1).split("/", -1));
  }
}
