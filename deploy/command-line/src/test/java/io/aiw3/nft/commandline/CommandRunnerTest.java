package io.aiw3.nft.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CommandRunnerTest {
  @Command(
      name = "counter",
      mixinStandardHelpOptions = true,
      exitCodeOnExecutionException = 3,
      subcommands = Counter.Inner.class)
  private static final class Counter implements Callable<Integer> {
    @Option(names = "--to")
    private int to;

    @Override
    public Integer call() {
      if (to < 0) {
        throw new StoppedException("There is nothing below 0.");
      }
      return to;
    }

    @Command(name = "inner", mixinStandardHelpOptions = true)
    private static final class Inner implements Callable<Integer> {
      @Override
      public Integer call() throws Exception {
        throw new Exception("unexpected");
      }
    }
  }

  private final StringWriter err = new StringWriter();

  @Test
  void theExitCodeIsTheCommands() {
    assertThat(run("--to", "0")).isZero();
    assertThat(run("--to", "1")).isEqualTo(CommandRunner.FOUND);
    assertThat(run("--help")).isZero();
    assertThat(err).hasToString("");
  }

  @Test
  void aWrongCommandLineIsOneSentence() {
    assertThat(run("--to", "x")).isEqualTo(CommandRunner.USAGE);
    assertThat(err)
        .hasToString("Invalid value for option '--to': 'x' is not an int; see counter --help\n");
  }

  @Test
  void theSentenceNamesTheSubcommand() {
    assertThat(run("inner", "too-many")).isEqualTo(CommandRunner.USAGE);
    assertThat(err)
        .hasToString("Unmatched argument at index 1: 'too-many'; see counter inner --help\n");
  }

  @Test
  void aFaultIsOneLineWithoutAStackTrace() {
    assertThat(CommandRunner.run(new Counter(), "--to", "-1")).isEqualTo(3);
    assertThat(CommandRunner.run(new Counter(), "inner")).isEqualTo(1);
  }

  private int run(String... arguments) {
    CommandLine line = CommandRunner.of(new Counter());
    return line.setErr(new PrintWriter(err, true))
        .setOut(new PrintWriter(new StringWriter()))
        .execute(arguments);
  }
}
