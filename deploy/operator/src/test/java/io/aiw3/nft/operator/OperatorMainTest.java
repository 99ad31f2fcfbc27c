package io.aiw3.nft.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorMainTest {
  /**
   * @param code of its exit
   * @param said on both of its outputs
   */
  private record Outcome(int code, String said) {}

  @Test
  void everyCommandTakesItsOwnArguments() throws Exception {
    assertThat(run("timeline", "--bootstrap", "b:1", "nothing"))
        .isEqualTo(
            new Outcome(
                2,
                "nothing is not the id of a claim or an upgrade; see operator timeline --help\n"));
    assertThat(run("reconcile", "--help")).extracting(Outcome::code).isEqualTo(0);
    assertThat(run("backfill", "--help").said()).contains("--kafka-config");
    assertThat(run("replay", "--help").said()).contains("--send").contains("--drop");
  }

  @Test
  void whatThereIsIsSaid() throws Exception {
    Outcome help = run("--help");
    assertThat(help.code()).isZero();
    assertThat(help.said()).contains("replay", "timeline", "reconcile", "backfill");
    assertThat(run())
        .isEqualTo(new Outcome(2, "Missing required subcommand; see operator --help\n"));
    assertThat(run("upgrade").code()).isEqualTo(2);
  }

  private static Outcome run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(OperatorMain.class.getName());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), said);
  }
}
