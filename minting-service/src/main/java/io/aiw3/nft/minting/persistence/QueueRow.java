package io.aiw3.nft.minting.persistence;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.WireName;
import io.aiw3.nft.minting.domain.Attempt;
import io.aiw3.nft.minting.domain.MintPurpose;
import io.aiw3.nft.minting.domain.TransactionKind;
import io.aiw3.nft.solana.BurnTransaction;
import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A leased row of the queue.
 *
 * @param token proves the lease in every statement that changes the row
 * @param entitlement what the mint's key derives from: of rows that were queued before there were
 *     entitlements, the request
 * @param replaces the burned NFT that is issued again; null for a first mint
 * @param traceParent the trace of the command that queued it; may be null
 */
@SuppressWarnings("ArrayRecordComponent")
public record QueueRow(
    long id,
    String token,
    TransactionKind kind,
    MintPurpose purpose,
    String requestId,
    String entitlement,
    int attempt,
    String state,
    UserId userId,
    String wallet,
    int level,
    int fromLevel,
    String oldMint,
    String replaces,
    String competitionId,
    Integer rank,
    Integer definitionId,
    Integer derivationVersion,
    int mintIndex,
    String mint,
    String signature,
    byte[] transaction,
    long lastValidBlockHeight,
    int sends,
    int failures,
    String errorClass,
    String errorCode,
    LocalDateTime queuedAt,
    LocalDateTime signedAt,
    LocalDateTime sentAt,
    LocalDateTime confirmedAt,
    String tierKey,
    String traceParent) {

  /** Begins the request of a mint that is only to be found on the chain. */
  public static final String FOUND = "found-";

  static QueueRow of(Row row, String token) {
    return new QueueRow(
        row.getLong("id"),
        token,
        TransactionKind.of(row.getString("kind")),
        WireName.parse(MintPurpose.class, row.getString("purpose")),
        row.getString("request_id"),
        Optional.ofNullable(row.getString("derivation_name")).orElse(row.getString("request_id")),
        row.getInteger("attempt"),
        row.getString("state"),
        new UserId(row.getInteger("user_id")),
        row.getString("wallet_address"),
        Optional.ofNullable(row.getInteger("nft_level")).orElse(0),
        Optional.ofNullable(row.getInteger("from_level")).orElse(0),
        row.getString("old_mint_address"),
        row.getString("replaces_mint_address"),
        row.getString("competition_id"),
        row.getInteger("competition_rank"),
        row.getInteger("nft_definition_id"),
        row.getInteger("derivation_version"),
        row.getInteger("mint_index"),
        row.getString("mint_address"),
        row.getString("signature"),
        Optional.ofNullable(row.getBuffer("transaction_bytes"))
            .map(buffer -> buffer.getBytes())
            .orElse(null),
        Optional.ofNullable(row.getLong("last_valid_block_height")).orElse(0L),
        row.getInteger("sends"),
        row.getInteger("failures"),
        row.getString("error_class"),
        row.getString("error_code"),
        row.getLocalDateTime("queued_at"),
        row.getLocalDateTime("signed_at"),
        row.getLocalDateTime("sent_at"),
        row.getLocalDateTime("confirmed_at"),
        row.getString("tier_key"),
        row.getString("traceparent"));
  }

  /** A saga waits for what becomes of it. */
  public boolean ofSaga() {
    return (purpose == MintPurpose.CLAIM || purpose == MintPurpose.UPGRADE)
        && replaces == null
        && !isFound();
  }

  /** The chain was seen to have it: nothing is signed for it. */
  public boolean isFound() {
    return requestId.startsWith(FOUND);
  }

  /** What the rules see of it. */
  public Attempt forRules() {
    return switch (state) {
      case "queued", "blocked" -> new Attempt.Queued(kind);
      case "offered" -> new Attempt.Offered(lastValidBlockHeight);
      case "signed" -> new Attempt.OwnerSigned();
      case "prepared" -> new Attempt.Prepared(lastValidBlockHeight, false);
      default ->
          isComplete()
              ? new Attempt.Sent(kind, lastValidBlockHeight, isConfirmed())
              : new Attempt.Prepared(lastValidBlockHeight, isConfirmed());
    };
  }

  /** The same as if it had never been seen confirmed: for a second, deeper look. */
  public Attempt unconfirmed() {
    return isComplete()
        ? new Attempt.Sent(kind, lastValidBlockHeight, false)
        : new Attempt.Prepared(lastValidBlockHeight, false);
  }

  /** We have signed: it has an id, and can land. */
  public boolean hasSignature() {
    return signature != null;
  }

  public boolean isConfirmed() {
    return state.equals("confirmed");
  }

  /** Every signature is there, so that it can be sent. */
  public boolean isComplete() {
    return kind == TransactionKind.MINT
        || (transaction != null && BurnTransaction.isSignedByOwner(transaction));
  }
}
