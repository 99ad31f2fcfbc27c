package io.aiw3.nft.history.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.history.Commands;
import org.junit.jupiter.api.Test;

class BackfillCommandTest {
  @Test
  void wrongOptionsAreReportedAsSuch() {
    assertThat(Commands.run(new BackfillCommand())).isEqualTo(Commands.USAGE);
    assertThat(Commands.run(new BackfillCommand(), "--csv", "a", "--column", "prise=b"))
        .isEqualTo(Commands.USAGE);
  }
}
