package io.aiw3.nft.minting.ipfs;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.p2p.solanaj.utils.Base58;

/**
 * Computes CIDs (version 0) of files as Pinata and {@code ipfs add} do: UnixFS chunks of 256 KiB in
 * dag-pb nodes, at most 174 children to a node, SHA-256.
 */
public final class Cid {
  private static final int CHUNK = 262_144;
  private static final int MOST_CHILDREN = 174;
  private static final int UNIXFS_FILE = 2;

  private Cid() {}

  /** A node: its hash, the bytes of content below it, and the bytes of all blocks below it. */
  private record Node(List<Byte> multihash, long contentSize, long blockSize) {}

  /** The CID of a file with this content: {@code Qm…}. */
  public static String ofFile(byte[] content) {
    List<Node> level = new ArrayList<>();
    for (int from = 0; from == 0 || from < content.length; from += CHUNK) {
      level.add(leaf(Arrays.copyOfRange(content, from, Math.min(content.length, from + CHUNK))));
    }
    while (level.size() > 1) {
      List<Node> above = new ArrayList<>();
      for (int from = 0; from < level.size(); from += MOST_CHILDREN) {
        above.add(parent(level.subList(from, Math.min(level.size(), from + MOST_CHILDREN))));
      }
      level = above;
    }
    return Base58.encode(bytes(level.get(0).multihash()));
  }

  private static Node leaf(byte[] content) {
    Protobuf unixfs = new Protobuf().varint(1, UNIXFS_FILE);
    if (content.length > 0) {
      unixfs.bytes(2, content);
    }
    unixfs.varint(3, content.length);
    return node(new Protobuf().bytes(1, unixfs.toBytes()).toBytes(), content.length, 0);
  }

  /** In dag-pb the links precede the data. */
  private static Node parent(List<Node> children) {
    Protobuf block = new Protobuf();
    long contentSize = 0;
    long below = 0;
    for (Node child : children) {
      block.bytes(
          2,
          new Protobuf()
              .bytes(1, bytes(child.multihash()))
              .bytes(2, new byte[0])
              .varint(3, child.blockSize())
              .toBytes());
      contentSize += child.contentSize();
      below += child.blockSize();
    }
    Protobuf unixfs = new Protobuf().varint(1, UNIXFS_FILE).varint(3, contentSize);
    children.forEach(child -> unixfs.varint(4, child.contentSize()));
    return node(block.bytes(1, unixfs.toBytes()).toBytes(), contentSize, below);
  }

  private static Node node(byte[] block, long contentSize, long below) {
    byte[] hash = sha256(block);
    List<Byte> multihash = new ArrayList<>(List.of((byte) 0x12, (byte) 0x20));
    for (byte b : hash) {
      multihash.add(b);
    }
    return new Node(List.copyOf(multihash), contentSize, below + block.length);
  }

  private static byte[] bytes(List<Byte> list) {
    byte[] bytes = new byte[list.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = list.get(i);
    }
    return bytes;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The two wire types of protocol buffers that UnixFS needs. */
  private static final class Protobuf {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Protobuf varint(int field, long value) {
      write(((long) field) << 3);
      write(value);
      return this;
    }

    Protobuf bytes(int field, byte[] value) {
      write((((long) field) << 3) | 2);
      write(value.length);
      out.writeBytes(value);
      return this;
    }

    byte[] toBytes() {
      return out.toByteArray();
    }

    private void write(long value) {
      long rest = value;
      while (rest > 0x7f) {
        out.write((int) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }
}
