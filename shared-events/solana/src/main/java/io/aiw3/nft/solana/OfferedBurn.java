package io.aiw3.nft.solana;

import io.aiw3.nft.solana.BurnTransaction.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.p2p.solanaj.core.PublicKey;

/**
 * A burn transaction that was offered to its owner: nobody has signed it. The owner signs first,
 * and only what passes {@link #check} is signed by the system wallet.
 */
public final class OfferedBurn {
  private static final int PAYER = 0;
  private static final int OWNER = 1;
  private static final int SIGNERS = 2;
  private static final int HEADER = 1 + SIGNERS * Ed25519.SIGNATURE_LENGTH;
  private static final byte[] EMPTY = new byte[Ed25519.SIGNATURE_LENGTH];

  private OfferedBurn() {}

  /** The transaction to hand out. */
  public static byte[] transaction(byte[] message) {
    return WireTransaction.assemble(List.of(EMPTY, EMPTY), message);
  }

  /**
   * Compares what came back with what was offered. The message is the offered one, byte for byte,
   * or that with assertions that the owner's wallet added.
   *
   * @return what is wrong with it, or nothing
   */
  public static Optional<Refusal> check(byte[] offered, byte[] returned) {
    if (returned.length <= HEADER || returned[0] != SIGNERS) {
      return Optional.of(Refusal.NOT_THE_PREPARED_TRANSACTION);
    }
    byte[] message = WireTransaction.message(returned);
    if (!isOffered(WireTransaction.message(offered), message)) {
      return Optional.of(Refusal.NOT_THE_PREPARED_TRANSACTION);
    }
    if (!isEmpty(WireTransaction.signature(returned, PAYER))) {
      return Optional.of(Refusal.FEE_PAYER_SIGNATURE_CHANGED);
    }
    byte[] signature = WireTransaction.signature(returned, OWNER);
    if (isEmpty(signature)) {
      return Optional.of(Refusal.OWNER_SIGNATURE_MISSING);
    }
    return Ed25519.verify(signer(offered, OWNER).toByteArray(), message, signature)
        ? Optional.empty()
        : Optional.of(Refusal.OWNER_SIGNATURE_INVALID);
  }

  private static boolean isOffered(byte[] offered, byte[] returned) {
    if (Arrays.equals(offered, returned)) {
      return true;
    }
    Optional<LegacyMessage> ours = LegacyMessage.read(offered);
    Optional<LegacyMessage> theirs = LegacyMessage.read(returned);
    return ours.isPresent()
        && theirs.isPresent()
        && Arrays.equals(ours.get().blockhash(), theirs.get().blockhash())
        && WalletGuards.areAllThatWasAdded(ours.get(), theirs.get());
  }

  /** Whether what came back differs from the offer by its blockhash, and at most by assertions. */
  public static boolean isOfAnotherBlockhash(byte[] offered, byte[] returned) {
    if (returned.length <= HEADER || returned[0] != SIGNERS) {
      return false;
    }
    Optional<LegacyMessage> ours = LegacyMessage.read(WireTransaction.message(offered));
    Optional<LegacyMessage> theirs = LegacyMessage.read(WireTransaction.message(returned));
    return ours.isPresent()
        && theirs.isPresent()
        && !Arrays.equals(ours.get().blockhash(), theirs.get().blockhash())
        && WalletGuards.areAllThatWasAdded(ours.get(), theirs.get());
  }

  /** The owner's transaction with the system wallet's signature. */
  public static byte[] complete(byte[] payerSignature, byte[] returned) {
    return WireTransaction.assemble(
        List.of(payerSignature, WireTransaction.signature(returned, OWNER)),
        WireTransaction.message(returned));
  }

  /**
   * Names a transaction that has no id yet.
   *
   * @return SHA-256 of its message in base58
   */
  public static String name(byte[] transaction) {
    return WireTransaction.name(WireTransaction.message(transaction));
  }

  /** Whether a burn failed by an assertion that the owner's wallet added. */
  public static boolean failedByAGuard(byte[] transaction, String error) {
    return WalletGuards.failed(transaction, error);
  }

  /** What it requests of the cluster, and offers for it. */
  public static ComputeBudget budget(byte[] transaction) {
    return LegacyMessage.read(WireTransaction.message(transaction))
        .map(message -> TokenInstructions.computeBudgetOf(message.instructions()))
        .orElseThrow();
  }

  /** Who pays for it; another wallet than ours after a change of keys. */
  public static PublicKey feePayer(byte[] transaction) {
    return signer(transaction, PAYER);
  }

  private static PublicKey signer(byte[] transaction, int place) {
    return LegacyMessage.read(WireTransaction.message(transaction))
        .orElseThrow()
        .keys()
        .get(place)
        .address();
  }

  private static boolean isEmpty(byte[] signature) {
    return Arrays.equals(signature, EMPTY);
  }
}
