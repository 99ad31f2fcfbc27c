package io.aiw3.nft.launcher;

import io.aiw3.nft.commandline.CommandRunner;
import io.aiw3.nft.commandline.StoppedException;
import io.aiw3.nft.infrastructure.ChildFailedException;
import io.aiw3.nft.infrastructure.MissingPrerequisiteException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of {@code deploy/local/up}. */
@Command(
    name = "deploy/local/up",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts the whole suite on this machine: MySQL, Kafka, Redis, the local chain, IPFS, the"
          + " services and the gateway.",
      "Infrastructure that runs already is used when it is named in the environment; see"
          + " deploy/launcher/README.md."
    })
final class UpCommand implements Callable<Integer> {
  @Option(names = "--root", paramLabel = "DIR", hidden = true, description = "the repository")
  private Path root = Path.of("");

  @Option(names = "--fresh", description = "empty the data first")
  private boolean fresh;

  @Option(names = "--no-story", description = "do not play the story")
  private boolean noStory;

  @Option(
      names = "--exit-after-story",
      description = "stop everything after the story, with its exit code")
  private boolean exitAfterStory;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "where data, logs and run.json go (default: .local in the repository)")
  private Path home;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      defaultValue = "1",
      description = "instances of each service, 1 to 9 (default: ${DEFAULT-VALUE})")
  private int replicas;

  @Option(
      names = "--observe",
      description = "start Prometheus too (on the path, or named by AIW3_PROMETHEUS)")
  private boolean observe;

  @Option(
      names = "--without",
      paramLabel = "SERVICE",
      description = "do not start this service: run it yourself, e.g. in an IDE, at its usual port")
  private List<String> without = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    LaunchOptions options = options();
    try {
      new Launcher(options).run();
      return CommandRunner.WELL;
    } catch (MissingPrerequisiteException | ChildFailedException | UncheckedIOException e) {
      throw new StoppedException("! " + e.getMessage(), e);
    }
  }

  /**
   * What the command line says.
   *
   * @throws ParameterException saying what is wrong
   */
  LaunchOptions options() {
    if (exitAfterStory && noStory) {
      throw wrong("--no-story and --exit-after-story exclude each other");
    }
    if (replicas < 1 || replicas > 9) {
      throw wrong("--replicas takes 1 to 9, not " + replicas);
    }
    try {
      without.forEach(Programs::requireService);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--without: " + e.getMessage(), e);
    }
    return new LaunchOptions(
        root.toAbsolutePath().normalize(),
        (home == null ? root.resolve(".local") : home).toAbsolutePath().normalize(),
        fresh,
        !noStory,
        exitAfterStory,
        replicas,
        observe,
        List.copyOf(without));
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
