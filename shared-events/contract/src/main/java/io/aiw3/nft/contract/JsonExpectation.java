package io.aiw3.nft.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/** What the contract expects where a type of ours is read. */
final class JsonExpectation {
  private static final Set<Class<?>> INTEGERS =
      Set.of(int.class, long.class, Integer.class, Long.class, BigInteger.class);
  private static final Set<Class<?>> NUMBERS = Set.of(BigDecimal.class, double.class, Double.class);

  private JsonExpectation() {}

  /**
   * @param type null where it is not known
   */
  static String of(Class<?> type) {
    if (type == null) {
      return "has a value that is not allowed";
    }
    if (type == UserId.class) {
      return "must be a user id: a string of 1 to 2147483647";
    }
    if (INTEGERS.contains(type)) {
      return type == int.class || type == Integer.class
          ? "must be an integer of at most 32 bits"
          : "must be an integer";
    }
    if (NUMBERS.contains(type)) {
      return "must be a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "must be true or false";
    }
    if (type == Instant.class) {
      return "must be an ISO-8601 time in quotes";
    }
    if (type.isEnum()) {
      return "must be one of " + names(type);
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "must be a string";
    }
    return type.isArray() || Collection.class.isAssignableFrom(type)
        ? "must be a list"
        : "must be an object";
  }

  private static String names(Class<?> type) {
    try {
      String list = ContractJson.mapper().writeValueAsString(type.getEnumConstants());
      return list.substring(1, list.length() - 1).replace("\"", "").replace(",", ", ");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
