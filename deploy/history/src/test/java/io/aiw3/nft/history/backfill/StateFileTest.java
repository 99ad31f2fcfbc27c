package io.aiw3.nft.history.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.commandline.StoppedException;
import io.aiw3.nft.history.backfill.TradeSource.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
  private static final Checkpoint CHECKPOINT = new Checkpoint(new Position(812, 9), 7, 1, 55);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("state.json");
  }

  @Test
  void keepsTheCheckpointOfItsSource() throws IOException {
    try (StateFile state = new StateFile(file, Map.of("file", "a.csv"))) {
      assertThat(state.read()).isEmpty();
      state.write(CHECKPOINT, false);
    }

    try (StateFile state = new StateFile(file, Map.of("file", "a.csv"))) {
      assertThat(state.read().orElseThrow().checkpoint()).isEqualTo(CHECKPOINT);
      assertThat(state.read().orElseThrow().finished()).isFalse();
    }
  }

  @Test
  void refusesAnotherSource() throws IOException {
    try (StateFile state = new StateFile(file, Map.of("file", "a.csv", "bytes", "10"))) {
      state.write(CHECKPOINT, true);
    }

    try (StateFile state = new StateFile(file, Map.of("file", "a.csv", "bytes", "12"))) {
      assertThatThrownBy(state::read)
          .isInstanceOf(StoppedException.class)
          .hasMessageContaining("bytes: there 10, now 12")
          .hasMessageNotContaining("a.csv");
    }
  }

  @Test
  void refusesWhatIsNoStateFile() throws IOException {
    for (String content : new String[] {"id,wallet\n", "{}", ""}) {
      Files.writeString(file, content);
      try (StateFile state = new StateFile(file, Map.of())) {
        assertThatThrownBy(state::read)
            .isInstanceOf(StoppedException.class)
            .hasMessageContaining("not a state file");
      }
    }
  }

  @Test
  void oneRunAtATimeHasIt() throws IOException {
    try (StateFile state = new StateFile(file, Map.of())) {
      assertThat(state.read()).isEmpty();
      assertThatThrownBy(() -> new StateFile(file, Map.of()))
          .isInstanceOf(StoppedException.class)
          .hasMessageContaining("Another run");
    }
  }
}
