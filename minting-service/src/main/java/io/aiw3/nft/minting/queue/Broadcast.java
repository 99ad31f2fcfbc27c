package io.aiw3.nft.minting.queue;

import io.aiw3.nft.minting.domain.ErrorClass;
import io.aiw3.nft.minting.domain.SendFailure;
import io.aiw3.nft.minting.persistence.Queue;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.aiw3.nft.minting.rpc.RpcException;
import io.aiw3.nft.minting.rpc.SolanaRpc;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Sends bytes that are committed. The chain decides, not the answer: a failed send is noted and the
 * transaction watched on.
 */
@ApplicationScoped
public class Broadcast {
  private static final Logger LOG = Logger.getLogger(Broadcast.class);
  private static final int LONGEST_MESSAGE = 500;

  private final SolanaRpc rpc;
  private final Queue queue;
  private final MeterRegistry metrics;

  Broadcast(SolanaRpc rpc, Queue queue, MeterRegistry metrics) {
    this.rpc = rpc;
    this.queue = queue;
    this.metrics = metrics;
    for (ErrorClass errorClass : ErrorClass.values()) {
      failures(errorClass);
    }
  }

  private Counter failures(ErrorClass errorClass) {
    return metrics.counter("aiw3.chain.send.failures", "class", errorClass.label());
  }

  /** Sends, and notes what came of it; never fails for the chain's reasons. */
  public Uni<Void> send(QueueRow row) {
    return send(row.id(), row.requestId(), row.signature(), row.attempt(), row.transaction());
  }

  /** The same for bytes that were signed a moment ago. */
  public Uni<Void> send(
      long id, String requestId, String signature, int attempt, byte[] transaction) {
    return rpc.calls()
        .send(transaction)
        .chain(sent -> noteSent(id))
        .onFailure(RpcException.class)
        .recoverWithUni(e -> note(id, requestId, signature, attempt, e.failure()));
  }

  private Uni<Void> noteSent(long id) {
    return queue.sent(id);
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
    return queue.sendFailed(
        id,
        errorClass,
        failure.errorCode(),
        message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
  }
}
