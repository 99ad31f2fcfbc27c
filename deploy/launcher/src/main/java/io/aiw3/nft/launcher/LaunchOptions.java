package io.aiw3.nft.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of {@code deploy/local/up}.
 *
 * @param root the repository
 * @param home directory of data, logs and run file
 * @param fresh empty the data first
 * @param story play the story after the start
 * @param exitAfterStory end with the story's exit code
 * @param replicas instances of each service
 * @param observe start Prometheus too
 * @param without services that are not started, because they run elsewhere, e.g. in an IDE
 */
record LaunchOptions(
    Path root,
    Path home,
    boolean fresh,
    boolean story,
    boolean exitAfterStory,
    int replicas,
    boolean observe,
    List<String> without) {
  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static LaunchOptions parse(String... args) {
    Path root = Path.of("");
    Path home = null;
    boolean fresh = false;
    boolean story = true;
    boolean exitAfterStory = false;
    int replicas = 1;
    boolean observe = false;
    List<String> without = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--fresh" -> fresh = true;
        case "--no-story" -> story = false;
        case "--exit-after-story" -> exitAfterStory = true;
        case "--observe" -> observe = true;
        case "--root" -> root = Path.of(value(args, ++i));
        case "--home" -> home = Path.of(value(args, ++i));
        case "--replicas" -> replicas = positive(value(args, ++i));
        case "--without" -> without.add(Programs.requireService(value(args, ++i)));
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
    if (exitAfterStory && !story) {
      throw new IllegalArgumentException("--no-story and --exit-after-story exclude each other");
    }
    return new LaunchOptions(
        root.toAbsolutePath().normalize(),
        (home == null ? root.resolve(".local") : home).toAbsolutePath().normalize(),
        fresh,
        story,
        exitAfterStory,
        replicas,
        observe,
        List.copyOf(without));
  }

  private static String value(String[] args, int index) {
    if (index >= args.length) {
      throw new IllegalArgumentException(args[index - 1] + " needs a value");
    }
    return args[index];
  }

  private static int positive(String text) {
    if (!text.matches("[1-9]")) {
      throw new IllegalArgumentException("--replicas takes 1 to 9, not " + text);
    }
    return Integer.parseInt(text);
  }
}
