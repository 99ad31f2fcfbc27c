package io.aiw3.nft.minting.rpc;

import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.minting.domain.SendFailure;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The slots that the reads of one decision are of. A read of a commitment is of no earlier slot
 * than those before it of the same or a surer commitment.
 */
final class Moment {
  private final ConcurrentMap<Commitment, Long> slots = new ConcurrentHashMap<>();

  /**
   * @param finalized the finalized slot from which on all is read; 0 for any
   */
  Moment(long finalized) {
    slots.put(Commitment.FINALIZED, finalized);
  }

  /** The slot that a read of this commitment must reach; 0 for any. */
  long since(Commitment commitment) {
    long since = 0;
    for (Commitment surer : Commitment.values()) {
      if (surer.reaches(commitment)) {
        since = Math.max(since, slots.getOrDefault(surer, 0L));
      }
    }
    return since;
  }

  /**
   * Notes the slot of a read.
   *
   * @throws RpcException if it is of an earlier slot than one before it: another node answered
   */
  void reached(String method, Commitment commitment, long slot) {
    long since = since(commitment);
    if (slot < since) {
      throw new RpcException(
          new SendFailure(
              SendFailure.Kind.REJECTED,
              SendFailure.MIN_CONTEXT_SLOT_NOT_REACHED,
              "",
              method + " answered of slot " + slot + ", needed " + since));
    }
    slots.merge(commitment, slot, Math::max);
  }
}
