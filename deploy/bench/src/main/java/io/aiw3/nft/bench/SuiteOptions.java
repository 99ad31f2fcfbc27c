package io.aiw3.nft.bench;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What the command line of a benchmark of the running suite has. */
public abstract class SuiteOptions extends Options {
  @Option(
      names = "--run",
      paramLabel = "FILE",
      description = "the suite's run file (default: that of deploy/local/up)")
  private Path run;

  /** The run file. */
  public final Path runFile() {
    return run == null ? root().resolve(".local/run.json") : run;
  }
}
