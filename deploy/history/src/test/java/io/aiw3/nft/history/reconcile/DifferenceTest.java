package io.aiw3.nft.history.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  @Test
  void equalToTheTenthDecimalIsNone() {
    assertThat(Difference.of(row("1.5", "1.5000000000", 7, "1.50"))).isEmpty();
    assertThat(Difference.of(row("0", "0", null, null))).isEmpty();
  }

  @Test
  void namesWhereItIs() {
    assertThat(Difference.of(row("1.5000000001", "1.5", 7, "1.5000000001")))
        .containsExactly(
            new Difference(
                Difference.WALLET, "w", 7, new BigDecimal("1.5000000001"), new BigDecimal("1.5")));
    assertThat(Difference.of(row("0", "0", 7, "3")))
        .extracting(Difference::toString)
        .containsExactly(
            "user.cached_trading_volume wallet=w user=7 ledger=0 stored=3 difference=3");
    assertThat(Difference.of(row("2", "0", 7, "0"))).hasSize(2);
  }

  private static WalletRow row(String ledger, String stored, Integer user, String cached) {
    return new WalletRow(
        "w",
        new BigDecimal(ledger),
        new BigDecimal(stored),
        user,
        cached == null ? null : new BigDecimal(cached));
  }
}
