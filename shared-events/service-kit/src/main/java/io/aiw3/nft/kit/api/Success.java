package io.aiw3.nft.kit.api;

import java.time.Instant;

/** The envelope of a good answer (data model v2). */
public record Success<T>(boolean success, T data, Meta meta) {
  /** When the answer was made, and the version of the API. */
  public record Meta(Instant timestamp, String version) {}

  public static <T> Success<T> of(T data) {
    return new Success<>(true, data, new Meta(Instant.now(), "v1"));
  }
}
