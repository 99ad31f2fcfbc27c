package io.aiw3.nft.minting.domain;

/**
 * One attempt at a mint or a burn, as the queue has it.
 *
 * <pre>
 * Queued ── sign ───▶ Sent (mint) ──▶ final, or expired and queued again
 *    ▲ └─── offer ──▶ Offered (burn) ── owner signs ──▶ OwnerSigned ── sign ──▶ Sent (burn)
 *    └──── renew ───────────┘  ◀──────── too late ───────────┘
 * </pre>
 */
public sealed interface Attempt {
  TransactionKind kind();

  <R> R accept(Visitor<R> visitor);

  /** What becomes of each attempt: who forgets one does not compile. */
  interface Visitor<R> {
    R queued(Queued attempt);

    R sent(Sent attempt);

    R offered(Offered attempt);

    R ownerSigned(OwnerSigned attempt);

    R prepared(Prepared attempt);
  }

  /** Nothing is signed: nothing can land. */
  record Queued(TransactionKind kind) implements Attempt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.queued(this);
    }
  }

  /**
   * Every signature is there and was committed before the first send.
   *
   * @param lastValidBlockHeight the last block that can hold it
   * @param confirmed it was seen confirmed once
   */
  record Sent(TransactionKind kind, long lastValidBlockHeight, boolean confirmed)
      implements Attempt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.sent(this);
    }
  }

  /**
   * A burn that waits for its owner's signature, without ours: it cannot land.
   *
   * @param lastValidBlockHeight the last block that could hold it
   */
  record Offered(long lastValidBlockHeight) implements Attempt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.offered(this);
    }

    @Override
    public TransactionKind kind() {
      return TransactionKind.BURN;
    }
  }

  /** A burn that its owner has signed, and we have not: it cannot land. */
  record OwnerSigned() implements Attempt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.ownerSigned(this);
    }

    @Override
    public TransactionKind kind() {
      return TransactionKind.BURN;
    }
  }

  /**
   * A burn of an earlier release, which signed first: the owner has not handed it back; their
   * wallet may send it all the same.
   */
  record Prepared(long lastValidBlockHeight, boolean confirmed) implements Attempt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.prepared(this);
    }

    @Override
    public TransactionKind kind() {
      return TransactionKind.BURN;
    }
  }
}
