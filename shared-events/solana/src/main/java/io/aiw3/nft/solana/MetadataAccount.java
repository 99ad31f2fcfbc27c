package io.aiw3.nft.solana;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.p2p.solanaj.core.PublicKey;

/** Metaplex metadata as the chain has it; strings come back padded with zeros. */
public record MetadataAccount(
    PublicKey updateAuthority,
    PublicKey mint,
    String name,
    String symbol,
    String uri,
    List<Creator> creators,
    boolean mutable) {
  private static final byte METADATA_V1 = 4;
  private static final int MOST_CREATORS = 5;
  private static final int LONGEST_TEXT = 1000;

  public MetadataAccount {
    creators = List.copyOf(creators);
  }

  /** A creator; {@code share} in percent. */
  public record Creator(PublicKey address, boolean verified, int share) {}

  /** Reads the account; empty if it is not metadata (or was emptied by a burn). */
  public static Optional<MetadataAccount> read(ChainAccount account) {
    if (!account.owner().equals(Addresses.METADATA_PROGRAM)
        || account.data().length == 0
        || account.data()[0] != METADATA_V1) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(ByteBuffer.wrap(account.data()).order(ByteOrder.LITTLE_ENDIAN)));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static MetadataAccount parse(ByteBuffer data) {
    data.get();
    PublicKey authority = key(data);
    PublicKey mint = key(data);
    String name = text(data);
    String symbol = text(data);
    String uri = text(data);
    data.getShort();
    List<Creator> creators = new ArrayList<>();
    if (data.get() == 1) {
      int count = data.getInt();
      if (count < 0 || count > MOST_CREATORS) {
        throw new IllegalArgumentException("creators: " + count);
      }
      for (int i = 0; i < count; i++) {
        creators.add(new Creator(key(data), data.get() == 1, data.get()));
      }
    }
    data.get(); // primary sale happened
    return new MetadataAccount(authority, mint, name, symbol, uri, creators, data.get() == 1);
  }

  private static PublicKey key(ByteBuffer data) {
    byte[] bytes = new byte[32];
    data.get(bytes);
    return new PublicKey(bytes);
  }

  private static String text(ByteBuffer data) {
    int length = data.getInt();
    if (length < 0 || length > LONGEST_TEXT) {
      throw new IllegalArgumentException("text of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    data.get(bytes);
    String padded = new String(bytes, StandardCharsets.UTF_8);
    int end = padded.indexOf('\0');
    return end < 0 ? padded : padded.substring(0, end);
  }
}
