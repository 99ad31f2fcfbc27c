package io.aiw3.nft.minting.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.NftStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldingTest {
  @ParameterizedTest
  @CsvSource({
    "HELD, UNLOCKED, NONE",
    "HELD, ACTIVE, NONE",
    "HELD, INACTIVE, RETURN",
    "HELD, BURNED, NONE",
    "ELSEWHERE, UNLOCKED, LEAVE",
    "ELSEWHERE, ACTIVE, LEAVE",
    "ELSEWHERE, INACTIVE, NONE",
    "ELSEWHERE, BURNED, NONE",
    "BURNED, UNLOCKED, BURN",
    "BURNED, ACTIVE, BURN",
    "BURNED, INACTIVE, BURN",
    "BURNED, BURNED, NONE"
  })
  void changesTheStatus(Holding holding, NftStatus status, Holding.Change expected) {
    assertThat(holding.change(status)).isEqualTo(expected);
  }
}
