package io.aiw3.nft.contract.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What between two versions of a JSON Schema breaks someone. A reader may rely on every field that
 * was promised, so a field is never removed, retyped, or made optional, and a value set or the
 * length of a text never grows past what was promised; a writer may continue as before, so nothing
 * becomes required and no range shrinks. A new field breaks neither.
 *
 * <p>How large a number is and how many entries a list has is no promise: levels are data of the
 * catalogue, and a reader asks the catalogue about one that it does not know. Both may grow upwards
 * as far as the type goes; what was never negative stays so.
 */
public final class SchemaChanges {
  /** Who would notice. */
  public enum Direction {
    /** We write it, others read it. */
    OUTPUT,
    /** Others write it, we read it. */
    INPUT,
    /** Old and new versions of our own services write and read it side by side. */
    BOTH
  }

  private static final Set<String> LOWER =
      Set.of("minimum", "exclusiveMinimum", "minLength", "minItems");
  private static final Set<String> UPPER =
      Set.of("maximum", "exclusiveMaximum", "maxLength", "maxItems");
  private static final Set<String> NO_PROMISE = Set.of("maximum", "exclusiveMaximum", "maxItems");
  private static final Set<String> FIXED = Set.of("const", "format", "pattern", "$ref", "items");
  private static final Set<String> PARTS = Set.of("allOf", "anyOf", "oneOf");

  private final Direction direction;
  private final List<String> found = new ArrayList<>();

  private SchemaChanges(Direction direction) {
    this.direction = direction;
  }

  /** A sentence for each breaking change; empty when there is none. */
  public static List<String> breaking(JsonNode released, JsonNode current, Direction direction) {
    SchemaChanges changes = new SchemaChanges(direction);
    changes.compare("", released, current);
    return List.copyOf(changes.found);
  }

  private void compare(String path, JsonNode before, JsonNode now) {
    types(path, before, now);
    properties(path, before, now);
    required(path, before, now);
    for (String keyword : FIXED) {
      fixed(path, keyword, before.path(keyword), now.path(keyword));
    }
    values(path, before.path("enum"), now.path("enum"));
    PARTS.forEach(keyword -> parts(path, keyword, before.path(keyword), now.path(keyword)));
    LOWER.forEach(keyword -> bound(path, keyword, before.path(keyword), now.path(keyword), 1));
    UPPER.forEach(keyword -> bound(path, keyword, before.path(keyword), now.path(keyword), -1));
  }

  private void types(String path, JsonNode before, JsonNode now) {
    Set<String> old = texts(before.path("type"));
    Set<String> fresh = texts(now.path("type"));
    boolean narrowed = !fresh.isEmpty() && !fresh.containsAll(old);
    boolean widened = !old.isEmpty() && (fresh.isEmpty() || !old.containsAll(fresh));
    boolean emptied = old.isEmpty() && !fresh.isEmpty();
    if ((reads() && (narrowed || emptied)) || (writes() && widened)) {
      found.add(path + ": type was " + old + ", is " + fresh);
    }
  }

  private void properties(String path, JsonNode before, JsonNode now) {
    before
        .path("properties")
        .properties()
        .forEach(
            property -> {
              String inside = path + "/" + property.getKey();
              JsonNode kept = now.path("properties").path(property.getKey());
              if (kept.isMissingNode()) {
                found.add(inside + ": was removed");
              } else {
                compare(inside, property.getValue(), kept);
              }
            });
  }

  private void required(String path, JsonNode before, JsonNode now) {
    Set<String> old = texts(before.path("required"));
    Set<String> fresh = texts(now.path("required"));
    if (writes()) {
      minus(old, fresh)
          .forEach(name -> found.add(path + "/" + name + ": is no longer always there"));
    }
    if (reads()) {
      minus(fresh, old).forEach(name -> found.add(path + "/" + name + ": became required"));
    }
  }

  private void fixed(String path, String keyword, JsonNode before, JsonNode now) {
    if (keyword.equals("items") && before.isObject() && now.isObject()) {
      compare(path + "[]", before, now);
      return;
    }
    boolean dropped = now.isMissingNode() && !before.isMissingNode();
    boolean added = before.isMissingNode() && !now.isMissingNode();
    boolean changed = !dropped && !added && !before.equals(now);
    if (changed || (dropped && writes()) || (added && reads())) {
      found.add(path + ": " + keyword + " was " + text(before) + ", is " + text(now));
    }
  }

  private void parts(String path, String keyword, JsonNode before, JsonNode now) {
    if (before.size() != now.size()) {
      found.add(path + ": " + keyword + " was " + text(before) + ", is " + text(now));
      return;
    }
    for (int i = 0; i < before.size(); i++) {
      compare(path + "(" + i + ")", before.get(i), now.get(i));
    }
  }

  private void values(String path, JsonNode before, JsonNode now) {
    Set<String> old = texts(before);
    Set<String> fresh = texts(now);
    if (reads() && !fresh.isEmpty() && (old.isEmpty() || !fresh.containsAll(old))) {
      found.add(path + ": values were " + old + ", are " + fresh);
    } else if (writes() && !old.isEmpty() && (fresh.isEmpty() || !old.containsAll(fresh))) {
      found.add(path + ": values were " + old + ", are " + fresh);
    }
  }

  /**
   * @param tighter the sign of a change that allows less
   */
  private void bound(String path, String keyword, JsonNode before, JsonNode now, int tighter) {
    if (before.isMissingNode() && now.isMissingNode()) {
      return;
    }
    int change;
    if (before.isMissingNode()) {
      change = tighter;
    } else if (now.isMissingNode()) {
      change = -tighter;
    } else {
      change = now.decimalValue().compareTo(before.decimalValue());
    }
    boolean looserIsBroken = writes() && !NO_PROMISE.contains(keyword);
    if (change != 0 && (change == tighter ? reads() : looserIsBroken)) {
      found.add(path + ": " + keyword + " was " + text(before) + ", is " + text(now));
    }
  }

  private boolean reads() {
    return direction != Direction.OUTPUT;
  }

  private boolean writes() {
    return direction != Direction.INPUT;
  }

  private static Set<String> minus(Set<String> all, Set<String> without) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(without);
    return rest;
  }

  private static Set<String> texts(JsonNode node) {
    Set<String> texts = new TreeSet<>();
    if (node.isArray()) {
      node.forEach(one -> texts.add(one.asText()));
    } else if (!node.isMissingNode()) {
      texts.add(node.asText());
    }
    return texts;
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() ? "absent" : node.toString();
  }
}
