package io.aiw3.nft.minting.ipfs;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** What an image must be before it is pinned, from any source. */
public final class PngImage {
  /** Bytes. */
  public static final int LARGEST = 1024 * 1024;

  private static final int LARGEST_SIDE = 4096;

  /** Signature, and length and name of the first chunk (PNG specification, 5.2 and 11.2.2). */
  private static final byte[] HEAD = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");

  /** The last chunk, IEND. */
  private static final byte[] TAIL = HexFormat.of().parseHex("0000000049454e44ae426082");

  private PngImage() {}

  /** A sentence that says what is wrong; empty if nothing is. */
  public static Optional<String> fault(byte[] png) {
    if (png.length > LARGEST) {
      return tooLarge();
    }
    if (png.length < HEAD.length + 8 + TAIL.length
        || !Arrays.equals(png, 0, HEAD.length, HEAD, 0, HEAD.length)
        || !Arrays.equals(png, png.length - TAIL.length, png.length, TAIL, 0, TAIL.length)) {
      return Optional.of("The image must be a whole PNG.");
    }
    ByteBuffer size = ByteBuffer.wrap(png, HEAD.length, 8);
    int width = size.getInt();
    int height = size.getInt();
    return isSide(width) && isSide(height)
        ? Optional.empty()
        : Optional.of("The image's sides must have 1 to %d pixels.".formatted(LARGEST_SIDE));
  }

  static Optional<String> tooLarge() {
    return Optional.of("The image may have at most %d bytes.".formatted(LARGEST));
  }

  private static boolean isSide(int pixels) {
    return pixels >= 1 && pixels <= LARGEST_SIDE;
  }
}
