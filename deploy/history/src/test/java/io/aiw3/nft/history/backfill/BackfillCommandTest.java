package io.aiw3.nft.history.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.commandline.CommandRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackfillCommandTest {
  @TempDir private Path folder;

  @Test
  void wrongOptionsAreReportedAsSuch() {
    assertThat(CommandRunner.run(new BackfillCommand())).isEqualTo(CommandRunner.USAGE);
    assertThat(CommandRunner.run(new BackfillCommand(), "--csv", "a", "--column", "prise=b"))
        .isEqualTo(CommandRunner.USAGE);
  }

  /** A password has no place in a command line, which a pod's description shows. */
  @Test
  void theSettingsOfKafkaComeFromAFile() throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("trades.csv"),
            "id,wallet_address,trade_type,total_usd_price,createdAt\n");
    Path config = folder.resolve("kafka.properties");
    Files.writeString(config, "security.protocol=FROM_THE_FILE\n");
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    int code;
    try {
      code =
          CommandRunner.run(
              new BackfillCommand(),
              "--csv",
              csv.toString(),
              "--bootstrap-servers",
              "127.0.0.1:1",
              "--kafka-config",
              config.toString());
    } finally {
      System.setErr(before);
    }

    assertThat(code).isEqualTo(BackfillCommand.STOPPED);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("FROM_THE_FILE");
  }
}
