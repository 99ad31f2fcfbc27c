package io.aiw3.nft.kit.migration;

import java.io.Serial;

/** A backfill could not go on; what it did is kept, and it is run again. */
final class BackfillFailedException extends IllegalStateException {
  @Serial private static final long serialVersionUID = 1L;

  BackfillFailedException(String what, Exception cause) {
    super(what + " failed; run the Job again: " + cause.getMessage(), cause);
  }
}
