package io.aiw3.nft.minting.api.definition;

import io.aiw3.nft.kit.api.InvalidRequestException;
import io.aiw3.nft.minting.ipfs.PngImage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What the chain and the pinning service would reject, reported before it is stored. */
final class DefinitionChecks {
  static final int LONGEST_NAME = 32;
  static final int LONGEST_SYMBOL = 10;
  static final int LARGEST_IMAGE = PngImage.LARGEST;

  /** Characters of such an image, with padding. */
  static final int LONGEST_BASE64 = (LARGEST_IMAGE + 2) / 3 * 4;

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
    PngImage.fault(png)
        .ifPresent(
            fault -> {
              throw refused(fault);
            });
    return png;
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw refused("The image is not in base64.");
    }
  }

  private static InvalidRequestException refused(String sentence) {
    return new InvalidRequestException("image", sentence);
  }
}
