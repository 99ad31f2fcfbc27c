package io.aiw3.nft.minting;

import io.aiw3.nft.solana.Addresses;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.p2p.solanaj.core.PublicKey;

/**
 * What a wallet does to protect its owner: it puts assertions of the Lighthouse program before and
 * after the instructions of a transaction that nobody has signed.
 */
final class GuardingWallet {
  private static final PublicKey LIGHTHOUSE =
      Addresses.require("L2TExMFKdjpN9kozasaurPirfHy9P8sbXoAN1qA3S95");
  private static final int HEADER = 1 + 2 * 64;
  private static final int KEY = 32;
  private static final int FEE_PAYER = 0;
  private static final int OWNER = 1;

  /** AssertAccountInfo of lamports, silently. */
  private static final byte[] ACCOUNT_INFO = {5, 0, 0};

  private static final byte EQUAL = 0;
  private static final byte AT_LEAST = 4;

  /** MemoryWrite: no assertion. */
  private static final byte[] MEMORY_WRITE = {0, 0, 0, 0, 0, 0};

  private GuardingWallet() {}

  /** The fee payer is able to pay, and the owner loses nothing. */
  static byte[] guarded(byte[] transaction, long ownersLamports) {
    return with(
        transaction,
        lamports(FEE_PAYER, 1, AT_LEAST),
        lamports(OWNER, ownersLamports, EQUAL),
        lamports(OWNER, ownersLamports, AT_LEAST));
  }

  /** An instruction of the same program that is no assertion. */
  static byte[] written(byte[] transaction) {
    return with(transaction, lamports(OWNER, 0, AT_LEAST), instruction(OWNER, MEMORY_WRITE));
  }

  private static byte[] lamports(int account, long lamports, byte operator) {
    return instruction(
        account,
        ByteBuffer.allocate(ACCOUNT_INFO.length + Long.BYTES + 1)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(ACCOUNT_INFO)
            .putLong(lamports)
            .put(operator)
            .array());
  }

  /** Without its program. */
  private static byte[] instruction(int account, byte[] data) {
    return ByteBuffer.allocate(3 + data.length)
        .put((byte) 1)
        .put((byte) account)
        .put((byte) data.length)
        .put(data)
        .array();
  }

  /**
   * @param first stands before the instructions that are there, the others after them
   */
  private static byte[] with(byte[] transaction, byte[] first, byte[]... others) {
    ByteBuffer from = ByteBuffer.wrap(transaction);
    ByteBuffer to = ByteBuffer.allocate(1232);
    copy(from, to, HEADER + 2);
    to.put((byte) (from.get() + 1)); // one more that is neither written nor signs
    byte keys = from.get();
    to.put((byte) (keys + 1));
    copy(from, to, keys * KEY);
    to.put(LIGHTHOUSE.toByteArray());
    copy(from, to, KEY); // the blockhash
    to.put((byte) (from.get() + 1 + others.length));
    to.put(keys).put(first);
    copy(from, to, from.remaining());
    for (byte[] other : others) {
      to.put(keys).put(other);
    }
    byte[] guarded = new byte[to.position()];
    to.flip().get(guarded);
    return guarded;
  }

  private static void copy(ByteBuffer from, ByteBuffer to, int length) {
    byte[] bytes = new byte[length];
    from.get(bytes);
    to.put(bytes);
  }
}
