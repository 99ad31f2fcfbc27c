package io.aiw3.nft.minting.persistence;

import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.domain.Cost;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Rows of mints, as the sender changes them under its lease: what a row is not leased for any more
 * changes nothing, and says so.
 */
@ApplicationScoped
public class MintRows {
  private static final String BURNED =
      "SELECT 1 FROM usernft WHERE user_id = ? AND nft_mint_address = ? AND status = 'burned'"
          + " UNION SELECT 1 FROM chain_transaction WHERE kind = 'burn' AND request_id = ?"
          + " AND mint_address = ? AND state = 'finalized'";

  /**
   * The write-ahead: after its commit the transaction may be sent, by any replica that finds the
   * row.
   */
  private static final String WRITE_AHEAD =
      "UPDATE chain_transaction SET state = 'sent', nft_definition_id = ?, derivation_version = ?,"
          + " mint_address = ?, signature = ?, transaction_bytes = ?, message_hash = ?, blockhash ="
          + " ?, last_valid_block_height = ?, spent_lamports = ?, priority_lamports = ?, signed_at"
          + " = UTC_TIMESTAMP(3), lease_token = NULL, next_action_at = UTC_TIMESTAMP(3) + INTERVAL"
          + " ? MICROSECOND WHERE id = ? AND lease_token = ? AND state = 'queued'";

  private static final String NEXT_ADDRESS =
      "UPDATE chain_transaction SET mint_index = mint_index + 1, lease_token = NULL,"
          + " next_action_at = UTC_TIMESTAMP(3) WHERE id = ? AND lease_token = ?";
  private static final String CLOSE =
      "UPDATE chain_transaction SET state = 'finalized', mint_address = ?, nft_definition_id = ?,"
          + " derivation_version = ?, confirmed_at = COALESCE(confirmed_at, UTC_TIMESTAMP(3)),"
          + " finalized_at = UTC_TIMESTAMP(3), closed_at = UTC_TIMESTAMP(3),"
          + " next_action_at = NULL, lease_token = NULL WHERE id = ? AND lease_token = ?";
  private static final String EXPIRE =
      "UPDATE chain_transaction SET state = 'expired', tier_key = NULL, spent_lamports = 0,"
          + " closed_at = UTC_TIMESTAMP(3), next_action_at = NULL, lease_token = NULL WHERE id = ?"
          + " AND lease_token = ?";
  private static final String QUEUE_ANEW =
      "INSERT INTO chain_transaction (kind, purpose, request_id, attempt, state, user_id,"
          + " derivation_name, replaces_mint_address, wallet_address, nft_level, from_level,"
          + " old_mint_address, competition_id, competition_rank, nft_definition_id,"
          + " derivation_version, mint_index, failures, queued_at, traceparent, tier_key,"
          + " next_action_at) SELECT kind, purpose, request_id, attempt + 1, 'queued', user_id,"
          + " derivation_name, replaces_mint_address, wallet_address, nft_level, from_level,"
          + " old_mint_address, competition_id, competition_rank, nft_definition_id,"
          + " derivation_version, mint_index, failures + 1, queued_at, traceparent, ?,"
          + " UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND FROM chain_transaction WHERE id = ?";
  private static final String NOTE =
      "UPDATE chain_transaction SET failures = failures + 1, error_code = ?, lease_token = NULL,"
          + " next_action_at = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND"
          + " WHERE id = ? AND lease_token = ?";
  private static final String NOTE_REASON =
      "UPDATE chain_transaction SET delay_told = ? WHERE id = ? AND NOT (delay_told <=> ?)";
  private static final String OWN_BURN =
      "SELECT COUNT(*) FROM chain_transaction WHERE kind = 'burn' AND request_id = ?"
          + " AND mint_address = ? AND state = 'finalized'";
  private static final String UNBLOCK =
      "UPDATE chain_transaction SET state = 'queued', next_action_at = UTC_TIMESTAMP(3),"
          + " lease_token = NULL WHERE id = ? AND lease_token = ? AND state = 'blocked'";
  private static final String REFUSE =
      "UPDATE chain_transaction SET state = 'refused', error_code = ?, error_message = ?,"
          + " closed_at = UTC_TIMESTAMP(3), next_action_at = NULL, lease_token = NULL"
          + " WHERE id = ? AND lease_token = ? AND state = 'blocked'";

  private final Statements statements;

  MintRows(Statements statements) {
    this.statements = statements;
  }

  /** Whether the NFT that an upgrade replaces is burned for good. */
  public Uni<Boolean> isBurnFinal(QueueRow row) {
    return statements
        .select(BURNED, row.userId().value(), row.oldMint(), row.requestId(), row.oldMint())
        .map(rows -> rows.size() > 0);
  }

  /** The next address is tried: another account has funded this one. */
  public Uni<Void> nextAddress(QueueRow row) {
    return statements.update(NEXT_ADDRESS, row.id(), row.token()).replaceWithVoid();
  }

  /**
   * What was signed.
   *
   * @param hash of the message
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Signed(
      int definitionId,
      int keyVersion,
      String mint,
      String signature,
      byte[] transaction,
      String hash,
      String blockhash,
      long lastValidBlockHeight,
      Cost cost) {}

  /** False if another sender has the row. */
  public Uni<Boolean> writeAhead(Transaction tx, QueueRow row, Signed signed, Duration nextLook) {
    return tx.update(
            WRITE_AHEAD,
            signed.definitionId(),
            signed.keyVersion(),
            signed.mint(),
            signed.signature(),
            signed.transaction(),
            signed.hash(),
            signed.blockhash(),
            signed.lastValidBlockHeight(),
            signed.cost().total(),
            signed.cost().priority(),
            Queue.micros(nextLook),
            row.id(),
            row.token())
        .map(updated -> updated == 1);
  }

  /** The mint is final; false if another sender has the row. */
  public Uni<Boolean> close(
      Transaction tx, QueueRow row, String mint, int definitionId, int keyVersion) {
    return tx.update(CLOSE, mint, definitionId, keyVersion, row.id(), row.token())
        .map(closed -> closed == 1);
  }

  /** What was signed can never land; false if another sender has the row. */
  public Uni<Boolean> expire(Transaction tx, QueueRow row) {
    return tx.update(EXPIRE, row.id(), row.token()).map(closed -> closed == 1);
  }

  /** Queues the next attempt. */
  public Uni<Void> queueAgain(Transaction tx, QueueRow row, Duration pause) {
    return tx.update(QUEUE_ANEW, row.tierKey(), Queue.micros(pause), row.id()).replaceWithVoid();
  }

  /** Delays it; whether it is delayed for another reason than before. */
  public Uni<Boolean> delay(Transaction tx, QueueRow row, String reason, Duration pause) {
    return tx.update(NOTE, reason, Queue.micros(pause), row.id(), row.token())
        .chain(() -> tx.update(NOTE_REASON, reason, row.id(), reason))
        .map(noted -> noted == 1);
  }

  /** Whether the burn of its own saga is final. */
  public Uni<Boolean> isOwnBurnFinal(Transaction tx, QueueRow row) {
    return tx.select(OWN_BURN, row.requestId(), row.oldMint())
        .map(rows -> rows.iterator().next().getLong(0) > 0);
  }

  public Uni<Void> unblock(Transaction tx, QueueRow row) {
    return tx.update(UNBLOCK, row.id(), row.token()).replaceWithVoid();
  }

  /** Refuses one that was blocked; false if another sender has the row. */
  public Uni<Boolean> refuse(Transaction tx, QueueRow row, String reason, String sentence) {
    return tx.update(REFUSE, reason, sentence, row.id(), row.token()).map(closed -> closed == 1);
  }
}
