package io.aiw3.nft.minting.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import org.p2p.solanaj.core.PublicKey;
import org.p2p.solanaj.utils.Base58;

/** The system wallet's key in this process's memory: for development, from a file or a variable. */
public final class SolanaWalletSigner implements WalletSigner {
  private static final int KEY_PAIR_LENGTH = 64;

  private final byte[] seed;
  private final PublicKey address;

  /**
   * @param keyPair seed and public key, 64 bytes
   */
  SolanaWalletSigner(byte[] keyPair) {
    if (keyPair.length != KEY_PAIR_LENGTH) {
      throw new IllegalArgumentException("The wallet key needs 64 bytes, not " + keyPair.length);
    }
    seed = Arrays.copyOf(keyPair, Ed25519.SEED_LENGTH);
    byte[] derived = Ed25519.publicKey(seed);
    if (!Arrays.equals(
        derived, Arrays.copyOfRange(keyPair, Ed25519.SEED_LENGTH, KEY_PAIR_LENGTH))) {
      throw new IllegalArgumentException("The wallet key's public half does not fit its seed");
    }
    address = new PublicKey(derived);
  }

  /**
   * Reads a key as Solana's tools write it.
   *
   * @param text a JSON array of 64 numbers, or base58
   */
  public static SolanaWalletSigner read(String text) {
    String trimmed = text.strip();
    return new SolanaWalletSigner(
        trimmed.startsWith("[") ? fromJson(trimmed) : fromBase58(trimmed));
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
      int[] numbers = new ObjectMapper().readValue(text, int[].class);
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

  @Override
  public PublicKey address() {
    return address;
  }

  @Override
  public Uni<byte[]> sign(byte[] message) {
    return Uni.createFrom().item(() -> Ed25519.sign(seed, message));
  }

  @Override
  public String toString() {
    return "SolanaWalletSigner[" + address.toBase58() + "]";
  }
}
