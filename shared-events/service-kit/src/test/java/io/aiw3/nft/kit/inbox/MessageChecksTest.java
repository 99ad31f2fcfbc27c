package io.aiw3.nft.kit.inbox;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.contract.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageChecksTest {
  private static final String ADDRESS = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";

  @Test
  void whatIsRightPasses() {
    assertThatNoException()
        .isThrownBy(
            () -> {
              MessageChecks.sagaId("0f8fad5b-d9cb-469f-a165-70867728950e");
              MessageChecks.userId(new UserId(7));
              MessageChecks.address("walletAddress", ADDRESS);
              MessageChecks.range("level", 1, 1, 5);
              MessageChecks.range("level", 5, 1, 5);
            });
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
  void whatIsNoAddressIsNamed(String address) {
    assertThatThrownBy(() -> MessageChecks.address("walletAddress", address))
        .isInstanceOf(BadMessageException.class)
        .hasMessage("walletAddress is not a Solana address");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "a_b", "\u00e9", "0123456789012345678901234567890123456"})
  void aSagaIdHas1To36LettersDigitsOrDashes(String id) {
    assertThatThrownBy(() -> MessageChecks.sagaId(id))
        .isInstanceOf(BadMessageException.class)
        .hasMessageContaining("1 to 36");
  }

  @Test
  void aUserIsNeeded() {
    assertThatThrownBy(() -> MessageChecks.userId(null)).isInstanceOf(BadMessageException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0, 6, Integer.MAX_VALUE})
  void aNumberLiesWithinItsRange(int level) {
    assertThatThrownBy(() -> MessageChecks.range("level", level, 1, 5))
        .isInstanceOf(BadMessageException.class)
        .hasMessageContaining(Integer.toString(level));
  }
}
