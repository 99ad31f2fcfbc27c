package io.aiw3.nft.minting.persistence;

import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.domain.MintPurpose;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Adds mints to the sender's queue, each request once. */
public final class MintQueue {
  private static final String INSERT =
      "INSERT IGNORE INTO chain_transaction (kind, purpose, request_id, attempt, state, user_id,"
          + " wallet_address, derivation_name, nft_level, from_level, old_mint_address,"
          + " competition_id, competition_rank, replaces_mint_address, tier_key, traceparent,"
          + " next_action_at) VALUES ('mint', ?1, ?2, 1, 'queued', ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
          + " ?10, ?11, ?12, ?13, UTC_TIMESTAMP(3))";
  private static final String REFUSED =
      "INSERT IGNORE INTO chain_transaction (kind, purpose, request_id, attempt, state, user_id,"
          + " wallet_address, nft_level, from_level, old_mint_address, traceparent, error_code,"
          + " error_message, closed_at) VALUES ('mint', ?1, ?2, 1, 'refused', ?3, ?4, ?5, ?6, ?7,"
          + " ?8, ?9, ?10, UTC_TIMESTAMP(3))";
  private static final String REOPEN =
      "UPDATE chain_transaction SET state = 'queued', wallet_address = ?3, derivation_name = ?4,"
          + " tier_key = ?5, error_code = NULL, error_message = NULL, closed_at = NULL,"
          + " next_action_at = UTC_TIMESTAMP(3) WHERE kind = 'mint' AND request_id = ?1"
          + " AND user_id = ?2 AND nft_level = ?6 AND state = 'refused'";
  private static final String REFUSED_BEFORE =
      "SELECT user_id, wallet_address, CAST(nft_level AS SIGNED) AS nft_level, CAST(from_level AS"
          + " SIGNED) AS from_level, old_mint_address FROM chain_transaction WHERE kind = 'mint'"
          + " AND purpose = 'upgrade' AND request_id = ?1 AND state = 'refused' AND error_code = ?2"
          + " FOR UPDATE";
  private static final String HURRY =
      "UPDATE chain_transaction SET next_action_at = UTC_TIMESTAMP(3)"
          + " WHERE id = ?1 AND state IN ('queued','blocked') AND lease_token IS NULL";

  private MintQueue() {}

  /**
   * A mint to be made.
   *
   * @param entitlement what its key derives from, issued to this request
   * @param oldMint the burned NFT of an upgrade, or null
   * @param replaces the burned NFT that an administrator issues again, or null
   * @param tierKey null of what has no tier
   */
  public record Mint(
      MintPurpose purpose,
      String requestId,
      UserId user,
      String wallet,
      String entitlement,
      Integer level,
      Integer fromLevel,
      String oldMint,
      String competitionId,
      Integer rank,
      String replaces,
      String tierKey) {
    /** Of an awarded competition NFT. */
    public static Mint award(
        String requestId,
        UserId user,
        String wallet,
        String entitlement,
        int level,
        String competitionId,
        Integer rank,
        String replaces) {
      return new Mint(
          MintPurpose.AWARD,
          requestId,
          user,
          wallet,
          entitlement,
          level,
          0,
          null,
          competitionId,
          rank,
          replaces,
          null);
    }

    /** Of an awarded badge. */
    public static Mint badge(String requestId, UserId user, String wallet, String entitlement) {
      return new Mint(
          MintPurpose.BADGE,
          requestId,
          user,
          wallet,
          entitlement,
          null,
          null,
          null,
          null,
          null,
          null,
          null);
    }

    /** Of a tiered NFT that is issued again. */
    public static Mint again(
        String requestId,
        UserId user,
        String wallet,
        String entitlement,
        int level,
        String burned) {
      return new Mint(
          MintPurpose.CLAIM,
          requestId,
          user,
          wallet,
          entitlement,
          level,
          0,
          null,
          null,
          null,
          burned,
          null);
    }
  }

  /** False if the request is known. */
  public static Uni<Boolean> add(Transaction tx, Mint mint) {
    return tx.update(
            INSERT,
            mint.purpose().wireName(),
            mint.requestId(),
            mint.user().value(),
            mint.wallet(),
            mint.entitlement(),
            mint.level(),
            mint.fromLevel(),
            mint.oldMint(),
            mint.competitionId(),
            mint.rank(),
            mint.replaces(),
            mint.tierKey(),
            tx.traceParent())
        .map(inserted -> inserted == 1);
  }

  /** Notes that the request is refused for good; false if it is known. */
  public static Uni<Boolean> refuse(
      Transaction tx, MintNft command, String reason, String sentence) {
    boolean upgrade = command.kind() == OperationKind.UPGRADE;
    return tx.update(
            REFUSED,
            MintPurpose.of(command.kind()).wireName(),
            command.sagaId(),
            command.userId().value(),
            command.walletAddress(),
            command.level(),
            command.fromLevel(),
            upgrade ? command.oldMintAddress() : null,
            tx.traceParent(),
            reason,
            sentence)
        .map(inserted -> inserted == 1);
  }

  /** Queues a request that was refused; false if it was not. */
  public static Uni<Boolean> reopen(
      Transaction tx, MintNft command, String entitlement, String tierKey) {
    return tx.update(
            REOPEN,
            command.sagaId(),
            command.userId().value(),
            command.walletAddress(),
            entitlement,
            tierKey,
            command.level())
        .map(updated -> updated == 1);
  }

  /** The command of an upgrade's mint that was refused for this reason. */
  public static Uni<Optional<MintNft>> refusedBefore(Transaction tx, String sagaId, String reason) {
    return tx.select(REFUSED_BEFORE, sagaId, reason)
        .map(
            rows ->
                Sql.first(
                    rows,
                    row ->
                        new MintNft(
                            sagaId,
                            new UserId(row.getInteger("user_id")),
                            OperationKind.UPGRADE,
                            row.getString("wallet_address"),
                            row.getInteger("nft_level"),
                            row.getInteger("from_level"),
                            row.getString("old_mint_address"))));
  }

  /** A waiting mint is checked now. */
  public static Uni<Void> hurry(Transaction tx, long id) {
    return tx.update(HURRY, id).replaceWithVoid();
  }
}
