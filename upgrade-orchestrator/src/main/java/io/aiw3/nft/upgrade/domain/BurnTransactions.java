package io.aiw3.nft.upgrade.domain;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A first check of what an owner hands in: a Solana transaction is a compact-u16 count of
 * signatures, 64 bytes for each, and the message that they sign. A legacy message begins with three
 * counts, the count of its accounts (one byte, of so few) and the accounts, signers first. The
 * owner's signature is verified here, so that a wrong wallet is refused at once. The minting
 * service compares the rest: a wallet may have added its guards, and the transaction may be one
 * that was shown before the newest.
 */
public final class BurnTransactions {
  /** The largest packet that a Solana node takes, in bytes. */
  private static final int LARGEST = 1232;

  private static final int LONGEST_BASE64 = 1700;
  private static final int SIGNATURE = 64;
  private static final int MOST_SIGNATURES = 12;
  private static final int COUNTS = 4;
  private static final int KEY = 32;

  /** What X.509 has before the 32 bytes of a key (RFC 8410). */
  private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final int LONGEST_BASE58 = 88;

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
    NOT_SIGNED("not_signed"),
    /** It is there, and not that of the owner's key for what was handed in. */
    WRONG_SIGNATURE("wrong_signature");

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
    for (int slot = 1; slot < count; slot++) {
      if (!isSignedBy(signed, slot, message)) {
        return Optional.of(Flaw.WRONG_SIGNATURE);
      }
    }
    return Optional.empty();
  }

  private static boolean isSignedBy(byte[] signed, int slot, int message) {
    int key = message + COUNTS + slot * KEY;
    byte[] encoded = Arrays.copyOf(ED25519, ED25519.length + KEY);
    System.arraycopy(signed, key, encoded, ED25519.length, KEY);
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
      verifier.update(signed, message, signed.length - message);
      return verifier.verify(signed, 1 + slot * SIGNATURE, SIGNATURE);
    } catch (GeneralSecurityException e) {
      // Bytes that are no point of the curve, or no signature of any key.
      return false;
    }
  }

  private static boolean sameSigners(byte[] prepared, byte[] signed, int message, int count) {
    int keys = message + COUNTS;
    int end = keys + count * KEY;
    return signed.length >= end
        && prepared.length >= end
        && prepared[message] == signed[message]
        && Arrays.equals(prepared, keys, end, signed, keys, end);
  }

  /** Whether a text can be a transaction's signature in base58: 64 bytes, not all of them zero. */
  public static boolean isSignature(String text) {
    if (text.length() > LONGEST_BASE58 || !text.chars().allMatch(c -> BASE58.indexOf(c) >= 0)) {
      return false;
    }
    BigInteger number = BigInteger.ZERO;
    for (int i = 0; i < text.length(); i++) {
      number =
          number
              .multiply(BigInteger.valueOf(BASE58.length()))
              .add(BigInteger.valueOf(BASE58.indexOf(text.charAt(i))));
    }
    long zeros = text.chars().takeWhile(c -> c == BASE58.charAt(0)).count();
    return number.signum() > 0
        && zeros + (number.bitLength() + Byte.SIZE - 1) / Byte.SIZE == SIGNATURE;
  }

  private static boolean isZero(byte[] bytes, int from) {
    return Arrays.equals(bytes, from, from + SIGNATURE, new byte[SIGNATURE], 0, SIGNATURE);
  }
}
