package io.aiw3.nft.minting.persistence.ownership;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.WireName;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.persistence.NftVersion;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;

/** Where each NFT was seen last, and whose it is. */
public final class OwnershipRows {
  private static final String SEEN =
      "UPDATE usernft SET token_account = ?, place_slot = ?,"
          + " wallet_address = IF(?, ?, wallet_address), updatedAt = UTC_TIMESTAMP(3)"
          + " WHERE id = ? AND user_id = ? AND status = ? AND place_slot <= ?";
  private static final String LEAVE =
      "UPDATE usernft SET earlier_status = status, status = 'inactive', "
          + NftVersion.NEXT
          + ", updatedAt = UTC_TIMESTAMP(3) WHERE id = ?";
  private static final String RETURN =
      "UPDATE usernft SET status = COALESCE(earlier_status, 'unlocked'), earlier_status = NULL, "
          + NftVersion.NEXT
          + ", updatedAt = UTC_TIMESTAMP(3) WHERE id = ?";
  private static final String PASS =
      "UPDATE usernft SET user_id = ?, wallet_address = ?, status = 'unlocked',"
          + " earlier_status = NULL, activated_at = NULL, version = version + 2,"
          + " updatedAt = UTC_TIMESTAMP(3) WHERE id = ?";
  private static final String READ = "SELECT nft_level, status, version FROM usernft WHERE id = ?";

  /**
   * One that is being renewed is offered all the same. One that is only queued is left to the
   * sender for ten minutes, which finds the NFT burned and records it for its saga; not for longer,
   * since burns wait where the day's ceiling is reached.
   */
  private static final String OUR_OPEN_BURN =
      "SELECT 1 FROM chain_transaction WHERE mint_address = ? AND kind = 'burn' AND (state IN"
          + " ('offered','signed','prepared','sent','confirmed') OR (state = 'queued' AND"
          + " (transaction_bytes IS NOT NULL"
          + " OR queued_at > UTC_TIMESTAMP(3) - INTERVAL 10 MINUTE)))";

  private OwnershipRows() {}

  /**
   * Where an NFT was found.
   *
   * @param account its token account
   * @param wallet of its user, if it is with its user
   * @param slot the finalized slot of the look
   */
  public record Place(String account, boolean ofUser, String wallet, long slot) {}

  /** An NFT after it moved. */
  public record Moved(int level, NftStatus status, long version) {
    static Moved of(Row row) {
      return new Moved(
          row.getInteger("nft_level"),
          WireName.parse(NftStatus.class, row.getString("status")),
          row.getLong("version"));
    }
  }

  /**
   * Returns whether it was stored: not if a newer look was, or if the NFT has another user or
   * status by now.
   */
  public static Uni<Boolean> seen(Transaction tx, WatchedNft nft, Place place) {
    return tx.update(
            SEEN,
            place.account(),
            place.slot(),
            place.ofUser(),
            place.wallet(),
            nft.id(),
            nft.user().value(),
            nft.status().wireName(),
            place.slot())
        .map(count -> count > 0);
  }

  /** It left its user. */
  public static Uni<Moved> leave(Transaction tx, int id) {
    return tx.update(LEAVE, id).chain(() -> read(tx, id));
  }

  /** It is back with its user. */
  public static Uni<Moved> comeBack(Transaction tx, int id) {
    return tx.update(RETURN, id).chain(() -> read(tx, id));
  }

  /** It belongs to another user now; two versions, one for each of them. */
  public static Uni<Moved> pass(Transaction tx, int id, UserId to, String wallet) {
    return tx.update(PASS, to.value(), wallet, id).chain(() -> read(tx, id));
  }

  private static Uni<Moved> read(Transaction tx, int id) {
    return tx.select(READ, id).map(rows -> Moved.of(rows.iterator().next()));
  }

  public static Uni<Boolean> hasOurOpenBurn(Transaction tx, String mint) {
    return tx.select(OUR_OPEN_BURN, mint).map(rows -> rows.size() > 0);
  }
}
