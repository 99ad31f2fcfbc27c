package io.aiw3.nft.kit.deadletter;

import io.aiw3.nft.kit.api.InvalidRequestException;

/**
 * Where a page goes on: in this partition, before this offset, and then in the partitions after it.
 */
record LetterCursor(int partition, long before) {
  static final String PATTERN = "[0-9]{1,9}-[0-9]{1,18}";
  static final LetterCursor START = new LetterCursor(0, Long.MAX_VALUE);

  /** Null: the first page. */
  static LetterCursor parse(String text) {
    if (text == null) {
      return START;
    }
    if (!text.matches(PATTERN)) {
      throw new InvalidRequestException("cursor", "Use next of the page before.");
    }
    String[] parts = text.split("-", 2);
    return new LetterCursor(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
  }

  String text() {
    return partition + "-" + before;
  }
}
