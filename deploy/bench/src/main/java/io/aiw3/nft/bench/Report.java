package io.aiw3.nft.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What a benchmark found. It is printed; with {@code --write} it also takes the place of the
 * benchmark's section in {@code deploy/bench/README.md}, between {@code <!-- name -->} and {@code
 * <!-- /name -->}, and its plots go to {@code deploy/bench/results}.
 */
public final class Report {
  private final String name;
  private final Path folder;
  private final boolean write;
  private final StringBuilder text = new StringBuilder();

  /**
   * @param name of the benchmark: lower case, as in the name of its script
   */
  public Report(String name, Options options) {
    this.name = name;
    this.folder = options.root().resolve("deploy/bench");
    this.write = options.write();
  }

  public Report add(String paragraph) {
    text.append(paragraph.strip()).append("\n\n");
    return this;
  }

  public Report add(Table table) {
    return add(table.markdown());
  }

  /**
   * Adds a plot, as SVG.
   *
   * @param what lower case; distinguishes this plot from the benchmark's others
   */
  public Report add(String what, Plot plot) {
    if (write) {
      String file = "results/" + name + "-" + what + ".svg";
      plot.write(folder.resolve(file));
      add("![%s: %s](%s)".formatted(name, what, file));
    }
    return this;
  }

  /** Prints it, and writes it where that is requested. */
  public void publish() {
    String report =
        text + "_" + LocalDate.now(ZoneOffset.UTC) + " · " + Machine.description() + "_\n";
    System.out.println("\n" + report);
    if (write) {
      replace(report);
    }
  }

  private void replace(String report) {
    Path readme = folder.resolve("README.md");
    String start = "<!-- " + name + " -->\n";
    String end = "<!-- /" + name + " -->";
    try {
      String old = Files.readString(readme);
      int from = old.indexOf(start);
      int to = old.indexOf(end);
      if (from < 0 || to < from) {
        throw new IllegalStateException(readme + " has no section " + start.strip());
      }
      Files.writeString(
          readme, old.substring(0, from + start.length()) + report + old.substring(to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
