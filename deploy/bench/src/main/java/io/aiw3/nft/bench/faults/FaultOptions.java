package io.aiw3.nft.bench.faults;

import io.aiw3.nft.bench.Options;
import io.aiw3.nft.commandline.CommandRunner;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@code deploy/bench/faults}. */
@Command(
    name = "deploy/bench/faults",
    description =
        "The whole suite under claims, upgrades and trades while everything around it fails; exits"
            + " with 1 when an oracle is broken.")
final class FaultOptions extends Options {
  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "of everything that is random (default: ${DEFAULT-VALUE})")
  int seed;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "50",
      description = "traders (default: ${DEFAULT-VALUE})")
  int users;

  @Option(
      names = "--trades",
      paramLabel = "N",
      defaultValue = "100000",
      description = "trades (default: ${DEFAULT-VALUE})")
  int trades;

  @Option(
      names = "--at-once",
      paramLabel = "N",
      defaultValue = "25",
      description = "traders at a time (default: ${DEFAULT-VALUE})")
  int atOnce;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "3",
      description = "between two faults (default: ${DEFAULT-VALUE})")
  int interval;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description = "how often each fault strikes (default: ${DEFAULT-VALUE})")
  int rounds;

  @Option(
      names = "--faults",
      paramLabel = "N",
      defaultValue = "0",
      description = "no more than N faults; 0: all (default: ${DEFAULT-VALUE})")
  int faults;

  @Option(names = "--adversaries", description = "with users who try what is forbidden")
  boolean adversaries;

  @Option(
      names = "--bound-seconds",
      paramLabel = "SECONDS",
      defaultValue = "180",
      description =
          "an honest operation takes no longer after the last fault (default: ${DEFAULT-VALUE})")
  int boundSeconds;

  @Option(
      names = "--only",
      paramLabel = "PATTERN",
      defaultValue = "",
      description = "faults whose name begins so")
  Pattern only;

  @Option(names = "--list", description = "only list the faults")
  boolean list;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      defaultValue = "2",
      description = "replicas of each service (default: ${DEFAULT-VALUE})")
  int replicas;

  @Option(
      names = "--pause",
      paramLabel = "SECONDS",
      defaultValue = "15",
      description = "how long a server is paused (default: ${DEFAULT-VALUE})")
  int pause;

  @Option(
      names = "--strike-timeout",
      paramLabel = "SECONDS",
      defaultValue = "8",
      description = "how long a crash point is waited for (default: ${DEFAULT-VALUE})")
  int strikeTimeout;

  @Option(
      names = "--limit-minutes",
      paramLabel = "MINUTES",
      defaultValue = "20",
      description = "the end, whatever is left (default: ${DEFAULT-VALUE})")
  int limitMinutes;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "data of the suite (default: .local/faults)")
  Path home;

  @Option(
      names = "--launcher",
      paramLabel = "CLASSPATH",
      defaultValue = "",
      description = "of a launcher that is built already")
  String launcher;

  @Override
  public Integer call() throws Exception {
    return FaultRun.held(this) ? CommandRunner.WELL : CommandRunner.FOUND;
  }
}
