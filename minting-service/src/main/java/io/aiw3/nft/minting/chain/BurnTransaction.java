package io.aiw3.nft.minting.chain;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.p2p.solanaj.core.PublicKey;

/**
 * The burn of an NFT by its owner, paid for by the system wallet (solana.md §2). The id is the
 * payer's signature, so it is known before the owner has signed.
 */
public final class BurnTransaction {
  private static final int SIGNERS = 2;
  private static final int OWNER = 1;

  private BurnTransaction() {}

  /**
   * @return the message; signers are the wallet, then the owner. The token account's rent goes to
   *     the wallet that paid for it
   */
  public static byte[] message(
      PublicKey wallet, PublicKey owner, PublicKey mint, PublicKey tokenAccount, String blockhash) {
    return TransactionMessage.compile(
        wallet,
        blockhash,
        List.of(
            TokenInstructions.burnOne(tokenAccount, mint, owner),
            TokenInstructions.closeAccount(tokenAccount, wallet, owner)));
  }

  /** The transaction to hand to the owner, whose slot is empty. */
  public static byte[] prepared(byte[] payerSignature, byte[] message) {
    return WireTransaction.assemble(
        List.of(payerSignature, new byte[Ed25519.SIGNATURE_LENGTH]), message);
  }

  /**
   * Compares what came back with what was prepared.
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
    if (!Arrays.equals(
        WireTransaction.signature(prepared, 0), WireTransaction.signature(returned, 0))) {
      return Optional.of(Refusal.FEE_PAYER_SIGNATURE_CHANGED);
    }
    byte[] signature = WireTransaction.signature(returned, OWNER);
    if (Arrays.equals(signature, new byte[Ed25519.SIGNATURE_LENGTH])) {
      return Optional.of(Refusal.OWNER_SIGNATURE_MISSING);
    }
    return Ed25519.verify(owner.toByteArray(), message, signature)
        ? Optional.empty()
        : Optional.of(Refusal.OWNER_SIGNATURE_INVALID);
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
