package io.aiw3.nft.kit.inbox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Times in messages: ISO-8601 texts with a zone, from the year 2000 to a day ahead of now. Numbers
 * (epoch seconds or milliseconds, which is unknown) and times that no column holds are refused;
 * what is finer than a microsecond is cut off, as {@code DATETIME(6)} stores it.
 */
final class MessageTimes extends StdScalarDeserializer<Instant> {
  static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  static final Duration AHEAD = Duration.ofDays(1);

  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 40;

  MessageTimes() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw new BadMessageException(in.currentName() + " is not an ISO-8601 time in quotes");
    }
    return parse(in.currentName(), in.getText());
  }

  /**
   * @param name of the field or header, for the reason
   * @throws BadMessageException unless it is a time in the range
   */
  static Instant parse(String name, String text) {
    if (text.length() > LONGEST) {
      throw new BadMessageException(name + " is not an ISO-8601 time: too long");
    }
    try {
      return inRange(name, Instant.parse(text).truncatedTo(ChronoUnit.MICROS));
    } catch (DateTimeException e) {
      throw new BadMessageException(name + " is not an ISO-8601 time: " + text, e);
    }
  }

  static Instant inRange(String name, Instant time) {
    if (!isInRange(time)) {
      throw new BadMessageException(
          "%s lies before the year 2000 or more than a day ahead: %s".formatted(name, time));
    }
    return time;
  }

  static boolean isInRange(Instant time) {
    return !time.isBefore(EARLIEST) && !time.isAfter(Instant.now().plus(AHEAD));
  }
}
