package io.aiw3.nft.kit.api;

import java.time.Instant;
import java.util.Map;

/** The envelope of an error (data model v2). */
public record Failure(boolean success, Fault error, Meta meta) {
  /** What went wrong; {@code details} lets a program act. */
  public record Fault(ErrorCode code, String message, Map<String, Object> details) {}

  /** When, and in which request. */
  public record Meta(Instant timestamp, String requestId) {}

  public static Failure of(
      ErrorCode code, String message, Map<String, Object> details, String requestId) {
    return new Failure(
        false, new Fault(code, message, details), new Meta(Instant.now(), requestId));
  }
}
