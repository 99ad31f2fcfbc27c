package io.aiw3.nft.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.infrastructure.MissingPrerequisiteException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs elsewhere, and the data that belong to it. */
class ExternalTest {
  @TempDir Path root;

  @Test
  void nodesAreNamedWithCommasTheBestOneFirst() {
    External external = new External(Map.of("AIW3_SOLANA_RPC", "http://a:8899, https://b/key "));

    assertThat(external.solanaRpcs()).contains(List.of("http://a:8899", "https://b/key"));
    assertThat(external.solanaWs()).contains("ws://a:8900");
  }

  @Test
  void aWebSocketElsewhereIsNamed() {
    assertThat(new External(Map.of("AIW3_SOLANA_RPC", "https://a/key")).solanaWs())
        .contains("wss://a/key");
    assertThat(
            new External(Map.of("AIW3_SOLANA_RPC", "http://a:1", "AIW3_SOLANA_WS", "ws://b:2"))
                .solanaWs())
        .contains("ws://b:2");
    assertThat(new External(Map.of()).solanaWs()).isEmpty();
  }

  @Test
  void aWalletThatIsNotThereIsNotMade() throws IOException {
    LocalKeys keys = new LocalKeys(root.resolve("keys"), root.resolve("id.json"));

    assertThatThrownBy(keys::ensure)
        .isInstanceOf(MissingPrerequisiteException.class)
        .hasMessageStartingWith("AIW3_SOLANA_WALLET names no key file: there is no ");
    assertThat(root.resolve("id.json")).doesNotExist();
  }

  @Test
  void dataOfOneChainAreNotUsedOnAnother() {
    Layout layout = new Layout(root, root.resolve("local"));
    layout.create();
    layout.requireCluster("");
    layout.requireCluster("first");
    layout.requireCluster("first");
    layout.requireCluster("");

    assertThatThrownBy(() -> layout.requireCluster("second"))
        .isInstanceOf(MissingPrerequisiteException.class)
        .hasMessageContaining("--fresh");
    layout.clear();
    layout.create();
    layout.requireCluster("second");
  }
}
