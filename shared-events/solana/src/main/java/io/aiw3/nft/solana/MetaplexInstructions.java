package io.aiw3.nft.solana;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.p2p.solanaj.core.AccountMeta;
import org.p2p.solanaj.core.PublicKey;
import org.p2p.solanaj.core.TransactionInstruction;

/** The two instructions of Metaplex Token Metadata that a mint needs (solana.md §1). */
final class MetaplexInstructions {
  private static final byte CREATE_METADATA_ACCOUNT_V3 = 33;
  private static final byte CREATE_MASTER_EDITION_V3 = 17;
  private static final byte WHOLE_SHARE = 100;

  private MetaplexInstructions() {}

  /** Immutable metadata with one verified creator, the authority. */
  static TransactionInstruction createMetadata(
      PublicKey metadata, PublicKey mint, PublicKey authority, NftData nft) {
    byte[] name = nft.name().getBytes(StandardCharsets.UTF_8);
    byte[] symbol = nft.symbol().getBytes(StandardCharsets.UTF_8);
    byte[] uri = nft.uri().getBytes(StandardCharsets.UTF_8);
    ByteBuffer data =
        ByteBuffer.allocate(1 + 12 + name.length + symbol.length + uri.length + 45)
            .order(ByteOrder.LITTLE_ENDIAN);
    data.put(CREATE_METADATA_ACCOUNT_V3);
    for (byte[] text : List.of(name, symbol, uri)) {
      data.putInt(text.length).put(text);
    }
    data.putShort((short) 0); // seller fee
    data.put((byte) 1).putInt(1); // creators: some, one
    data.put(authority.toByteArray()).put((byte) 1).put(WHOLE_SHARE);
    data.put((byte) 0).put((byte) 0); // neither collection nor uses
    data.put((byte) 0); // immutable
    data.put((byte) 0); // no collection details
    return new TransactionInstruction(
        Addresses.METADATA_PROGRAM,
        List.of(
            new AccountMeta(metadata, false, true),
            new AccountMeta(mint, false, false),
            new AccountMeta(authority, true, false),
            new AccountMeta(authority, true, true),
            new AccountMeta(authority, true, false),
            new AccountMeta(Addresses.SYSTEM_PROGRAM, false, false)),
        data.array());
  }

  /** A master edition without prints: afterwards no more can be minted. */
  static TransactionInstruction createMasterEdition(
      PublicKey edition, PublicKey mint, PublicKey authority, PublicKey metadata) {
    byte[] data =
        ByteBuffer.allocate(10)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(CREATE_MASTER_EDITION_V3)
            .put((byte) 1)
            .putLong(0)
            .array();
    return new TransactionInstruction(
        Addresses.METADATA_PROGRAM,
        List.of(
            new AccountMeta(edition, false, true),
            new AccountMeta(mint, false, true),
            new AccountMeta(authority, true, false),
            new AccountMeta(authority, true, false),
            new AccountMeta(authority, true, true),
            new AccountMeta(metadata, false, true),
            new AccountMeta(Addresses.TOKEN_PROGRAM, false, false),
            new AccountMeta(Addresses.SYSTEM_PROGRAM, false, false)),
        data);
  }
}
