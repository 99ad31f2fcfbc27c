package io.aiw3.nft.upgrade.domain;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A first check of what an owner hands in: a Solana transaction is a compact-u16 count of
 * signatures, 64 bytes for each, and the message that they sign. A legacy message begins with three
 * counts, the count of its accounts (one byte, of so few) and the accounts, signers first. The
 * minting service compares the rest and verifies the signatures: a wallet may have added its
 * guards, and the transaction may be one that was shown before the newest.
 */
public final class BurnTransactions {
  /** The largest packet that a Solana node takes, in bytes. */
  private static final int LARGEST = 1232;

  private static final int LONGEST_BASE64 = 1700;
  private static final int SIGNATURE = 64;
  private static final int MOST_SIGNATURES = 12;
  private static final int COUNTS = 4;
  private static final int KEY = 32;
  private static final String BASE58 = "[1-9A-HJ-NP-Za-km-z]{64,88}";

  private BurnTransactions() {}

  /** What is wrong with a transaction that was handed in. */
  public enum Flaw {
    NOT_BASE64("not_base64"),
    TOO_LARGE("too_large"),
    NOT_A_TRANSACTION("not_a_transaction"),
    /** It is not a transaction of this fee payer and this owner. */
    ANOTHER_MESSAGE("another_message"),
    /** The signature of the fee payer, which was there, is another one. */
    FEE_PAYER_SIGNATURE_CHANGED("fee_payer_signature_changed"),
    /** The owner's signature is missing. */
    NOT_SIGNED("not_signed");

    private final String wireName;

    Flaw(String wireName) {
      this.wireName = wireName;
    }

    /** The name in an error's details. */
    public String wireName() {
      return wireName;
    }
  }

  /**
   * @param prepared base64 of what was handed out
   * @param signed what came back
   */
  public static Optional<Flaw> flaw(String prepared, String signed) {
    if (signed.length() > LONGEST_BASE64) {
      return Optional.of(Flaw.TOO_LARGE);
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(signed);
    } catch (IllegalArgumentException e) {
      return Optional.of(Flaw.NOT_BASE64);
    }
    if (bytes.length > LARGEST) {
      return Optional.of(Flaw.TOO_LARGE);
    }
    return flaw(Base64.getDecoder().decode(prepared), bytes);
  }

  private static Optional<Flaw> flaw(byte[] prepared, byte[] signed) {
    int count = signed.length == 0 ? 0 : signed[0];
    int message = 1 + count * SIGNATURE;
    if (count < 1 || count > MOST_SIGNATURES || signed.length <= message) {
      return Optional.of(Flaw.NOT_A_TRANSACTION);
    }
    if (count != prepared[0] || !sameSigners(prepared, signed, message, count)) {
      return Optional.of(Flaw.ANOTHER_MESSAGE);
    }
    // The fee payer signs last; of an earlier release first, and some wallets drop that signature.
    if (!isZero(signed, 1)
        && !Arrays.equals(prepared, 1, 1 + SIGNATURE, signed, 1, 1 + SIGNATURE)) {
      return Optional.of(Flaw.FEE_PAYER_SIGNATURE_CHANGED);
    }
    for (int slot = 1; slot < count; slot++) {
      if (isZero(signed, 1 + slot * SIGNATURE)) {
        return Optional.of(Flaw.NOT_SIGNED);
      }
    }
    return Optional.empty();
  }

  private static boolean sameSigners(byte[] prepared, byte[] signed, int message, int count) {
    int keys = message + COUNTS;
    int end = keys + count * KEY;
    return signed.length >= end
        && prepared.length >= end
        && prepared[message] == signed[message]
        && Arrays.equals(prepared, keys, end, signed, keys, end);
  }

  /** Whether a text can be a transaction's signature in base58. */
  public static boolean isSignature(String text) {
    return text.matches(BASE58);
  }

  private static boolean isZero(byte[] bytes, int from) {
    return Arrays.equals(bytes, from, from + SIGNATURE, new byte[SIGNATURE], 0, SIGNATURE);
  }
}
