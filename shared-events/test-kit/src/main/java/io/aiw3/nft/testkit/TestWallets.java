package io.aiw3.nft.testkit;

import io.aiw3.nft.contract.SolanaAddress;
import java.util.concurrent.ThreadLocalRandom;

/** Addresses that are unique. */
public final class TestWallets {
  private TestWallets() {}

  /** The base58 address of 32 random bytes. */
  public static String newAddress() {
    byte[] bytes = new byte[32];
    ThreadLocalRandom.current().nextBytes(bytes);
    return SolanaAddress.of(bytes);
  }
}
