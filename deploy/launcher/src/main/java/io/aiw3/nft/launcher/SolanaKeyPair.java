package io.aiw3.nft.launcher;

import java.math.BigInteger;
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
  private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

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
    byte[] publicKey = Arrays.copyOfRange(bytes, HALF, 2 * HALF);
    StringBuilder text = new StringBuilder();
    BigInteger rest = new BigInteger(1, publicKey);
    while (rest.signum() > 0) {
      BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(58));
      text.append(BASE58.charAt(parts[1].intValue()));
      rest = parts[0];
    }
    for (int i = 0; i < publicKey.length && publicKey[i] == 0; i++) {
      text.append(BASE58.charAt(0));
    }
    return text.reverse().toString();
  }
}
