package io.aiw3.nft.observability;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of PromQL as shows which metrics a query reads. */
final class PromQl {
  private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern LABELS =
      Pattern.compile(
          "\\{[^{}]*}|\\b(?:by|without|on|ignoring|group_left|group_right) *\\([^()]*\\)");
  private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?! *\\()\\b");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");

  private PromQl() {}

  /** The names of the metrics in a query. */
  static Set<String> metrics(String query) {
    String rest = STRING.matcher(query).replaceAll("");
    rest = LABELS.matcher(rest).replaceAll(" ");
    rest = RANGE.matcher(rest).replaceAll(" ");
    // Exponents of numbers look like names.
    rest = rest.replaceAll("\\b[0-9][0-9.]*(?:e[0-9]+)?\\b", " ");
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(rest);
    while (name.find()) {
      boolean function = rest.substring(name.end()).stripLeading().startsWith("(");
      if (!function && !WORDS.contains(name.group())) {
        names.add(name.group());
      }
    }
    return names;
  }

  /** Whether every bracket is closed by its like. */
  static boolean balanced(String query) {
    java.util.ArrayDeque<Character> open = new java.util.ArrayDeque<>();
    for (char c : STRING.matcher(query).replaceAll("").toCharArray()) {
      switch (c) {
        case '(' -> open.push(')');
        case '[' -> open.push(']');
        case '{' -> open.push('}');
        case ')', ']', '}' -> {
          if (open.isEmpty() || open.pop() != c) {
            return false;
          }
        }
        default -> {}
      }
    }
    return open.isEmpty();
  }
}
