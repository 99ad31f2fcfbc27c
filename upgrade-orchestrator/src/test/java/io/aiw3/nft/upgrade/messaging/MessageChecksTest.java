package io.aiw3.nft.upgrade.messaging;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.kit.inbox.BadMessageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageChecksTest {
  private static final String ADDRESS = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";

  @Test
  void anAddressIsBase58() {
    assertThatNoException().isThrownBy(() -> MessageChecks.address("walletAddress", ADDRESS));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "short",
        "\uD83D\uDC14okenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA",
        "0okenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA",
        ADDRESS + ADDRESS
      })
  void whatIsNotIsABadMessage(String address) {
    assertThatThrownBy(() -> MessageChecks.address("walletAddress", address))
        .isInstanceOf(BadMessageException.class)
        .hasMessage("walletAddress is not a base58 address");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0, 6, Integer.MAX_VALUE})
  void tieredNftsHaveLevels1To5(int level) {
    assertThatThrownBy(() -> MessageChecks.tieredLevel(level))
        .isInstanceOf(BadMessageException.class)
        .hasMessageContaining(Integer.toString(level));
  }
}
