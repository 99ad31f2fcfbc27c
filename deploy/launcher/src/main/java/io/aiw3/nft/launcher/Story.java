package io.aiw3.nft.launcher;

import io.aiw3.nft.infrastructure.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.util.List;

/** Plays {@code deploy/local/story}: a run through the product that a person can follow. */
final class Story {
  private final Layout layout;

  Story(Layout layout) {
    this.layout = layout;
  }

  boolean exists() {
    return Files.exists(layout.node().resolve("lib/story/story.js"));
  }

  /** Returns the story's exit code; 0 when everything in it came true. */
  int play() throws InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(ChildProcess.guarded(List.of("node", "lib/story/story.js")))
            .directory(layout.node().toFile())
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT);
    builder.environment().put("AIW3_RUN_FILE", layout.runFile().toString());
    try {
      return builder.start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
