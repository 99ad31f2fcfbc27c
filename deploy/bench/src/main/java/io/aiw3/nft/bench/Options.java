package io.aiw3.nft.bench;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the command line of every benchmark has. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
public abstract class Options implements Callable<Integer> {
  @Option(names = "--root", paramLabel = "DIR", hidden = true, description = "the repository")
  private Path root = Path.of("");

  @Option(names = "--write", description = "write the results to deploy/bench/README.md")
  private boolean write;

  /** The repository. */
  public final Path root() {
    return root.toAbsolutePath();
  }

  final boolean write() {
    return write;
  }
}
