package io.aiw3.nft.upgrade.api;

import io.aiw3.nft.kit.api.NotFoundException;
import java.util.regex.Pattern;

/**
 * The id of a claim or an upgrade as a caller may write it: a UUID in lower case. Any other
 * spelling names nothing, on every path; what is done to an operation carries the id in its own
 * row.
 */
record OperationId(String value) {
  private static final Pattern CANONICAL =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  OperationId {
    if (!CANONICAL.matcher(value).matches()) {
      throw new IllegalArgumentException("not an operation's id: " + value);
    }
  }

  /**
   * @throws NotFoundException if no operation can have this id
   */
  static OperationId of(String text) {
    if (text == null || !CANONICAL.matcher(text).matches()) {
      throw notFound(text);
    }
    return new OperationId(text);
  }

  NotFoundException notFound() {
    return notFound(value);
  }

  private static NotFoundException notFound(String text) {
    return new NotFoundException("operation", String.valueOf(text));
  }

  @Override
  public String toString() {
    return value;
  }
}
