package io.aiw3.nft.minting.persistence;

import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.domain.Cost;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Rows of burns, as the sender changes them under its lease: what a row is not leased for any more
 * changes nothing, and says so.
 */
@ApplicationScoped
public class BurnRows {
  /** Blocks after which an offer is not needed to recognize what comes back. */
  private static final int KEPT_BLOCKS = 300;

  private static final String NFT =
      "SELECT nft_level, status, burn_transaction, u.wallet_address AS linked_wallet FROM usernft"
          + " LEFT JOIN user u ON u.id = user_id AND NOT u.removed"
          + " WHERE user_id = ? AND nft_mint_address = ?";

  private static final String OPEN_MINT =
      "SELECT 1 FROM chain_transaction WHERE kind = 'mint' AND user_id = ? AND purpose IN ('claim',"
          + " 'upgrade') AND state IN ('queued', 'sent', 'confirmed') LIMIT 1";
  private static final String OFFER =
      "UPDATE chain_transaction SET state = 'offered', wallet_address = ?, transaction_bytes = ?,"
          + " message_hash = ?, blockhash = ?, last_valid_block_height = ?, expires_at = ?,"
          + " offered_at = UTC_TIMESTAMP(3), lease_token = NULL, next_action_at = UTC_TIMESTAMP(3)"
          + " + INTERVAL ? MICROSECOND WHERE id = ? AND lease_token = ? AND state = 'queued'";
  private static final String KEEP =
      "INSERT INTO burn_offer (burn_id, transaction_bytes, blockhash, last_valid_block_height)"
          + " VALUES (?, ?, ?, ?)";
  private static final String FORGET_OLD =
      "DELETE FROM burn_offer WHERE burn_id = ? AND last_valid_block_height < ?";
  private static final String RENEW =
      "UPDATE chain_transaction SET state = 'queued', queued_at = UTC_TIMESTAMP(3), lease_token ="
          + " NULL, next_action_at = UTC_TIMESTAMP(3)"
          + " WHERE id = ? AND lease_token = ? AND state = 'offered'";
  private static final String WRITE_AHEAD =
      "UPDATE chain_transaction SET state = 'sent', signature = ?, transaction_bytes = ?,"
          + " message_hash = ?, spent_lamports = ?, priority_lamports = ?, sends = 0, signed_at ="
          + " UTC_TIMESTAMP(3), lease_token = NULL, next_action_at = UTC_TIMESTAMP(3) + INTERVAL ?"
          + " MICROSECOND WHERE id = ? AND lease_token = ? AND state = 'signed'";
  private static final String SUPERSEDE =
      "UPDATE chain_transaction SET state = 'queued', queued_at = UTC_TIMESTAMP(3),"
          + " lease_token = NULL, next_action_at = UTC_TIMESTAMP(3)"
          + " WHERE id = ? AND lease_token = ? AND state = 'signed'";
  private static final String CLOSE_FINAL =
      "UPDATE chain_transaction SET state = 'finalized',"
          + " confirmed_at = COALESCE(confirmed_at, UTC_TIMESTAMP(3)),"
          + " finalized_at = UTC_TIMESTAMP(3), closed_at = UTC_TIMESTAMP(3),"
          + " next_action_at = NULL, lease_token = NULL WHERE id = ? AND lease_token = ?";
  private static final String CLOSE =
      "UPDATE chain_transaction SET spent_lamports = IF(? = 'expired', 0, spent_lamports),"
          + " state = ?, error_code = ?, error_message = ?,"
          + " closed_at = UTC_TIMESTAMP(3), next_action_at = NULL, lease_token = NULL"
          + " WHERE id = ? AND lease_token = ?";

  /** What was offered for a burn that has ended is of no use any more. */
  private static final String FORGET = "DELETE FROM burn_offer WHERE burn_id = ?";

  private final Statements statements;

  BurnRows(Statements statements) {
    this.statements = statements;
  }

  /**
   * The NFT that is to be burned.
   *
   * @param burnedBy the transaction that burned it, if it is burned and that is known
   * @param linkedWallet its user's wallet now; may be null
   */
  public record Nft(int level, Optional<String> burnedBy, String linkedWallet) {}

  /** Empty if the user has no such NFT. */
  public Uni<Optional<Nft>> nft(QueueRow row) {
    return statements
        .select(NFT, row.userId().value(), row.mint())
        .map(rows -> Sql.first(rows, BurnRows::nft));
  }

  /** Whether a tiered NFT of the user's is being minted. */
  public Uni<Boolean> hasOpenMint(QueueRow row) {
    return statements.select(OPEN_MINT, row.userId().value()).map(rows -> rows.size() > 0);
  }

  private static Nft nft(Row row) {
    return new Nft(
        row.getInteger("nft_level"),
        Optional.ofNullable(row.getString("burn_transaction"))
            .filter(burn -> row.getString("status").equals("burned")),
        row.getString("linked_wallet"));
  }

  /** Queues it, so that the NFT is checked again and a fresh transaction offered. */
  public Uni<Void> renew(QueueRow row) {
    return statements.update(RENEW, row.id(), row.token()).replaceWithVoid();
  }

  /**
   * What is offered to the owner.
   *
   * @param hash of the message
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Offer(
      String owner,
      byte[] transaction,
      String hash,
      String blockhash,
      long lastValidBlockHeight,
      Instant expiresAt) {}

  /** False if the owner has signed an earlier offer by then, or another sender has the row. */
  public static Uni<Boolean> offer(Transaction tx, QueueRow row, Offer offer, Duration nextLook) {
    return tx.update(
            OFFER,
            offer.owner(),
            offer.transaction(),
            offer.hash(),
            offer.blockhash(),
            offer.lastValidBlockHeight(),
            offer.expiresAt(),
            Queue.micros(nextLook),
            row.id(),
            row.token())
        .map(updated -> updated == 1)
        .call(mine -> mine ? keep(tx, row, offer) : Uni.createFrom().voidItem());
  }

  private static Uni<Void> keep(Transaction tx, QueueRow row, Offer offer) {
    return tx.update(
            KEEP, row.id(), offer.transaction(), offer.blockhash(), offer.lastValidBlockHeight())
        .chain(() -> tx.update(FORGET_OLD, row.id(), offer.lastValidBlockHeight() - KEPT_BLOCKS))
        .replaceWithVoid();
  }

  /**
   * What both have signed.
   *
   * @param hash of the message
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Signed(String signature, byte[] transaction, String hash, Cost cost) {}

  /** False if it was withdrawn by then, or another sender has the row. */
  public static Uni<Boolean> writeAhead(
      Transaction tx, QueueRow row, Signed signed, Duration nextLook) {
    return tx.update(
            WRITE_AHEAD,
            signed.signature(),
            signed.transaction(),
            signed.hash(),
            signed.cost().total(),
            signed.cost().priority(),
            Queue.micros(nextLook),
            row.id(),
            row.token())
        .map(updated -> updated == 1);
  }

  /** Queues it for a fresh offer; false if another sender has the row. */
  public static Uni<Boolean> supersede(Transaction tx, QueueRow row) {
    return tx.update(SUPERSEDE, row.id(), row.token()).map(updated -> updated == 1);
  }

  /** The burn is final; false if another sender has the row. */
  public static Uni<Boolean> closeFinal(Transaction tx, QueueRow row) {
    return tx.update(CLOSE_FINAL, row.id(), row.token())
        .map(closed -> closed == 1)
        .call(mine -> forgetOffers(tx, row, mine));
  }

  /**
   * Ends it without a burn; false if another sender has the row.
   *
   * @param code why; may be null, as the message
   */
  public static Uni<Boolean> close(
      Transaction tx, QueueRow row, String state, String code, String message) {
    return tx.update(CLOSE, state, state, code, message, row.id(), row.token())
        .map(closed -> closed == 1)
        .call(mine -> forgetOffers(tx, row, mine));
  }

  private static Uni<Void> forgetOffers(Transaction tx, QueueRow row, boolean closed) {
    return closed ? tx.update(FORGET, row.id()).replaceWithVoid() : Uni.createFrom().voidItem();
  }
}
