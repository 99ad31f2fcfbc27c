package io.aiw3.nft.minting.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.solana.Addresses;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriorityFeeEstimateTest {
  /** Parameters and results as their providers document them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{'accountKeys':'@accounts','options':{'priorityLevel':'High'}}]"
            + "|[{'accountKeys':['%1$s','%2$s'],'options':{'priorityLevel':'High'}}]"
            + "|/priorityFeeEstimate|{'priorityFeeEstimate':12045.2}|12046",
        "{'last_n_blocks':100,'account':'@accounts','api_version':2}"
            + "|{'last_n_blocks':100,'account':['%1$s','%2$s'],'api_version':2}"
            + "|/per_compute_unit/high|{'per_compute_unit':{'high':8}}|8",
        "['@accounts',{'percentile':7500}]|[['%1$s','%2$s'],{'percentile':7500}]"
            + "|''|[{'slot':1,'prioritizationFee':3},{'slot':2,'prioritizationFee':5}]|3 5",
        "['@accounts']|[['%1$s','%2$s']]|''|1e30|9223372036854775807"
      })
  void asksAndReadsAsTheProviderDoes(
      String template, String parameters, String pointer, String result, String prices)
      throws IOException {
    PriorityFeeEstimate estimate =
        PriorityFeeEstimate.of("estimate", template.replace('\'', '"'), pointer);
    String written =
        parameters.formatted(
            Addresses.TOKEN_PROGRAM.toBase58(), Addresses.SYSTEM_PROGRAM.toBase58());
    assertThat(estimate.parameters(List.of(Addresses.TOKEN_PROGRAM, Addresses.SYSTEM_PROGRAM)))
        .isEqualTo(json(written));
    assertThat(estimate.read(json(result)))
        .extracting(Object::toString)
        .containsExactly(prices.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "-1", "'12'", "[{'slot':1}]", "[{'prioritizationFee':-5}]"})
  void aPriceThatIsNoneIsNotRead(String result) {
    PriorityFeeEstimate estimate = PriorityFeeEstimate.of("estimate", "[]", "");
    assertThatThrownBy(() -> estimate.read(json(result)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void parametersAreJson() {
    assertThatThrownBy(() -> PriorityFeeEstimate.of("estimate", "{", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
