package io.aiw3.nft.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NftEventTest {
  private static final Instant TIME = Instant.parse("2024-01-15T10:30:00Z");

  @Test
  void claimedIsWrittenAsInTheDataModel() throws JsonProcessingException {
    var event =
        new NftEvent.Claimed(
            TIME, new NftEvent.Claimed.Data(new UserId(123), 1, "Tech Chicken", "5J7G", "3Nc2"));

    String json = ContractJson.mapper().writeValueAsString(event);

    assertThat(json)
        .isEqualTo(
            "{\"eventType\":\"claimed\",\"timestamp\":\"2024-01-15T10:30:00Z\",\"data\":"
                + "{\"userId\":\"123\",\"nftLevel\":1,\"tierName\":\"Tech Chicken\","
                + "\"mintAddress\":\"5J7G\",\"transactionSignature\":\"3Nc2\"}}");
    assertThat(event.type()).isEqualTo("nft-events.claimed");
    assertThat(event.key()).isEqualTo("123");
  }

  @Test
  void upgradedIsReadBackWithFieldsOfANewerProducer() throws JsonProcessingException {
    String json =
        "{\"eventType\":\"upgraded\",\"timestamp\":\"2024-01-15T10:30:00Z\",\"new\":1,\"data\":"
            + "{\"userId\":\"123\",\"fromLevel\":1,\"toLevel\":2,\"fromTier\":\"Tech Chicken\","
            + "\"toTier\":\"Quant Ape\",\"oldMintAddress\":\"a\",\"newMintAddress\":\"b\"}}";

    NftEvent event = ContractJson.mapper().readValue(json, NftEvent.class);

    assertThat(event)
        .isEqualTo(
            new NftEvent.Upgraded(
                TIME,
                new NftEvent.Upgraded.Data(
                    new UserId(123), 1, 2, "Tech Chicken", "Quant Ape", "a", "b", null)));
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0, 4})
  void aRankThatNobodyCanHaveIsRefused(int rank) {
    String json =
        "{\"eventType\":\"awarded\",\"timestamp\":\"2024-01-15T10:30:00Z\",\"data\":{\"userId\":\"1\","
            + "\"nftLevel\":6,\"competitionId\":\"c\",\"rank\":"
            + rank
            + "}}";
    assertThatThrownBy(() -> ContractJson.mapper().readValue(json, NftEvent.class))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("rank must lie within 1 and 3");
  }

  @Test
  void anUnknownEventTypeIsRefused() {
    assertThatThrownBy(
            () -> ContractJson.mapper().readValue("{\"eventType\":\"x\"}", NftEvent.class))
        .isInstanceOf(JsonProcessingException.class);
  }
}
