package io.aiw3.nft.kit.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/** The envelope of a good answer (data model v2). */
public record Success<T>(boolean success, T data, Meta meta) {
  /**
   * When the answer was made, and the version of the API.
   *
   * @param stateVersion {@link StateVersion}s to name in later reads; null: none
   */
  public record Meta(
      Instant timestamp,
      String version,
      @JsonInclude(JsonInclude.Include.NON_NULL) String stateVersion) {}

  public static <T> Success<T> of(T data) {
    return of(data, List.of());
  }

  /** An answer after which reads show at least these versions, if they name them. */
  public static <T> Success<T> of(T data, List<StateVersion> versions) {
    String stateVersion = versions.isEmpty() ? null : StateVersion.text(versions);
    return new Success<>(true, data, new Meta(Instant.now(), "v1", stateVersion));
  }
}
