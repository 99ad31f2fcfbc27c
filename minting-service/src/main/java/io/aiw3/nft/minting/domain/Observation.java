package io.aiw3.nft.minting.domain;

import io.aiw3.nft.solana.MintState;

/** What was learned about an attempt. */
public sealed interface Observation {
  /** No node was available. */
  record Away(String reason) implements Observation {}

  /** Something outside of the chain is missing: waiting may bring it. */
  record NotReady(String reason) implements Observation {}

  /** The request itself cannot be done: waiting will not help. */
  record Impossible(String reason) implements Observation {}

  /** All is ready for a signature, and this is what the chain has at the mint address. */
  record AtAddress(MintState mint) implements Observation {}

  /** The signature is unknown so far; {@code mint} is read for burns only. */
  record Unseen(long finalizedHeight, MintState mint) implements Observation {}

  /** Executed without an error. */
  record Executed(Commitment commitment) implements Observation {}

  /** In a block with an error: it has had its fee and no other effect. */
  record Errored(Commitment commitment) implements Observation {}

  /**
   * The signature will never have an effect again: it is in a final block with an error, or the
   * finalized height has passed its last valid block and the history does not know it. {@code mint}
   * was read after that, at the same slot or later.
   *
   * @param error why it has failed, where that would happen again; else empty
   */
  record Spent(MintState mint, String error) implements Observation {
    public Spent(MintState mint) {
      this(mint, "");
    }
  }
}
