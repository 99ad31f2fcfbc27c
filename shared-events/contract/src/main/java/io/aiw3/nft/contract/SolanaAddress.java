package io.aiw3.nft.contract;

import java.math.BigInteger;
import java.util.Arrays;

/** Addresses of wallets and mints: 32 bytes in base58 (alphabet of Bitcoin). */
public final class SolanaAddress {
  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final int SHORTEST = 32;
  private static final int LONGEST = 44;
  private static final int WORDS = 8;
  private static final int BASE = 58;
  private static final int[] DIGITS = digits();

  private SolanaAddress() {}

  /** Whether {@code text} encodes exactly 32 bytes; null does not. */
  public static boolean isValid(String text) {
    if (text == null) {
      return false;
    }
    int length = text.length();
    if (length < SHORTEST || length > LONGEST) {
      return false;
    }
    int zeros = 0;
    while (zeros < length && text.charAt(zeros) == '1') {
      zeros++;
    }
    int[] number = new int[WORDS];
    for (int i = zeros; i < length; i++) {
      char c = text.charAt(i);
      int digit = c < DIGITS.length ? DIGITS[c] : -1;
      if (digit < 0 || !append(number, digit)) {
        return false;
      }
    }
    return zeros + bytes(number) == WORDS * Integer.BYTES;
  }

  /**
   * The address of a public key.
   *
   * @param publicKey 32 bytes
   * @throws IllegalArgumentException for another number of bytes
   */
  public static String of(byte[] publicKey) {
    if (publicKey.length != WORDS * Integer.BYTES) {
      throw new IllegalArgumentException("a public key has 32 bytes, not " + publicKey.length);
    }
    StringBuilder text = new StringBuilder(LONGEST);
    BigInteger number = new BigInteger(1, publicKey);
    while (number.signum() > 0) {
      BigInteger[] parts = number.divideAndRemainder(BigInteger.valueOf(BASE));
      text.append(ALPHABET.charAt(parts[1].intValue()));
      number = parts[0];
    }
    for (int i = 0; i < publicKey.length && publicKey[i] == 0; i++) {
      text.append(ALPHABET.charAt(0));
    }
    return text.reverse().toString();
  }

  /** number = number × 58 + digit; false when it no longer fits 32 bytes. */
  private static boolean append(int[] number, int digit) {
    long carry = digit;
    for (int i = 0; i < WORDS; i++) {
      carry += Integer.toUnsignedLong(number[i]) * BASE;
      number[i] = (int) carry;
      carry >>>= Integer.SIZE;
    }
    return carry == 0;
  }

  private static int bytes(int[] number) {
    for (int i = WORDS - 1; i >= 0; i--) {
      if (number[i] != 0) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(number[i]);
        return i * Integer.BYTES + (bits + Byte.SIZE - 1) / Byte.SIZE;
      }
    }
    return 0;
  }

  private static int[] digits() {
    int[] digits = new int[128];
    Arrays.fill(digits, -1);
    for (int i = 0; i < BASE; i++) {
      digits[ALPHABET.charAt(i)] = i;
    }
    return digits;
  }
}
