package io.aiw3.nft.kit.transaction;

import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.kit.outbox.OutboxRow;

/**
 * The messages of a transaction. They are written to the outbox as the transaction's last
 * statement, in the order given, and so are published if and only if it commits.
 *
 * <p>One user's messages keep the order of their commits only if the transactions of one user are
 * serialized: take the lock on the user's row (or saga's, badge's, …) before, as every state change
 * does anyway.
 */
public interface Events {
  /** Publishes {@code message} when the transaction commits. */
  void publish(ContractMessage message);

  /** Publishes a row as it is: for dead letters. */
  void publish(OutboxRow row);

  /**
   * Lets what is published from here on belong to a trace that began earlier; without it, it
   * belongs to the request or record that is being processed.
   *
   * @param traceParent as stored when the work was accepted; null: to no trace
   */
  void inTrace(String traceParent);

  /**
   * The trace that what is published belongs to, to be stored with what continues later, or null.
   */
  String traceParent();
}
