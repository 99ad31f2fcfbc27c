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
 * @param expected what it should be, by the ledger
 * @param stored what it is
 */
record Difference(
    String where, String wallet, Integer user, BigDecimal expected, BigDecimal stored) {
  static final String UNLINKED = "unlinked_volume.volume";
  static final String USER = "user.cached_trading_volume";

  /**
   * The differences of one wallet, to the tenth decimal; none if all is well. The volume stands
   * with the user who has the wallet, and else by itself.
   */
  static List<Difference> of(WalletRow row) {
    List<Difference> differences = new ArrayList<>(2);
    boolean isLinked = row.user() != null;
    check(differences, UNLINKED, row, isLinked ? BigDecimal.ZERO : row.ledger(), row.unlinked());
    if (isLinked) {
      check(differences, USER, row, row.ledger(), row.linked());
    }
    return differences;
  }

  private static void check(
      List<Difference> differences,
      String where,
      WalletRow row,
      BigDecimal expected,
      BigDecimal stored) {
    if (stored.compareTo(expected) != 0) {
      differences.add(new Difference(where, row.wallet(), row.user(), expected, stored));
    }
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
