package io.aiw3.nft.gateway;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The origins of pages that may call, each exactly as a browser sends it: {@code
 * https://app.example.org}. An entry of this machine alone may end in {@code :*} and is then every
 * port: {@code http://localhost:*}; elsewhere a port may be another program's.
 */
final class Origins {
  private static final String ANY_PORT = ":*";
  private static final Pattern EXACT =
      Pattern.compile("https?://([a-z0-9.-]+|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?");
  private static final Pattern LOOPBACK =
      Pattern.compile("https?://(localhost|127\\.0\\.0\\.1|\\[::1\\])");
  private static final Pattern PORT = Pattern.compile("(:[1-9][0-9]{0,4})?");

  private final Set<String> exact = new TreeSet<>();
  private final Set<String> anyPort = new TreeSet<>();

  /**
   * @throws IllegalArgumentException for an entry that no browser sends
   */
  Origins(Iterable<String> entries) {
    for (String entry : entries) {
      String host = entry.endsWith(ANY_PORT) ? withoutPort(entry) : "";
      if (LOOPBACK.matcher(host).matches()) {
        anyPort.add(host);
      } else if (EXACT.matcher(entry).matches()) {
        exact.add(entry);
      } else {
        throw new IllegalArgumentException(
            "GATEWAY_CORS_ORIGINS: write https://host or https://host:port, in small letters and"
                + " without a path, or for pages of this machine http://localhost:*, instead of "
                + entry);
      }
    }
  }

  boolean allow(String origin) {
    return exact.contains(origin)
        || anyPort.stream()
            .anyMatch(
                host ->
                    origin.startsWith(host)
                        && PORT.matcher(origin.substring(host.length())).matches());
  }

  private static String withoutPort(String entry) {
    return entry.substring(0, entry.length() - ANY_PORT.length());
  }
}
