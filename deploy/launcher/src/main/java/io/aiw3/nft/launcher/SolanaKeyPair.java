package io.aiw3.nft.launcher;

import io.aiw3.nft.contract.SolanaAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An Ed25519 key pair as Solana's command line keeps it: 32 bytes of seed, 32 of public key. */
final class SolanaKeyPair {
  private static final int HALF = 32;

  private final byte[] bytes;

  private SolanaKeyPair(byte[] bytes) {
    this.bytes = bytes;
  }

  static SolanaKeyPair generate() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
    byte[] encoded = pair.getPublic().getEncoded(); // X.509: the raw key is its end
    byte[] bytes = Arrays.copyOf(seed, 2 * HALF);
    System.arraycopy(encoded, encoded.length - HALF, bytes, HALF, HALF);
    return new SolanaKeyPair(bytes);
  }

  static SolanaKeyPair fromJson(String json) {
    String[] numbers = json.strip().replaceAll("[\\[\\]\\s]", "").split(",", -1);
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      bytes[i] = (byte) Integer.parseInt(numbers[i]);
    }
    return new SolanaKeyPair(bytes);
  }

  String toJson() {
    return IntStream.range(0, bytes.length)
        .mapToObj(i -> Integer.toString(bytes[i] & 0xff))
        .collect(Collectors.joining(",", "[", "]\n"));
  }

  /** The public key in base 58. */
  String address() {
    return SolanaAddress.of(Arrays.copyOfRange(bytes, HALF, 2 * HALF));
  }
}
