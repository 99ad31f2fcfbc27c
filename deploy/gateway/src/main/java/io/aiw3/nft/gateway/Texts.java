package io.aiw3.nft.gateway;

import java.util.List;
import java.util.Optional;

/** Lists of a setting. */
final class Texts {
  private Texts() {}

  /** Without spaces around them, and without empty ones. */
  static List<String> of(Optional<List<String>> values) {
    return values.orElse(List.of()).stream()
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .toList();
  }
}
