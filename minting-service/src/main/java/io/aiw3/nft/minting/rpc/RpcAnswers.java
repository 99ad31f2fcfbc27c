package io.aiw3.nft.minting.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.minting.domain.SendFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads the results of calls; what has not the documented shape is the node's failure. */
final class RpcAnswers {
  private RpcAnswers() {}

  /** Reads a result in any form that nodes give it. */
  static <T> T read(String method, JsonNode result, Function<JsonNode, T> reader) {
    try {
      return reader.apply(result);
    } catch (IllegalArgumentException
        | IllegalStateException
        | java.util.NoSuchElementException e) {
      throw garbage("the result of " + method + " cannot be read");
    }
  }

  static JsonNode required(JsonNode object, String field) {
    JsonNode value = object.get(field);
    if (value == null) {
      throw garbage("the answer lacks " + field);
    }
    return value;
  }

  static String text(JsonNode value) {
    if (!value.isTextual()) {
      throw garbage("the answer has no text where one is due");
    }
    return value.asText();
  }

  static long number(JsonNode value) {
    if (!value.isIntegralNumber()) {
      throw garbage("the answer has no number where one is due");
    }
    return value.asLong();
  }

  static <T> List<T> list(JsonNode values, Function<JsonNode, T> read) {
    if (!values.isArray()) {
      throw garbage("the answer has no list where one is due");
    }
    List<T> list = new ArrayList<>(values.size());
    values.forEach(value -> list.add(read.apply(value)));
    return list;
  }

  /** A list with one entry for each thing that was requested. */
  static <T> List<T> list(JsonNode values, int size, Function<JsonNode, T> read) {
    List<T> list = list(values, read);
    if (list.size() != size) {
      throw garbage("%d answers to %d questions".formatted(list.size(), size));
    }
    return list;
  }

  private static RpcException garbage(String message) {
    return new RpcException(new SendFailure(SendFailure.Kind.GARBAGE, 0, "", message));
  }
}
