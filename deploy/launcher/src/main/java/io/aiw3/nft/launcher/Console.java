package io.aiw3.nft.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What the person at the terminal sees. */
final class Console {
  private final PrintStream out;

  Console(PrintStream out) {
    this.out = out;
  }

  void say(String line) {
    out.println(line);
  }

  void ready(ChildSpec child, Duration time) {
    say(
        "  %-26s %-34s ready in %.1f s"
            .formatted(child.name(), child.address(), time.toMillis() / 1000.0));
  }

  void ended(ChildSpec child, int code, List<String> lastLines, Duration pause) {
    StringBuilder text = new StringBuilder();
    text.append("! %s ended with code %d; its last lines:%n".formatted(child.name(), code));
    lastLines.forEach(line -> text.append("    ").append(line).append('\n'));
    text.append(
        String.format(
            Locale.ROOT, "  starting %s again in %.1f s", child.name(), pause.toMillis() / 1000.0));
    say(text.toString());
  }
}
