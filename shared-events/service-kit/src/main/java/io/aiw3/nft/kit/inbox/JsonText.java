package io.aiw3.nft.kit.inbox;

/** How many bytes a text has as a JSON string in UTF-8, and texts that have no more. */
final class JsonText {
  private static final char REPLACEMENT = '\uFFFD';

  private JsonText() {}

  /** Without the quotes. */
  static int size(String text) {
    int size = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      size += size(character);
      i += Character.charCount(character);
    }
    return size;
  }

  /** The text, or the longest beginning of it that fits; half characters are replaced. */
  static String fitting(String text, int limit) {
    StringBuilder kept = new StringBuilder(Math.min(text.length(), limit));
    int size = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
        character = REPLACEMENT;
      }
      size += size(character);
      if (size > limit) {
        break;
      }
      kept.appendCodePoint(character);
    }
    return kept.toString();
  }

  private static int size(int character) {
    if (character < 0x20) {
      return "\b\t\n\f\r".indexOf(character) >= 0 ? 2 : 6;
    }
    if (character == '"' || character == '\\') {
      return 2;
    }
    if (character < 0x80) {
      return 1;
    }
    if (character < 0x800) {
      return 2;
    }
    return character < 0x10000 ? 3 : 4;
  }
}
