package io.aiw3.nft.minting.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.solana.ComputeBudget;
import io.aiw3.nft.solana.Rent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostTest {
  private static final ComputeBudget FREE = new ComputeBudget(200_000, 0);

  /** As measured on the chain (solana.md §1), and at the rents that follow. */
  @ParameterizedTest
  @CsvSource({"6960, 19656560", "5080, 17050880", "696, 10974656"})
  void aMintCostsItsAccountsAndItsSignatures(long perByte, long lamports) {
    assertThat(Cost.ofMint(Rent.at(perByte), FREE).total()).isEqualTo(lamports);
  }

  @Test
  void rentIsOfEachAccount() {
    assertThat(Rent.at(6_960)).isEqualTo(new Rent(1_461_600, 2_039_280, 5_115_600, 1_030_080));
  }

  @Test
  void aBurnCostsItsSignaturesAndItsPriority() {
    Cost cost = Cost.ofBurn(new ComputeBudget(30_000, 1_001));
    assertThat(cost).isEqualTo(new Cost(10_000, 31, 0, 0));
    assertThat(cost.total()).isEqualTo(10_031);
  }

  /** The price is a millionth of a lamport; what is due is whole lamports, rounded up. */
  @ParameterizedTest
  @CsvSource({
    "200000, 0, 0",
    "200000, 1, 1",
    "200000, 1001, 201",
    "1400000, 1000000000, 1400000000"
  })
  void priorityIsDueForAllUnits(int units, long price, long lamports) {
    assertThat(new ComputeBudget(units, price).priorityFee()).isEqualTo(lamports);
  }
}
