package io.aiw3.nft.solana;

import java.nio.charset.StandardCharsets;

/**
 * What the chain stores of an NFT; limits are in bytes of UTF-8.
 *
 * @param name 1 to 32
 * @param symbol 1 to 10
 * @param uri 1 to 200
 */
public record NftData(String name, String symbol, String uri) {
  private static final int LONGEST_NAME = 32;
  private static final int LONGEST_SYMBOL = 10;
  private static final int LONGEST_URI = 200;

  public NftData {
    check("name", name, LONGEST_NAME);
    check("symbol", symbol, LONGEST_SYMBOL);
    check("uri", uri, LONGEST_URI);
  }

  private static void check(String what, String text, int longest) {
    int length = text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    if (length < 1 || length > longest) {
      throw new IllegalArgumentException(
          "An NFT's %s needs 1 to %d bytes of UTF-8, not %d".formatted(what, longest, length));
    }
  }
}
