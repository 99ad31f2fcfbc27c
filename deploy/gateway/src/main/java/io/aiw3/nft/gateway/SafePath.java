package io.aiw3.nft.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Refuses paths that a service could read as another path than the gateway did, such as {@code
 * /api/v1/nfts/../../q/metrics} or its percent-encoded forms.
 */
final class SafePath {
  private SafePath() {}

  static boolean isSafe(String path) {
    if (path == null || !path.startsWith("/")) {
      return false;
    }
    if (path.length() == 1) {
      return true;
    }
    for (String segment : path.substring(1).split("/", -1)) {
      if (!isSafeSegment(segment)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSafeSegment(String raw) {
    String segment;
    try {
      segment = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return false;
    }
    return !segment.isEmpty()
        && !segment.equals(".")
        && !segment.equals("..")
        // A second round of decoding must not find anything either.
        && segment.chars().noneMatch(c -> c < ' ' || c == '/' || c == '\\' || c == ';' || c == '%');
  }
}
