package io.aiw3.nft.minting.persistence.ownership;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.WireName;
import io.aiw3.nft.solana.Addresses;
import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDateTime;
import org.p2p.solanaj.core.PublicKey;

/**
 * An NFT as it was last seen.
 *
 * @param wallet the user's wallet that held it last
 * @param account the token account that holds it, of any owner
 * @param placeSlot the finalized slot at which it was seen there
 * @param failures checks in a row that failed
 * @param dueAt when this check was due
 */
public record WatchedNft(
    int id,
    UserId user,
    PublicKey mint,
    String wallet,
    PublicKey account,
    NftStatus status,
    long placeSlot,
    int failures,
    LocalDateTime watchedAt,
    LocalDateTime dueAt) {
  static WatchedNft of(Row row) {
    return new WatchedNft(
        row.getInteger("id"),
        new UserId(row.getInteger("user_id")),
        Addresses.require(row.getString("nft_mint_address")),
        row.getString("wallet_address"),
        Addresses.require(row.getString("token_account")),
        WireName.parse(NftStatus.class, row.getString("status")),
        row.getLong("place_slot"),
        row.getInteger("watch_failures"),
        row.getLocalDateTime("watched_at"),
        row.getLocalDateTime("watch_due_at"));
  }
}
