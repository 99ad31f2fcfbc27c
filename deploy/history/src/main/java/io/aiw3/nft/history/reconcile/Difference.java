package io.aiw3.nft.history.reconcile;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A volume that is not what the ledger gives.
 *
 * @param where the column that is wrong
 * @param wallet null for a user
 * @param user null for a wallet
 * @param expected what it should be, by the ledger
 * @param stored what it is
 */
record Difference(
    String where, String wallet, Integer user, BigDecimal expected, BigDecimal stored) {
  static final String UNLINKED = "unlinked_volume.volume";
  static final String USER = "user.cached_trading_volume";

  /** The difference of one row, to the tenth decimal; none if all is well. */
  static Optional<Difference> of(VolumeRow row) {
    return row.stored().compareTo(row.ledger()) == 0
        ? Optional.empty()
        : Optional.of(
            new Difference(
                row.user() == null ? UNLINKED : USER,
                row.wallet(),
                row.user(),
                row.ledger(),
                row.stored()));
  }

  @Override
  public String toString() {
    return "%s wallet=%s user=%s ledger=%s stored=%s difference=%s"
        .formatted(
            where,
            wallet == null ? "-" : wallet,
            user == null ? "-" : user,
            expected.toPlainString(),
            stored.toPlainString(),
            stored.subtract(expected).toPlainString());
  }
}
