package io.aiw3.nft.history.reconcile;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A volume that is not what the ledger gives.
 *
 * @param where the column that is wrong
 * @param wallet null for a user without a wallet
 * @param user null for a wallet that nobody has
 * @param ledger what it should be
 * @param stored what it is
 */
record Difference(String where, String wallet, Integer user, BigDecimal ledger, BigDecimal stored) {
  static final String WALLET = "wallet_volume.volume";
  static final String USER = "user.cached_trading_volume";

  /** The differences of one wallet, to the tenth decimal; none if all is well. */
  static List<Difference> of(WalletRow row) {
    List<Difference> differences = new ArrayList<>(2);
    if (row.stored().compareTo(row.ledger()) != 0) {
      differences.add(new Difference(WALLET, row.wallet(), row.user(), row.ledger(), row.stored()));
    }
    if (row.user() != null && row.cached().compareTo(row.ledger()) != 0) {
      differences.add(new Difference(USER, row.wallet(), row.user(), row.ledger(), row.cached()));
    }
    return differences;
  }

  @Override
  public String toString() {
    return "%s wallet=%s user=%s ledger=%s stored=%s difference=%s"
        .formatted(
            where,
            wallet == null ? "-" : wallet,
            user == null ? "-" : user,
            ledger.toPlainString(),
            stored.toPlainString(),
            stored.subtract(ledger).toPlainString());
  }
}
