package io.aiw3.nft.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a body cannot be read, in the words of the contract: the reader's own sentences name classes,
 * which say nothing to a producer or a caller.
 *
 * @param field its path in the body, such as {@code results[3].userId}; {@code body} for the whole
 * @param reason what is wrong with it, such as {@code must be an integer}
 */
public record UnreadableJson(String field, String reason) {
  private static final String WHOLE = "body";
  private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'.*");
  private static final int LONGEST_NAME = 100;

  public static UnreadableJson of(JsonProcessingException fault) {
    return of(fault, path(fault));
  }

  private static UnreadableJson of(JsonProcessingException fault, String path) {
    if (fault instanceof StreamConstraintsException) {
      return new UnreadableJson(path, "is too long or nested too deeply");
    }
    if (fault instanceof InputCoercionException overflow) {
      return new UnreadableJson(path, JsonExpectation.of(overflow.getTargetType()));
    }
    if (fault instanceof StreamReadException) {
      return syntax(fault, path);
    }
    if (fault instanceof PropertyBindingException) {
      return new UnreadableJson(path, "is not known");
    }
    if (fault instanceof InvalidTypeIdException) {
      return new UnreadableJson(path, "has no known type");
    }
    if (fault instanceof MismatchedInputException mismatch) {
      if (String.valueOf(fault.getOriginalMessage()).startsWith("Trailing token")) {
        return new UnreadableJson(WHOLE, "must be one JSON value with nothing behind it");
      }
      return new UnreadableJson(path, JsonExpectation.of(mismatch.getTargetType()));
    }
    if (fault instanceof ValueInstantiationException refused && refused.getType() != null) {
      return new UnreadableJson(path, JsonExpectation.of(refused.getType().getRawClass()));
    }
    if (fault.getCause() instanceof JsonProcessingException cause) {
      return of(cause, path);
    }
    return new UnreadableJson(path, "has a value that is not allowed");
  }

  /** As one sentence. */
  public String sentence() {
    return field + " " + reason;
  }

  private static UnreadableJson syntax(JsonProcessingException fault, String path) {
    Matcher duplicate = DUPLICATE.matcher(String.valueOf(fault.getOriginalMessage()));
    if (duplicate.matches()) {
      String name = shortened(duplicate.group(1));
      return new UnreadableJson(
          path.equals(WHOLE) || path.endsWith(name) ? name : path + "." + name,
          "must come once only");
    }
    return new UnreadableJson(
        WHOLE,
        fault.getLocation() == null
            ? "is not JSON"
            : "is not JSON from line %d, column %d on"
                .formatted(fault.getLocation().getLineNr(), fault.getLocation().getColumnNr()));
  }

  private static String path(JsonProcessingException fault) {
    List<JsonMappingException.Reference> references =
        fault instanceof JsonMappingException mapping ? mapping.getPath() : List.of();
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference reference : references) {
      if (reference.getFieldName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(shortened(reference.getFieldName()));
      }
    }
    return path.isEmpty() ? WHOLE : path.toString();
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
  }
}
