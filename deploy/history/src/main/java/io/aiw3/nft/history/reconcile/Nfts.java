package io.aiw3.nft.history.reconcile;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Compares the NFTs of the service that mints with those of a service that follows its events. */
final class Nfts {
  /**
   * The version of the reader's newest event, so that the next change is newer than any that was
   * published. An activation is the user's act and nowhere but in the databases; any other status
   * follows from the chain, which the ownership watch then reads at once.
   *
   * <p>A burn is the last change that an NFT has, and was published: at the version before it, it
   * is published again under the id that it had. The burn of a saga is recorded by the saga's
   * commands, which are read again; the watch waits for that.
   */
  private static final String MEND =
      "UPDATE usernft SET"
          + " activated_at = IF(? AND status = 'unlocked', UTC_TIMESTAMP(3), activated_at),"
          + " status = IF(? AND status = 'unlocked', 'active', status),"
          + " version = ?, watch_due_at = IF(status = 'burned', NULL,"
          + " UTC_TIMESTAMP(3) + INTERVAL ? SECOND) WHERE nft_mint_address = ? AND version = ?";

  private static final String BURNED = "burned";
  private static final int COMMANDS_READ_AGAIN_SECONDS = 3600;

  private final Connection minting;

  Nfts(Connection minting) {
    this.minting = minting;
  }

  /**
   * Gives each difference.
   *
   * @param tiersOnly the reader does not follow competition NFTs
   * @return how many NFTs minting has
   */
  long compare(
      Connection reader,
      String name,
      String query,
      boolean tiersOnly,
      Consumer<NftDifference> taker)
      throws SQLException {
    long nfts = 0;
    try (NftCursor minted = new NftCursor(minting, NftCursor.MINTING);
        NftCursor read = new NftCursor(reader, query)) {
      while (minted.row() != null || read.row() != null) {
        int order = order(minted.row(), read.row());
        NftRow ours = order <= 0 ? minted.row() : null;
        NftRow theirs = order >= 0 ? read.row() : null;
        if (ours == null || !tiersOnly || ours.level() <= NftDifference.TIERS) {
          NftDifference.of(name, ours, theirs).ifPresent(taker);
        }
        if (ours != null) {
          nfts++;
          minted.advance();
        }
        if (theirs != null) {
          read.advance();
        }
      }
    }
    return nfts;
  }

  /** Addresses are ASCII and compared byte by byte, here as in MySQL. */
  private static int order(NftRow ours, NftRow theirs) {
    if (ours == null) {
      return 1;
    }
    return theirs == null ? -1 : ours.mint().compareTo(theirs.mint());
  }

  /**
   * Takes over what minting lost, where that can be.
   *
   * @return whether it was
   */
  static boolean mend(Connection minting, NftDifference difference) throws SQLException {
    if (difference.kind() != NftDifference.Kind.MINTING_BEHIND || difference.minted() == null) {
      return false;
    }
    NftRow known = difference.read();
    boolean activated =
        known.status().equals("active") && known.user() == difference.minted().user();
    boolean burns = known.status().equals(BURNED) && !difference.minted().status().equals(BURNED);
    try (PreparedStatement update = minting.prepareStatement(MEND)) {
      update.setBoolean(1, activated);
      update.setBoolean(2, activated);
      update.setLong(3, burns ? known.version() - 1 : known.version());
      update.setInt(4, burns ? COMMANDS_READ_AGAIN_SECONDS : 0);
      update.setString(5, known.mint());
      update.setLong(6, difference.minted().version());
      return update.executeUpdate() == 1;
    }
  }
}
