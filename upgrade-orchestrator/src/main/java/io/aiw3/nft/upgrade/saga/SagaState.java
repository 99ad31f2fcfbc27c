package io.aiw3.nft.upgrade.saga;

import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.OperationStatus;
import io.aiw3.nft.contract.WireName;
import java.time.Instant;

/**
 * A saga's state, with exactly what is known there.
 *
 * <pre>
 * claim     Verifying ─ Minting ─ Completed
 * upgrade   Verifying ─ ReservingBadges ─ PreparingBurn ─ AwaitingSignature ─ SubmittingBurn
 *                        │ (burned before) │    ▲ ▲ expired │               refused │ │
 *                        │                 │    └─┴─────────┴── ConfirmingBurn ◄────┘─┘
 *                        └──────► Minting ◄──── burn confirmed, in any state
 *                                    ├─ ConsumingBadges ─ Completed
 *                                    └─ (mint refused, nothing burned by this saga) ─ giving up
 * giving up WithdrawingBurn (until the chain proves that the burn is lost) ─ ReleasingBadges ─ Failed
 * </pre>
 *
 * <p>What ends each state ({@code adr/0003-what-ends-each-state.md}): a participant's answer, which
 * is requested again until it comes, and never one that may be withheld for good. An owner who does
 * not sign is what the deadline is for, and a transaction that does not land expires.
 */
public sealed interface SagaState {

  /** The status of data model v2 that the state shows as. */
  default OperationStatus status(OperationKind kind) {
    return OperationStatus.PENDING;
  }

  /** The name in the table, in metrics and logs, for example {@code awaiting_signature}. */
  default String wireName() {
    return name().wireName();
  }

  Name name();

  <R> R accept(Visitor<R> visitor);

  /** What becomes of each state: who forgets one does not compile. */
  interface Visitor<R> {
    R verifying(Verifying state);

    R reservingBadges(ReservingBadges state);

    R preparingBurn(PreparingBurn state);

    R awaitingSignature(AwaitingSignature state);

    R submittingBurn(SubmittingBurn state);

    R confirmingBurn(ConfirmingBurn state);

    R withdrawingBurn(WithdrawingBurn state);

    R releasingBadges(ReleasingBadges state);

    R minting(Minting state);

    R consumingBadges(ConsumingBadges state);

    R completed(Completed state);

    R failed(Failed state);
  }

  /** Every state by its declared name: a record that is renamed keeps its rows readable. */
  enum Name implements WireName {
    VERIFYING("verifying"),
    RESERVING_BADGES("reserving_badges"),
    PREPARING_BURN("preparing_burn"),
    AWAITING_SIGNATURE("awaiting_signature"),
    SUBMITTING_BURN("submitting_burn"),
    CONFIRMING_BURN("confirming_burn"),
    WITHDRAWING_BURN("withdrawing_burn"),
    RELEASING_BADGES("releasing_badges"),
    MINTING("minting"),
    CONSUMING_BADGES("consuming_badges"),
    COMPLETED("completed"),
    FAILED("failed");

    private final String wireName;

    Name(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  /** The badges are reserved, the burn is not confirmed yet. */
  sealed interface BeforeBurn extends SagaState {
    Qualified qualified();

    /** Number of the burn transaction in hand: 1, and one more after each expiry. */
    int attempt();
  }

  /** A burn transaction is in the owner's hands, or was. */
  sealed interface BurnInHand extends BeforeBurn {
    Burn burn();

    @Override
    default int attempt() {
      return burn().attempt();
    }
  }

  /** A burn transaction that is still needed. */
  sealed interface BurnWanted extends BurnInHand {}

  /** The mint is requested: only a mint that is refused leads back, and only without a burn. */
  sealed interface ForwardOnly extends SagaState {
    Qualified qualified();
  }

  /** The qualification service verifies. Ends with its verdict, or a cancellation. */
  record Verifying() implements SagaState {
    @Override
    public Name name() {
      return Name.VERIFYING;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.verifying(this);
    }
  }

  /**
   * The badge service reserves {@code qualified.badges()} badges. Ends with its answer, or a
   * cancellation.
   */
  record ReservingBadges(Qualified qualified) implements SagaState {
    @Override
    public Name name() {
      return Name.RESERVING_BADGES;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.reservingBadges(this);
    }
  }

  /**
   * The minting service prepares a burn transaction. Ends with the transaction, a refusal, an
   * expiry, or a burn that is found. What was perhaps handed out is not given up before that
   * answer.
   *
   * @param giveUp why the saga ends as soon as this transaction is out of the way; null: it
   *     continues
   */
  record PreparingBurn(Qualified qualified, int attempt, Problem giveUp) implements BeforeBurn {
    @Override
    public Name name() {
      return Name.PREPARING_BURN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.preparingBurn(this);
    }
  }

  /**
   * The owner has to sign. Ends with a signature, an expiry, a refusal, a cancellation, or at the
   * deadline.
   *
   * @param refusal why the last thing handed in was not accepted; null if nothing was
   */
  record AwaitingSignature(Qualified qualified, Burn burn, Problem refusal) implements BurnWanted {
    @Override
    public Name name() {
      return Name.AWAITING_SIGNATURE;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.awaitingSignature(this);
    }
  }

  /**
   * What the owner signed is on its way to the minting service. Ends with its answer, or at the
   * deadline.
   */
  record SubmittingBurn(Qualified qualified, Burn burn, Signed signed) implements BurnWanted {
    @Override
    public Name name() {
      return Name.SUBMITTING_BURN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.submittingBurn(this);
    }
  }

  /** The burn is sent; the chain decides. Ends with the burn, an expiry, or at the deadline. */
  record ConfirmingBurn(Qualified qualified, Burn burn, Signed signed) implements BurnWanted {
    @Override
    public Name name() {
      return Name.CONFIRMING_BURN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.confirmingBurn(this);
    }
  }

  /**
   * The burn is no longer needed. The minting service is requested to withdraw it: what it has not
   * signed cannot land, of what it has signed the chain decides. Ends with the burn, or with the
   * proof that none can land, which the transaction's blockhash guarantees.
   */
  record WithdrawingBurn(Qualified qualified, Burn burn, Problem reason) implements BurnInHand {
    @Override
    public Name name() {
      return Name.WITHDRAWING_BURN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.withdrawingBurn(this);
    }
  }

  /**
   * The compensation: the badge service releases the badges. Ends with its answer; it has no reason
   * to refuse.
   */
  record ReleasingBadges(Qualified qualified, Problem reason) implements SagaState {
    @Override
    public Name name() {
      return Name.RELEASING_BADGES;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.releasingBadges(this);
    }
  }

  /**
   * The minting service mints. Ends with the mint, or where this saga has burned nothing with a
   * refusal; after a burn of its own there is no way back.
   *
   * @param mint null until a mint transaction was sent
   * @param delay why it takes longer; null if it does not
   */
  record Minting(Qualified qualified, Mint mint, Problem delay) implements ForwardOnly {
    @Override
    public Name name() {
      return Name.MINTING;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.minting(this);
    }

    @Override
    public OperationStatus status(OperationKind kind) {
      return kind == OperationKind.CLAIM ? OperationStatus.PENDING : OperationStatus.BURN_CONFIRMED;
    }
  }

  /**
   * The new NFT is there; the badge service consumes the badges. Ends with its answer; it has no
   * reason to refuse what it has reserved.
   */
  record ConsumingBadges(Qualified qualified, Mint mint) implements ForwardOnly {
    @Override
    public Name name() {
      return Name.CONSUMING_BADGES;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.consumingBadges(this);
    }

    @Override
    public OperationStatus status(OperationKind kind) {
      return OperationStatus.MINT_CONFIRMED;
    }
  }

  /** The end that was requested. */
  record Completed(Mint mint) implements SagaState {
    @Override
    public Name name() {
      return Name.COMPLETED;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.completed(this);
    }

    @Override
    public OperationStatus status(OperationKind kind) {
      return OperationStatus.COMPLETED;
    }
  }

  /** The other end: nothing was burned, nothing is reserved. */
  record Failed(Problem reason) implements SagaState {
    @Override
    public Name name() {
      return Name.FAILED;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.failed(this);
    }

    @Override
    public OperationStatus status(OperationKind kind) {
      return OperationStatus.FAILED;
    }
  }

  /**
   * What the qualification service found.
   *
   * @param wallet base58 address that the new NFT goes to
   * @param oldMint the NFT to burn; null for a claim
   * @param burned it is burned already
   * @param burnSignature base58; null while not burned, or when burned before the saga
   * @param badges how many badges the upgrade uses up
   */
  record Qualified(
      String wallet, String oldMint, boolean burned, String burnSignature, int badges) {
    /** Whether it was this saga that saw the burn confirmed. */
    boolean burnedHere() {
      return burnSignature != null;
    }

    Qualified burnedBy(String signature) {
      return new Qualified(wallet, oldMint, true, signature, badges);
    }
  }

  /**
   * A burn transaction that was prepared.
   *
   * @param transaction base64, without signatures
   * @param signature base58: names the transaction, and is its id once it is sent
   */
  record Burn(
      int attempt,
      String transaction,
      String signature,
      long lastValidBlockHeight,
      Instant expiresAt) {
    /** The minting service has signed it too: it has an id. */
    Burn sentAs(String id) {
      return new Burn(attempt, transaction, id, lastValidBlockHeight, expiresAt);
    }
  }

  /**
   * What the owner handed in; one of the two is there.
   *
   * @param transaction base64
   * @param signature base58 id of a transaction that the owner's wallet sent itself
   */
  record Signed(String transaction, String signature) {}

  /** The new NFT: address and transaction id, base58. */
  record Mint(String address, String signature) {}

  /** Why something ended or takes longer; {@code message} is a sentence for people. */
  record Problem(String code, String message) {}
}
