package io.aiw3.nft.minting.persistence;

import io.aiw3.nft.contract.MintingCommand.PrepareBurn;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;

/** Adds burns to the sender's queue, and what their owners hand in. */
public final class BurnQueue {
  private static final String INSERT =
      "INSERT INTO chain_transaction (kind, purpose, request_id, attempt, state, user_id,"
          + " wallet_address, mint_address, traceparent, next_action_at)"
          + " VALUES ('burn', 'upgrade', ?1, ?2, 'queued', ?3, ?4, ?5, ?6, UTC_TIMESTAMP(3))";
  private static final String RENEW =
      "UPDATE chain_transaction SET state = 'queued', queued_at = UTC_TIMESTAMP(3), lease_token ="
          + " NULL, next_action_at = UTC_TIMESTAMP(3) WHERE id = ?1 AND state = 'offered'"
          + " AND offered_at < UTC_TIMESTAMP(3) - INTERVAL 3 SECOND";
  private static final String WITHDRAW =
      "UPDATE chain_transaction SET state = 'expired', closed_at = UTC_TIMESTAMP(3),"
          + " next_action_at = NULL, lease_token = NULL"
          + " WHERE id = ?1 AND state IN ('queued', 'offered', 'signed')";
  private static final String REFUSED =
      "INSERT INTO chain_transaction (kind, purpose, request_id, attempt, state, user_id,"
          + " wallet_address, mint_address, traceparent, error_code, error_message, closed_at)"
          + " VALUES ('burn', 'upgrade', ?1, ?2, 'refused', ?3, ?4, ?5, ?6, ?7, ?8,"
          + " UTC_TIMESTAMP(3))";
  private static final String ACCEPT =
      "UPDATE chain_transaction SET state = 'signed', transaction_bytes = ?1, blockhash = ?2,"
          + " last_valid_block_height = ?3, lease_token = NULL, next_action_at = UTC_TIMESTAMP(3)"
          + " WHERE id = ?4 AND state IN ('offered', 'queued')";
  private static final String SUBMIT =
      "UPDATE chain_transaction SET state = 'sent', transaction_bytes = ?1, sends = 0,"
          + " lease_token = NULL, next_action_at = UTC_TIMESTAMP(3)"
          + " WHERE id = ?2 AND state = 'prepared'";
  private static final String LOOK_NOW =
      "UPDATE chain_transaction SET next_action_at = UTC_TIMESTAMP(3)"
          + " WHERE id = ?1 AND state IN ('offered', 'prepared') AND lease_token IS NULL";
  private static final String FORGET = "DELETE FROM burn_offer WHERE burn_id = ?1";

  private BurnQueue() {}

  public static Uni<Void> add(Transaction tx, PrepareBurn command) {
    return tx.update(
            INSERT,
            command.sagaId(),
            command.attempt(),
            command.userId().value(),
            command.walletAddress(),
            command.mintAddress(),
            tx.traceParent())
        .replaceWithVoid();
  }

  /** Notes that the attempt is refused. */
  public static Uni<Void> refuse(
      Transaction tx, PrepareBurn command, String reason, String sentence) {
    return tx.update(
            REFUSED,
            command.sagaId(),
            command.attempt(),
            command.userId().value(),
            command.walletAddress(),
            command.mintAddress(),
            tx.traceParent(),
            reason,
            sentence)
        .replaceWithVoid();
  }

  /** An offer of some seconds ago is made again. */
  public static Uni<Void> renew(Transaction tx, long id) {
    return tx.update(RENEW, id).replaceWithVoid();
  }

  /** Ends what we have not signed. */
  public static Uni<Void> withdraw(Transaction tx, long id) {
    return tx.update(WITHDRAW, id).chain(() -> tx.update(FORGET, id)).replaceWithVoid();
  }

  /**
   * What the owner has signed: it is ours to sign.
   *
   * @param offer that it is of
   */
  public static Uni<Void> accept(Transaction tx, long id, BurnOffer offer, byte[] transaction) {
    return tx.update(ACCEPT, transaction, offer.blockhash, offer.lastValidBlockHeight, id)
        .replaceWithVoid();
  }

  /** What we have signed first, with the owner's signature. */
  public static Uni<Void> submit(Transaction tx, long id, byte[] transaction) {
    return tx.update(SUBMIT, transaction, id).replaceWithVoid();
  }

  /** The chain is checked now. */
  public static Uni<Void> lookNow(Transaction tx, long id) {
    return tx.update(LOOK_NOW, id).replaceWithVoid();
  }
}
