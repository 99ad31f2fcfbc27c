package io.aiw3.nft.qualification.status;

import io.aiw3.nft.kit.api.InvalidRequestException;
import io.aiw3.nft.qualification.persistence.History;
import io.aiw3.nft.qualification.persistence.UserTrades.Place;
import io.aiw3.nft.qualification.persistence.UserTrades.UserTrade;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the next page of a list begins, as an opaque text. */
final class Cursors {
  private static final Pattern TRADE = Pattern.compile("(-|-?[0-9]{1,15}) ([!-~]{1,64})");

  private static final Pattern HISTORY = Pattern.compile("(-?[0-9]{1,15}) ([0-9]{1,18})");
  private static final long EARLIEST = Instant.parse("1000-01-01T00:00:00Z").toEpochMilli();
  private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

  private Cursors() {}

  static String of(UserTrade trade) {
    return write(
        (trade.executedAt() == null ? "-" : Long.toString(trade.executedAt().toEpochMilli()))
            + " "
            + trade.tradeId());
  }

  static Place trade(String cursor) {
    Matcher parts = read(TRADE, cursor);
    String time = parts.group(1);
    return new Place(time.equals("-") ? null : time(Long.parseLong(time)), parts.group(2));
  }

  static String of(History.Stored entry) {
    return write(entry.at().toEpochMilli() + " " + entry.id());
  }

  static History.Place history(String cursor) {
    Matcher parts = read(HISTORY, cursor);
    return new History.Place(time(Long.parseLong(parts.group(1))), Long.parseLong(parts.group(2)));
  }

  /** One that a DATETIME can hold. */
  private static Instant time(long millis) {
    if (millis < EARLIEST || millis > LATEST) {
      throw refusal();
    }
    return Instant.ofEpochMilli(millis);
  }

  private static String write(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Matcher read(Pattern pattern, String cursor) {
    try {
      Matcher parts =
          pattern.matcher(
              new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1));
      if (parts.matches()) {
        return parts;
      }
    } catch (IllegalArgumentException e) {
      throw refusal();
    }
    throw refusal();
  }

  private static InvalidRequestException refusal() {
    return new InvalidRequestException("cursor", "Use the value of next in the page before.");
  }
}
