package io.aiw3.nft.kit.api;

import java.util.List;

/**
 * The data of an answer that changed something which other services show, too.
 *
 * @param versions what reads are to show from now on
 */
public record Changed<T>(T data, List<StateVersion> versions) {
  public Changed {
    versions = List.copyOf(versions);
  }

  public Changed(T data, StateVersion version) {
    this(data, List.of(version));
  }
}
