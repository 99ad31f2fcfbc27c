package io.aiw3.nft.minting.api.definition;

import io.aiw3.nft.kit.api.InvalidRequestException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** What the chain and the pinning service would reject, reported before it is stored. */
final class DefinitionChecks {
  static final int LONGEST_NAME = 32;
  static final int LONGEST_SYMBOL = 10;
  static final int LARGEST_IMAGE = 1024 * 1024;

  /** Characters of such an image, with padding. */
  static final int LONGEST_BASE64 = (LARGEST_IMAGE + 2) / 3 * 4;

  private static final int LARGEST_SIDE = 4096;

  /** Signature, and length and name of the first chunk (PNG specification, 5.2 and 11.2.2). */
  private static final byte[] PNG_HEAD =
      HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");

  /** The last chunk, IEND. */
  private static final byte[] PNG_TAIL = HexFormat.of().parseHex("0000000049454e44ae426082");

  private DefinitionChecks() {}

  /** Checks the texts. */
  static void texts(DefinitionRequest request) {
    bytes("name", request.name(), LONGEST_NAME);
    bytes("symbol", request.symbol(), LONGEST_SYMBOL);
    if (!isText(request.description())) {
      throw new InvalidRequestException("description", "The description holds control characters.");
    }
  }

  private static void bytes(String field, String text, int longest) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (text.isBlank() || length > longest) {
      throw new InvalidRequestException(
          field, "The %s needs 1 to %d bytes of UTF-8, not %d.".formatted(field, longest, length));
    }
    if (!text.equals(text.strip()) || !isText(text)) {
      throw new InvalidRequestException(
          field, "The %s has blanks at an end, or control characters.".formatted(field));
    }
  }

  /** A zero byte would end the name on the chain; half a surrogate pair would become another. */
  private static boolean isText(String text) {
    return text.codePoints().noneMatch(Character::isISOControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /**
   * @return the image's bytes
   */
  static byte[] image(String base64) {
    byte[] png = decode(base64);
    if (png.length > LARGEST_IMAGE) {
      throw refused("The image may have at most %d bytes.".formatted(LARGEST_IMAGE));
    }
    if (png.length < PNG_HEAD.length + 8 + PNG_TAIL.length
        || !Arrays.equals(png, 0, PNG_HEAD.length, PNG_HEAD, 0, PNG_HEAD.length)
        || !Arrays.equals(
            png, png.length - PNG_TAIL.length, png.length, PNG_TAIL, 0, PNG_TAIL.length)) {
      throw refused("The image must be a whole PNG.");
    }
    ByteBuffer size = ByteBuffer.wrap(png, PNG_HEAD.length, 8);
    int width = size.getInt();
    int height = size.getInt();
    if (!isSide(width) || !isSide(height)) {
      throw refused("The image's sides must have 1 to %d pixels.".formatted(LARGEST_SIDE));
    }
    return png;
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw refused("The image is not in base64.");
    }
  }

  private static boolean isSide(int pixels) {
    return pixels >= 1 && pixels <= LARGEST_SIDE;
  }

  private static InvalidRequestException refused(String sentence) {
    return new InvalidRequestException("image", sentence);
  }
}
