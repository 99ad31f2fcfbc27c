package io.aiw3.nft.minting.persistence;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.domain.MintPurpose;
import io.aiw3.nft.minting.persistence.definition.Definitions.Definition;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** What mints and burns record of NFTs, and of badges that are minted. */
public final class UserNftRows {
  private static final String INSERT =
      "INSERT INTO usernft (user_id, nft_definition_id, nft_mint_address, nft_level, nft_name,"
          + " metadata_uri, image_uri, status, wallet_address, token_account, request_id,"
          + " competition_id, mint_transaction, claimed_at, activated_at, last_upgraded_at)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3),"
          + " IF(?, UTC_TIMESTAMP(3), NULL), IF(?, UTC_TIMESTAMP(3), NULL))";
  private static final String MARK_BURNED =
      "UPDATE usernft SET status = 'burned', earlier_status = NULL, burned_at = UTC_TIMESTAMP(3),"
          + " watched_at = NULL, watch_due_at = NULL, burn_transaction = ?, user_id = ?,"
          + " version = version + ?, updatedAt = UTC_TIMESTAMP(3)"
          + " WHERE nft_mint_address = ? AND status <> 'burned'";
  private static final String LOCK_NFT =
      "SELECT user_id, nft_level, version FROM usernft WHERE nft_mint_address = ? FOR UPDATE";
  private static final String BADGE_MINTED =
      "UPDATE badge_mint SET state = 'minted', mint_address = ?, mint_transaction = ?,"
          + " updatedAt = UTC_TIMESTAMP(3) WHERE request_id = ?";
  private static final String BADGE_IDENTIFIER =
      "SELECT badge_identifier FROM badge_mint WHERE request_id = ?";

  private UserNftRows() {}

  /** A new NFT. */
  public record Minted(
      QueueRow row, Definition definition, String mint, String tokenAccount, String signature) {}

  public static Uni<Void> insert(Transaction tx, Minted minted) {
    QueueRow row = minted.row();
    Definition definition = minted.definition();
    boolean award = row.purpose() == MintPurpose.AWARD;
    boolean upgrade = row.purpose() == MintPurpose.UPGRADE;
    return tx.update(
            INSERT,
            row.userId().value(),
            definition.id(),
            minted.mint(),
            row.level(),
            definition.name(),
            definition.metadataUri(),
            definition.imageUri(),
            award ? "active" : "unlocked",
            row.wallet(),
            minted.tokenAccount(),
            row.requestId(),
            row.competitionId(),
            minted.signature(),
            award,
            upgrade)
        .replaceWithVoid();
  }

  /** An NFT as it is locked. */
  public record Locked(UserId user, int level, long version) {}

  public static Uni<Optional<Locked>> lock(Transaction tx, String mint) {
    return tx.select(LOCK_NFT, mint)
        .map(
            rows ->
                Sql.first(
                    rows,
                    row ->
                        new Locked(
                            new UserId(row.getInteger("user_id")),
                            row.getInteger("nft_level"),
                            row.getLong("version"))));
  }

  /**
   * False if it was burned already.
   *
   * @param user who held it
   * @param changes that are published of it
   */
  public static Uni<Boolean> markBurned(
      Transaction tx, String mint, String signature, UserId user, int changes) {
    return tx.update(MARK_BURNED, signature, user.value(), changes, mint).map(marked -> marked > 0);
  }

  /**
   * Records where a badge was minted.
   *
   * @return the badge's identifier
   */
  public static Uni<String> badgeMinted(
      Transaction tx, String requestId, String mint, String signature) {
    return tx.update(BADGE_MINTED, mint, signature, requestId)
        .chain(() -> tx.select(BADGE_IDENTIFIER, requestId))
        .map(rows -> rows.iterator().next().getString(0));
  }
}
