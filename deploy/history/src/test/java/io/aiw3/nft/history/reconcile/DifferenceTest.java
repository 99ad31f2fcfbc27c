package io.aiw3.nft.history.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  @Test
  void equalToTheTenthDecimalIsNone() {
    assertThat(Difference.of(row(null, 7, "1.5", "1.5000000000"))).isEmpty();
    assertThat(Difference.of(row("w", null, "1.5", "1.5000000000"))).isEmpty();
    assertThat(Difference.of(row("w", null, "0", "0"))).isEmpty();
  }

  @Test
  void namesWhereItIs() {
    assertThat(Difference.of(row("w", null, "1.5000000001", "1.5")))
        .contains(
            new Difference(
                Difference.UNLINKED,
                "w",
                null,
                new BigDecimal("1.5000000001"),
                new BigDecimal("1.5")));
    assertThat(Difference.of(row(null, 7, "0", "3")))
        .map(Difference::toString)
        .contains("user.cached_trading_volume wallet=- user=7 ledger=0 stored=3 difference=3");
  }

  private static VolumeRow row(String wallet, Integer user, String ledger, String stored) {
    return new VolumeRow(wallet, user, new BigDecimal(ledger), new BigDecimal(stored));
  }
}
