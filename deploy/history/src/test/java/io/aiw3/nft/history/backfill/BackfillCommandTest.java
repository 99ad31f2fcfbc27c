package io.aiw3.nft.history.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.history.Commands;
import io.aiw3.nft.qualification.ingest.IngestConfig;
import io.smallrye.config.WithDefault;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BackfillCommandTest {
  @Test
  void knowsTheTypesThatTheServiceKnows() throws ReflectiveOperationException {
    String types =
        new CommandLine(new BackfillCommand())
            .getCommandSpec()
            .findOption("--types")
            .defaultValue();

    assertThat(types)
        .isEqualTo(serviceDefault("countingTypes") + "," + serviceDefault("recordedTypes"));
  }

  @Test
  void wrongOptionsAreToldAsSuch() {
    assertThat(Commands.run(new BackfillCommand())).isEqualTo(Commands.USAGE);
    assertThat(Commands.run(new BackfillCommand(), "--csv", "a", "--column", "prise=b"))
        .isEqualTo(Commands.USAGE);
    assertThat(Commands.run(new BackfillCommand(), "--csv", "a", "--types", "reversal"))
        .isEqualTo(Commands.USAGE);
  }

  private static String serviceDefault(String option) throws ReflectiveOperationException {
    return IngestConfig.class.getMethod(option).getAnnotation(WithDefault.class).value();
  }
}
