package io.aiw3.nft.history.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  @Test
  void equalToTheTenthDecimalIsNone() {
    assertThat(Difference.of(row("1.5", "0", 7, "1.5000000000"))).isEmpty();
    assertThat(Difference.of(row("1.5", "1.5000000000", null, null))).isEmpty();
    assertThat(Difference.of(row("0", "0", null, null))).isEmpty();
  }

  @Test
  void namesWhereItIs() {
    assertThat(Difference.of(row("1.5000000001", "1.5", null, null)))
        .containsExactly(
            new Difference(
                Difference.UNLINKED,
                "w",
                null,
                new BigDecimal("1.5000000001"),
                new BigDecimal("1.5")));
    assertThat(Difference.of(row("0", "0", 7, "3")))
        .extracting(Difference::toString)
        .containsExactly(
            "user.cached_trading_volume wallet=w user=7 ledger=0 stored=3 difference=3");
    assertThat(Difference.of(row("2", "2", 7, "0")))
        .as("a linked wallet's volume stands with its user")
        .hasSize(2);
  }

  private static WalletRow row(String ledger, String unlinked, Integer user, String linked) {
    return new WalletRow(
        "w",
        new BigDecimal(ledger),
        new BigDecimal(unlinked),
        user,
        linked == null ? null : new BigDecimal(linked));
  }
}
