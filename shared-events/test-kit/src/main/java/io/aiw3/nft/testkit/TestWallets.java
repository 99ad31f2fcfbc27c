package io.aiw3.nft.testkit;

import java.math.BigInteger;
import java.util.concurrent.ThreadLocalRandom;

/** Addresses that nobody else has. */
public final class TestWallets {
  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

  private TestWallets() {}

  /** The base58 address of 32 random bytes. */
  public static String newAddress() {
    byte[] bytes = new byte[32];
    ThreadLocalRandom.current().nextBytes(bytes);
    bytes[0] |= 1; // no leading zero, which base58 writes apart
    StringBuilder text = new StringBuilder();
    BigInteger number = new BigInteger(1, bytes);
    while (number.signum() > 0) {
      BigInteger[] parts = number.divideAndRemainder(BigInteger.valueOf(58));
      text.append(ALPHABET.charAt(parts[1].intValue()));
      number = parts[0];
    }
    return text.reverse().toString();
  }
}
