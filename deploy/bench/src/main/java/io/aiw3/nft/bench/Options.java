package io.aiw3.nft.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The command line of a benchmark: {@code --name value}, and flags without a value. */
public final class Options {
  private final Map<String, String> values;

  private Options(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @param flags names that take no value
   * @throws IllegalArgumentException for an argument that is no option, or an option without its
   *     value
   */
  public static Options of(String[] arguments, Set<String> flags) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      if (!arguments[i].startsWith("--")) {
        throw new IllegalArgumentException("not an option: " + arguments[i]);
      }
      String name = arguments[i].substring(2);
      if (flags.contains(name)) {
        values.put(name, "true");
      } else if (i + 1 < arguments.length) {
        values.put(name, arguments[++i]);
      } else {
        throw new IllegalArgumentException("--" + name + " needs a value");
      }
    }
    return new Options(values);
  }

  public boolean has(String flag) {
    return values.containsKey(flag);
  }

  public String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  public int number(String name, int otherwise) {
    return values.containsKey(name) ? Integer.parseInt(values.get(name)) : otherwise;
  }

  public List<String> list(String name, String otherwise) {
    return List.of(text(name, otherwise).split(","));
  }

  /** The repository. */
  public Path root() {
    return Path.of(values.get("root")).toAbsolutePath();
  }
}
