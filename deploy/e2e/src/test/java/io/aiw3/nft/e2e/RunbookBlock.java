package io.aiw3.nft.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of {@code deploy/RUNBOOK.md}.
 *
 * @param language sh or sql
 * @param mark of shell commands: setup, run or cluster; of SQL: the schema
 */
record RunbookBlock(String language, String mark, String text) {
  static final Path FILE =
      Path.of(System.getProperty("repository", "../..")).resolve("deploy/RUNBOOK.md");

  private static final Pattern FENCED =
      Pattern.compile("(?ms)^( *)```(\\w*) *(\\w*)\\n(.*?)^ *```$");

  static String runbook() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<RunbookBlock> all() {
    List<RunbookBlock> blocks = new ArrayList<>();
    Matcher fenced = FENCED.matcher(runbook());
    while (fenced.find()) {
      String text = fenced.group(4).replaceAll("(?m)^" + fenced.group(1), "").strip();
      blocks.add(new RunbookBlock(fenced.group(2), fenced.group(3), text));
    }
    return blocks;
  }

  /** The runbook without its blocks. */
  static String prose() {
    return FENCED.matcher(runbook()).replaceAll("");
  }

  boolean is(String language, String mark) {
    return this.language.equals(language) && this.mark.equals(mark);
  }
}
