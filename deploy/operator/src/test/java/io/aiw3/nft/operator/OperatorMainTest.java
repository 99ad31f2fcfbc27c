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
    assertThat(run("replay", "--send", "--drop", "trades"))
        .isEqualTo(
            new Outcome(
                2, "--send and --drop exclude each other; see deploy/operations/replay --help\n"));
    assertThat(run("timeline", "nothing").said()).contains("is not the id of a claim");
    assertThat(run("reconcile", "--help")).extracting(Outcome::code).isEqualTo(0);
    assertThat(run("backfill", "--help").said()).contains("--kafka-config");
  }

  @Test
  void whatThereIsIsSaid() throws Exception {
    Outcome help = run("--help");
    assertThat(help.code()).isZero();
    OperatorMain.COMMANDS.keySet().forEach(command -> assertThat(help.said()).contains(command));
    assertThat(run("upgrade")).isEqualTo(new Outcome(2, help.said()));
    assertThat(run()).isEqualTo(new Outcome(2, help.said()));
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
