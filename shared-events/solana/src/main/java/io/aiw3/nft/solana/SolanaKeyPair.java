package io.aiw3.nft.solana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.p2p.solanaj.core.PublicKey;
import org.p2p.solanaj.utils.Base58;

/** An Ed25519 key pair as Solana's command line keeps it: 32 bytes of seed, 32 of public key. */
public final class SolanaKeyPair {
  private static final int LENGTH = Ed25519.SEED_LENGTH + Ed25519.KEY_LENGTH;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final byte[] seed;
  private final PublicKey address;

  private SolanaKeyPair(byte[] seed, byte[] publicKey) {
    this.seed = seed.clone();
    this.address = new PublicKey(publicKey);
  }

  /** A new one. */
  public static SolanaKeyPair generate() {
    try {
      var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      byte[] encoded = pair.getPublic().getEncoded(); // X.509: the raw key is its end
      return new SolanaKeyPair(
          seed, Arrays.copyOfRange(encoded, encoded.length - Ed25519.KEY_LENGTH, encoded.length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot make an Ed25519 key", e);
    }
  }

  /**
   * @param seed 32 bytes
   */
  public static SolanaKeyPair ofSeed(byte[] seed) {
    return new SolanaKeyPair(seed, Ed25519.publicKey(seed));
  }

  /**
   * @param bytes seed and public key, 64 bytes
   * @throws IllegalArgumentException with a sentence that does not quote the key
   */
  public static SolanaKeyPair of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("The wallet key needs 64 bytes, not " + bytes.length);
    }
    SolanaKeyPair pair = ofSeed(Arrays.copyOf(bytes, Ed25519.SEED_LENGTH));
    if (!Arrays.equals(pair.bytes(), bytes)) {
      throw new IllegalArgumentException("The wallet key's public half does not fit its seed");
    }
    return pair;
  }

  /**
   * Reads a key as Solana's tools write it.
   *
   * @param text a JSON array of 64 numbers, or base58
   * @throws IllegalArgumentException with a sentence that does not quote the key
   */
  public static SolanaKeyPair read(String text) {
    String trimmed = text.strip();
    return of(trimmed.startsWith("[") ? fromJson(trimmed) : fromBase58(trimmed));
  }

  private static byte[] fromBase58(String text) {
    try {
      return Base58.decode(text);
    } catch (RuntimeException e) {
      // Its message could quote the key.
      throw new IllegalArgumentException("The wallet key is neither a JSON array nor base58");
    }
  }

  private static byte[] fromJson(String text) {
    try {
      int[] numbers = JSON.readValue(text, int[].class);
      byte[] bytes = new byte[numbers.length];
      for (int i = 0; i < numbers.length; i++) {
        if (numbers[i] < 0 || numbers[i] > 0xff) {
          throw new IllegalArgumentException("The wallet key has numbers that are not bytes");
        }
        bytes[i] = (byte) numbers[i];
      }
      return bytes;
    } catch (JsonProcessingException e) {
      // Its message could quote the key.
      throw new IllegalArgumentException("The wallet key is not a JSON array of 64 numbers");
    }
  }

  public PublicKey address() {
    return address;
  }

  /**
   * @return 64 bytes
   */
  public byte[] sign(byte[] message) {
    return Ed25519.sign(seed, message);
  }

  /** Seed and public key, 64 bytes. */
  public byte[] bytes() {
    byte[] bytes = Arrays.copyOf(seed, LENGTH);
    System.arraycopy(address.toByteArray(), 0, bytes, Ed25519.SEED_LENGTH, Ed25519.KEY_LENGTH);
    return bytes;
  }

  /** A JSON array of 64 numbers, and the end of its line. */
  public String toJson() {
    byte[] bytes = bytes();
    return IntStream.range(0, bytes.length)
        .mapToObj(i -> Integer.toString(bytes[i] & 0xff))
        .collect(Collectors.joining(",", "[", "]\n"));
  }

  @Override
  public String toString() {
    return "SolanaKeyPair[" + address.toBase58() + "]";
  }
}
