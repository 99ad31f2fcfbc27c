package io.aiw3.nft.infrastructure;

import java.util.List;

/** A child process ended, or did not get ready in time; carries the last lines of its log. */
public final class ChildFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ChildFailedException(String what, List<String> lastLines) {
    super(what + "; its last lines:\n    " + String.join("\n    ", lastLines));
  }

  public ChildFailedException(String what, Throwable cause) {
    super(what, cause);
  }
}
