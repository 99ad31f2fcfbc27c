package io.aiw3.nft.infrastructure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Wraps a command so that it cannot outlive its parent, however the parent ends.
 *
 * <p>The shell leaves a watcher behind that reads the parent's end of standard input, then becomes
 * the command itself, so the process id the parent knows is the command's own. At end of file,
 * which the kernel delivers even after {@code kill -9} of the parent, the watcher sends SIGTERM,
 * and SIGKILL ten seconds later. The command runs in a session of its own: Ctrl-C at the terminal
 * reaches the parent alone, which then stops its children in the right order.
 */
final class Guard {
  /*
   * The start time distinguishes the child from a stranger that got the same process id after the
   * end of the child. It is known on Linux; elsewhere the process id has to do.
   */
  private static final String SCRIPT =
      """
      child=$$
      started() { sed 's/.*) //' /proc/$child/stat 2>/dev/null | cut -d' ' -f20; }
      exec 3<&0
      (
        exec </dev/null >/dev/null 2>&1
        trap '' INT TERM HUP
        birth=$(started)
        while read -r _ <&3; do :; done
        left=10
        signal=TERM
        while [ "$(started)" = "$birth" ] && kill -s $signal $child; do
          [ $left -gt 0 ] || exit
          left=$((left - 1))
          sleep 1
          signal=0
          [ $left -gt 0 ] || signal=KILL
        done
      ) &
      exec 3<&-
      exec "$@" </dev/null
      """;

  private Guard() {}

  static List<String> wrap(List<String> command) {
    List<String> wrapped = new ArrayList<>(newSession());
    wrapped.addAll(List.of("/bin/sh", "-c", SCRIPT, "guard"));
    wrapped.addAll(command);
    return wrapped;
  }

  private static List<String> newSession() {
    for (String setsid : List.of("/usr/bin/setsid", "/bin/setsid")) {
      if (Files.isExecutable(Path.of(setsid))) {
        return List.of(setsid);
      }
    }
    // macOS has no setsid, but always perl.
    if (Files.isExecutable(Path.of("/usr/bin/perl"))) {
      return List.of("/usr/bin/perl", "-e", "setpgrp(0, 0); exec @ARGV;");
    }
    return List.of();
  }
}
