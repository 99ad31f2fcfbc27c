package io.aiw3.nft.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses that proxies wrote down, the nearest proxy's last. */
final class Forwarded {
  private static final Pattern ELEMENT =
      Pattern.compile("(?:[^,\"]|\"(?:[^\"\\\\]|\\\\.)*+\")*+(?:,|$)");
  private static final Pattern FOR =
      Pattern.compile("(?:^|;)\\s*for=(?:\"([^\"]*)\"|([^;,\"\\s]*))\\s*(?:;|$)");
  private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

  private Forwarded() {}

  /** {@code X-Forwarded-For}: addresses with commas. */
  static List<String> plain(List<String> lines) {
    return lines.stream()
        .flatMap(line -> List.of(line.split(",", -1)).stream())
        .map(String::strip)
        .toList();
  }

  /** {@code Forwarded}, RFC 7239; an element without {@code for} is empty here. */
  static List<String> standard(List<String> lines) {
    List<String> addresses = new ArrayList<>();
    for (String line : lines) {
      Matcher elements = ELEMENT.matcher(line);
      int end = 0;
      while (end < line.length() && elements.find() && elements.start() == end) {
        end = elements.end();
        String element = elements.group().replaceFirst(",$", "").strip();
        Matcher caller = FOR.matcher(element.toLowerCase(Locale.ROOT));
        addresses.add(
            !caller.find() ? "" : caller.group(1) == null ? caller.group(2) : caller.group(1));
      }
      if (end < line.length()) {
        // Nothing to the left of what cannot be read is believed.
        addresses.add("");
      }
    }
    return addresses;
  }

  /** {@code 192.0.2.1:80} and {@code [2001:db8::1]:80} as addresses. */
  static String withoutPort(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 0 ? "" : text.substring(1, end);
    }
    return text.indexOf(':') == text.lastIndexOf(':') ? PORT.matcher(text).replaceFirst("") : text;
  }
}
