package io.aiw3.nft.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.commandline.CommandRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.OptionSpec;

class CommandLinesTest {
  @TempDir Path root;

  @Test
  void theStoryOfOneReplicaIsPlayedUnlessSaid() {
    assertThat(up("--root", root.toString()))
        .isEqualTo(
            new LaunchOptions(
                root, root.resolve(".local"), false, true, false, 1, false, List.of()));
  }

  @Test
  void everyOptionOfUpIsTaken() {
    Path home = root.resolve("home");
    assertThat(
            up(
                "--root",
                root.toString(),
                "--home",
                home.toString(),
                "--fresh",
                "--exit-after-story",
                "--replicas",
                "2",
                "--observe",
                "--without",
                "badge-service",
                "--without",
                "minting-service"))
        .isEqualTo(
            new LaunchOptions(
                root,
                home,
                true,
                true,
                true,
                2,
                true,
                List.of("badge-service", "minting-service")));
    assertThat(up("--no-story").story()).isFalse();
  }

  @Test
  void wrongCommandLinesAreOneSentence() {
    refused(
        new UpCommand(),
        "--no-story and --exit-after-story exclude each other; see deploy/local/up --help",
        "--no-story",
        "--exit-after-story");
    refused(
        new UpCommand(),
        "--replicas takes 1 to 9, not 10; see deploy/local/up --help",
        "--replicas",
        "10");
    refused(
        new UpCommand(),
        "--without: there is no service nft; there are qualification-service, badge-service,"
            + " minting-service, upgrade-orchestrator; see deploy/local/up --help",
        "--without",
        "nft");
    refused(
        new TokenCommand(),
        "Missing required option: '--user=ID'; see deploy/local/token --help",
        "--role",
        "admin");
  }

  /** The script answers --help before anything is built. */
  @Test
  void theHelpOfTheScriptNamesEveryOption() throws IOException {
    String script = Files.readString(Path.of("..", "local", "up"));
    for (OptionSpec option : CommandRunner.of(new UpCommand()).getCommandSpec().options()) {
      if (!option.hidden() && !option.usageHelp() && !option.versionHelp()) {
        assertThat(script).contains("\n  " + option.longestName() + " ");
      }
    }
  }

  @Test
  void aTokenIsSignedWithTheKeyOfTheSuite() {
    Path keys = root.resolve(".local/data/keys");
    keys.toFile().mkdirs();
    new LocalKeys(keys).ensure();
    StringWriter out = new StringWriter();
    int code =
        CommandRunner.of(new TokenCommand())
            .setOut(new PrintWriter(out))
            .execute("--root", root.toString(), "--user", "7", "--role", "user,admin");

    assertThat(code).isZero();
    assertThat(out.toString().strip().split("\\.", -1)).hasSize(3);
  }

  private static LaunchOptions up(String... arguments) {
    UpCommand command = new UpCommand();
    CommandRunner.of(command).parseArgs(arguments);
    return command.options();
  }

  private static void refused(Callable<Integer> command, String sentence, String... arguments) {
    StringWriter err = new StringWriter();
    assertThat(CommandRunner.of(command).setErr(new PrintWriter(err)).execute(arguments))
        .isEqualTo(CommandRunner.USAGE);
    assertThat(err).hasToString(sentence + "\n");
  }
}
