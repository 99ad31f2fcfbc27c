package io.aiw3.nft.solana;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.p2p.solanaj.core.PublicKey;
import org.p2p.solanaj.core.TransactionInstruction;

/**
 * The burn of an NFT by its owner, paid for by the system wallet (solana.md §2). The id is the
 * payer's signature, so it is known before the owner has signed.
 */
public final class BurnTransaction {
  private static final int SIGNERS = 2;
  private static final int OWNER = 1;

  private BurnTransaction() {}

  /**
   * @param close the emptied token account is closed, and its rent goes to the wallet that paid for
   *     it; not where another address than the owner may close it
   * @param budget none only where bytes without one are required
   * @return the message; signers are the wallet, then the owner
   */
  public static byte[] message(
      PublicKey wallet,
      PublicKey owner,
      PublicKey mint,
      PublicKey tokenAccount,
      boolean close,
      Optional<ComputeBudget> budget,
      String blockhash) {
    List<TransactionInstruction> instructions =
        new ArrayList<>(TokenInstructions.computeBudget(budget));
    instructions.add(TokenInstructions.burnOne(tokenAccount, mint, owner));
    if (close) {
      instructions.add(TokenInstructions.closeAccount(tokenAccount, wallet, owner));
    }
    return TransactionMessage.compile(wallet, blockhash, instructions);
  }

  /** The accounts that it writes to. */
  public static List<PublicKey> writable(PublicKey wallet, PublicKey mint, PublicKey tokenAccount) {
    return List.of(wallet, mint, tokenAccount);
  }

  /** The transaction to hand to the owner, whose slot is empty. */
  public static byte[] prepared(byte[] payerSignature, byte[] message) {
    return WireTransaction.assemble(
        List.of(payerSignature, new byte[Ed25519.SIGNATURE_LENGTH]), message);
  }

  /**
   * What is sent: the prepared bytes with the owner's signature. Some wallets hand back their own
   * signature alone; the fee payer's is known.
   *
   * @param returned passes {@link #check}
   */
  public static byte[] complete(byte[] prepared, byte[] returned) {
    return WireTransaction.assemble(
        List.of(WireTransaction.signature(prepared, 0), WireTransaction.signature(returned, OWNER)),
        WireTransaction.message(prepared));
  }

  /**
   * Compares what came back with what was prepared. The fee payer's place may be empty.
   *
   * @return what is wrong with it, or nothing
   */
  public static Optional<Refusal> check(byte[] prepared, byte[] returned, PublicKey owner) {
    int header = 1 + SIGNERS * Ed25519.SIGNATURE_LENGTH;
    if (returned.length <= header || returned[0] != SIGNERS) {
      return Optional.of(Refusal.NOT_THE_PREPARED_TRANSACTION);
    }
    byte[] message = WireTransaction.message(prepared);
    if (!Arrays.equals(message, WireTransaction.message(returned))) {
      return Optional.of(Refusal.NOT_THE_PREPARED_TRANSACTION);
    }
    byte[] payer = WireTransaction.signature(returned, 0);
    if (!isEmpty(payer) && !Arrays.equals(WireTransaction.signature(prepared, 0), payer)) {
      return Optional.of(Refusal.FEE_PAYER_SIGNATURE_CHANGED);
    }
    byte[] signature = WireTransaction.signature(returned, OWNER);
    if (isEmpty(signature)) {
      return Optional.of(Refusal.OWNER_SIGNATURE_MISSING);
    }
    return Ed25519.verify(owner.toByteArray(), message, signature)
        ? Optional.empty()
        : Optional.of(Refusal.OWNER_SIGNATURE_INVALID);
  }

  /** Whether there is anything in the owner's place. */
  public static boolean isSignedByOwner(byte[] transaction) {
    return !isEmpty(WireTransaction.signature(transaction, OWNER));
  }

  private static boolean isEmpty(byte[] signature) {
    return Arrays.equals(signature, new byte[Ed25519.SIGNATURE_LENGTH]);
  }

  /** Why a transaction that was handed in is not sent. */
  public enum Refusal {
    NOT_THE_PREPARED_TRANSACTION("This is not the burn transaction that was prepared."),
    FEE_PAYER_SIGNATURE_CHANGED("The fee payer's signature was changed."),
    OWNER_SIGNATURE_MISSING("The owner has not signed."),
    OWNER_SIGNATURE_INVALID("The owner's signature does not fit the transaction.");

    private final String sentence;

    Refusal(String sentence) {
      this.sentence = sentence;
    }

    public String sentence() {
      return sentence;
    }
  }
}
