package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/**
 * The platform's integer user id; on the wire it is a string ({@code "42"}).
 *
 * @param value 1 to 2,147,483,647
 */
public record UserId(int value) implements Comparable<UserId> {
  public UserId {
    if (value < 1) {
      throw new IllegalArgumentException("user id must be positive: " + value);
    }
  }

  /**
   * Reads the wire form.
   *
   * @throws IllegalArgumentException unless {@code text} is a canonical positive integer
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static UserId of(String text) {
    if (text == null || !text.matches("[1-9][0-9]{0,9}")) {
      throw new IllegalArgumentException("not a user id: " + text);
    }
    return new UserId(Integer.parseInt(text));
  }

  /** Empty unless {@code text} is a user id in its wire form. */
  public static Optional<UserId> parse(String text) {
    try {
      return Optional.of(of(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @JsonValue
  @Override
  public String toString() {
    return Integer.toString(value);
  }

  @Override
  public int compareTo(UserId other) {
    return Integer.compare(value, other.value);
  }
}
