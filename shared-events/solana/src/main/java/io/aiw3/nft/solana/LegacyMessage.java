package io.aiw3.nft.solana;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.p2p.solanaj.core.PublicKey;

/**
 * A legacy message, read strictly: lengths as short as they can be written, every index within its
 * list, nothing after the last instruction.
 *
 * @param signers how many of the keys sign; they come first
 * @param blockhash 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent")
record LegacyMessage(
    int signers, List<Key> keys, byte[] blockhash, List<Instruction> instructions) {
  private static final int KEY_LENGTH = 32;
  private static final int SEVEN_BITS = 0x7f;
  private static final int VERSIONED = 0x80;

  LegacyMessage {
    keys = List.copyOf(keys);
    instructions = List.copyOf(instructions);
  }

  /** An account of the message, with the privileges that it has in all of its instructions. */
  record Key(PublicKey address, boolean signer, boolean writable) {}

  /**
   * An instruction.
   *
   * @param data not to be written to
   */
  record Instruction(PublicKey program, List<Key> accounts, byte[] data) {
    Instruction {
      accounts = List.copyOf(accounts);
    }

    boolean isSame(Instruction other) {
      return program.equals(other.program)
          && accounts.equals(other.accounts)
          && Arrays.equals(data, other.data);
    }
  }

  /** Empty if it is no legacy message. */
  static Optional<LegacyMessage> read(byte[] message) {
    try {
      return Optional.of(read(ByteBuffer.wrap(message)));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static LegacyMessage read(ByteBuffer bytes) {
    int signers = unsigned(bytes);
    int readOnlySigners = unsigned(bytes);
    int readOnlyOthers = unsigned(bytes);
    int count = length(bytes);
    require(
        signers < VERSIONED
            && signers >= 1
            && readOnlySigners < signers
            && count >= signers + readOnlyOthers);
    List<Key> keys = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      boolean writable = i < signers ? i < signers - readOnlySigners : i < count - readOnlyOthers;
      keys.add(new Key(new PublicKey(take(bytes, KEY_LENGTH)), i < signers, writable));
    }
    byte[] blockhash = take(bytes, KEY_LENGTH);
    int instructions = length(bytes);
    List<Instruction> read = new ArrayList<>();
    for (int i = 0; i < instructions; i++) {
      read.add(instruction(bytes, keys));
    }
    require(!bytes.hasRemaining());
    return new LegacyMessage(signers, keys, blockhash, read);
  }

  private static Instruction instruction(ByteBuffer bytes, List<Key> keys) {
    PublicKey program = key(bytes, keys).address();
    int count = length(bytes);
    List<Key> accounts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      accounts.add(key(bytes, keys));
    }
    return new Instruction(program, accounts, take(bytes, length(bytes)));
  }

  private static Key key(ByteBuffer bytes, List<Key> keys) {
    int index = unsigned(bytes);
    require(index < keys.size());
    return keys.get(index);
  }

  private static int unsigned(ByteBuffer bytes) {
    return Byte.toUnsignedInt(bytes.get());
  }

  /** Compact-u16; more than two bytes fit into no packet. */
  private static int length(ByteBuffer bytes) {
    int low = unsigned(bytes);
    if (low <= SEVEN_BITS) {
      return low;
    }
    int high = unsigned(bytes);
    require(high >= 1 && high <= SEVEN_BITS);
    return (high << 7) | (low & SEVEN_BITS);
  }

  private static byte[] take(ByteBuffer bytes, int length) {
    require(length <= bytes.remaining());
    byte[] taken = new byte[length];
    bytes.get(taken);
    return taken;
  }

  private static void require(boolean good) {
    if (!good) {
      throw new IllegalArgumentException("not a legacy message");
    }
  }
}
