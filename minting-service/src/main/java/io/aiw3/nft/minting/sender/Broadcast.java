package io.aiw3.nft.minting.sender;

import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.minting.chain.RpcException;
import io.aiw3.nft.minting.chain.SolanaRpc;
import io.aiw3.nft.minting.domain.ErrorClass;
import io.aiw3.nft.minting.domain.SendFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Sends bytes that are committed. The chain decides, not the answer: a failed send is noted and the
 * transaction watched on.
 */
@ApplicationScoped
class Broadcast {
  private static final Logger LOG = Logger.getLogger(Broadcast.class);
  private static final int LONGEST_MESSAGE = 500;
  private static final String SENT =
      "UPDATE chain_transaction SET sends = sends + 1, sent_at = UTC_TIMESTAMP(3),"
          + " error_class = NULL, error_code = NULL, error_message = NULL WHERE id = ?";
  private static final String FAILED =
      "UPDATE chain_transaction SET sends = sends + 1, sent_at = UTC_TIMESTAMP(3),"
          + " error_class = ?, error_code = ?, error_message = ? WHERE id = ?";

  private final SolanaRpc rpc;
  private final Statements statements;
  private final MeterRegistry metrics;

  Broadcast(SolanaRpc rpc, Statements statements, MeterRegistry metrics) {
    this.rpc = rpc;
    this.statements = statements;
    this.metrics = metrics;
    for (ErrorClass errorClass : ErrorClass.values()) {
      failures(errorClass);
    }
  }

  private Counter failures(ErrorClass errorClass) {
    return metrics.counter("aiw3.chain.send.failures", "class", errorClass.label());
  }

  /** Sends, and notes what came of it; never fails for the chain's reasons. */
  Uni<Void> send(QueueRow row) {
    return send(row.id(), row.requestId(), row.signature(), row.attempt(), row.transaction());
  }

  /** The same for bytes that were signed a moment ago. */
  Uni<Void> send(long id, String requestId, String signature, int attempt, byte[] transaction) {
    return rpc.calls()
        .send(transaction)
        .chain(sent -> noteSent(id))
        .onFailure(RpcException.class)
        .recoverWithUni(e -> note(id, requestId, signature, attempt, e.failure()));
  }

  private Uni<Void> noteSent(long id) {
    return statements.run(SENT, Tuple.of(id)).replaceWithVoid();
  }

  private Uni<Void> note(
      long id, String requestId, String signature, int attempt, SendFailure failure) {
    ErrorClass errorClass = failure.errorClass();
    failures(errorClass).increment();
    if (errorClass != ErrorClass.ALREADY_PROCESSED) {
      LOG.warnf(
          "sendTransaction failed requestId=%s signature=%s attempt=%d errorCode=%s errorClass=%s",
          requestId, signature, attempt, failure.errorCode(), errorClass);
    }
    String message = String.valueOf(failure.message());
    return statements
        .run(
            FAILED,
            Tuple.of(
                errorClass.name(),
                failure.errorCode(),
                message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)),
                id))
        .replaceWithVoid();
  }
}
