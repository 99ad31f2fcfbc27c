package io.aiw3.nft.history.reconcile;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The outcome of comparing what several services store of one thing.
 *
 * @param nfts of minting
 * @param sagas that have ended
 * @param mended NFTs, and users' snapshots
 */
record Across(long nfts, long sagas, long mended) {
  /**
   * The comparison.
   *
   * @param upgrade null: not compared
   * @param mend writes to the schemas of minting and qualification what they lost
   */
  record Comparison(
      Connection minting, Connection qualification, Connection upgrade, boolean mend) {
    Across run(Consumer<String> taker) throws SQLException {
      List<NftDifference> lost = new ArrayList<>();
      Consumer<NftDifference> noting =
          difference -> {
            taker.accept(difference.toString());
            if (mend && difference.kind() == NftDifference.Kind.MINTING_BEHIND) {
              lost.add(difference);
            }
          };
      Nfts compared = new Nfts(minting);
      long nfts =
          compared.compare(qualification, "qualification", NftCursor.QUALIFICATION, false, noting);
      long sagas = 0;
      if (upgrade != null) {
        compared.compare(upgrade, "upgrade", NftCursor.UPGRADE, true, noting);
        sagas = new Sagas(upgrade, minting).compare(taker);
      }
      long mended =
          upgrade == null ? 0 : new Snapshots(qualification, upgrade).compare(taker, mend);
      for (NftDifference difference : lost) {
        mended += Nfts.mend(minting, difference) ? 1 : 0;
      }
      return new Across(nfts, sagas, mended);
    }
  }
}
