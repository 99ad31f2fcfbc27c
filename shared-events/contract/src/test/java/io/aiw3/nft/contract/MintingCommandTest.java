package io.aiw3.nft.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MintingCommandTest {
  private static final String BURN =
      """
      {"commandType":"%s","sagaId":"s","userId":"7","walletAddress":"w","mintAddress":"m",\
      "signature":"x","attempt":%d}\
      """;

  /** It would come back in a reply, which could not have it either. */
  @ParameterizedTest
  @ValueSource(strings = {"prepare_burn", "submit_burn", "withdraw_burn"})
  void anAttemptIsCountedFromOne(String type) throws JsonProcessingException {
    assertThat(read(type, 1)).isNotNull();
    for (int attempt : new int[] {0, -1, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> read(type, attempt))
          .isInstanceOf(ValueInstantiationException.class)
          .hasMessageContaining("attempts are counted from 1: " + attempt);
    }
  }

  private static MintingCommand read(String type, int attempt) throws JsonProcessingException {
    return ContractJson.mapper().readValue(BURN.formatted(type, attempt), MintingCommand.class);
  }
}
