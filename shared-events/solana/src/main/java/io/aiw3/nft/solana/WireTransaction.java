package io.aiw3.nft.solana;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.p2p.solanaj.utils.Base58;

/** A legacy transaction as it travels: number of signatures, signatures, message. */
public final class WireTransaction {
  /** What fits into one packet. */
  public static final int LARGEST = 1232;

  private static final int FEW = 0x7f;

  private WireTransaction() {}

  /**
   * @param signatures in the order of the message's signers, 64 bytes each
   * @throws IllegalArgumentException if it is too large to be sent
   */
  public static byte[] assemble(List<byte[]> signatures, byte[] message) {
    int size = 1 + signatures.size() * Ed25519.SIGNATURE_LENGTH + message.length;
    if (size > LARGEST || signatures.size() > FEW) {
      throw new IllegalArgumentException("A transaction of " + size + " bytes cannot be sent");
    }
    ByteBuffer bytes = ByteBuffer.allocate(size).put((byte) signatures.size());
    signatures.forEach(bytes::put);
    return bytes.put(message).array();
  }

  /** The signature at {@code index}; its slot may hold zeros. */
  public static byte[] signature(byte[] transaction, int index) {
    int from = 1 + index * Ed25519.SIGNATURE_LENGTH;
    return Arrays.copyOfRange(transaction, from, from + Ed25519.SIGNATURE_LENGTH);
  }

  /** The bytes that are signed. */
  public static byte[] message(byte[] transaction) {
    return Arrays.copyOfRange(
        transaction, 1 + transaction[0] * Ed25519.SIGNATURE_LENGTH, transaction.length);
  }

  /** The transaction's id: the first signature in base58. */
  public static String id(byte[] transaction) {
    return Base58.encode(signature(transaction, 0));
  }

  /** SHA-256 in hex. */
  public static String hash(byte[] message) {
    return HexFormat.of().formatHex(sha256(message));
  }

  /** SHA-256 in base58. */
  static String name(byte[] message) {
    return Base58.encode(sha256(message));
  }

  private static byte[] sha256(byte[] message) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(message);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
