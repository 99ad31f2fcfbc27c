package io.aiw3.nft.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;

/** Values for a schema: most fit it, some lie at its edges, some do not fit at all. */
final class FuzzValues {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEPEST = 4;
  private static final int SMALL = 5;
  private static final List<String> STRINGS =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "1",
          "42",
          "2147483648",
          "null",
          "'; DROP TABLE badge; --",
          "%00",
          "\u0000",
          "\uD83D\uDC14",
          "\u0130\u0131",
          "../../etc/passwd",
          "<script>alert(1)</script>",
          "${jndi:ldap://x}",
          "contract_enlightener",
          "newcomer",
          "So11111111111111111111111111111111111111112",
          "3f2a3c1e-6a1c-4e57-9d1b-5f0c4f0a7f11",
          "2024-01-15T10:30:00Z",
          "0000-01-01T00:00:00Z",
          "1969-12-31T23:59:59Z",
          "2038-01-19T03:14:08Z",
          "9999-12-31T23:59:59.9999999Z",
          "+12345-01-01T00:00:00Z",
          "1700000000000",
          "99999999999999999999.99999999999",
          "x".repeat(60),
          "x".repeat(61),
          "x".repeat(70),
          "x".repeat(255),
          "x".repeat(256),
          "x".repeat(3000));

  /** Of MySQL's integer columns. */
  private static final List<Long> EDGES =
      List.of(
          127L,
          128L,
          255L,
          256L,
          32_767L,
          32_768L,
          65_536L,
          2_147_483_647L,
          2_147_483_648L,
          -2_147_483_648L,
          4_294_967_296L,
          Long.MIN_VALUE);

  private final OpenApi api;
  private final Random random;

  /**
   * @param api resolves references; null if the schemas have none
   */
  FuzzValues(OpenApi api, Random random) {
    this.api = api;
    this.random = random;
  }

  /** A request body as text; now and then it is not JSON, or too long. */
  String body(JsonNode schema) {
    String text = value(schema, 0).toString();
    return switch (random.nextInt(20)) {
      case 0 -> text.substring(0, text.length() / 2);
      case 1 -> "";
      case 2 -> "[".repeat(2000);
      case 3 -> "{\"a\":" + "\"" + "y".repeat(70_000) + "\"}";
      case 4 -> "null";
      default -> text;
    };
  }

  JsonNode value(JsonNode given, int depth) {
    JsonNode schema = api == null ? given : api.resolve(given);
    if (random.nextInt(6) == 0 || depth > DEEPEST) {
      return anything(depth);
    }
    JsonNode fixed = schema.path("const");
    if (!fixed.isMissingNode()) {
      return fixed;
    }
    if (schema.has("oneOf")) {
      JsonNode several = schema.path("oneOf");
      return value(several.get(random.nextInt(several.size())), depth);
    }
    if (schema.has("enum")) {
      return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
    }
    return switch (type(schema)) {
      case "object" -> object(schema, depth);
      case "array" -> array(schema, depth);
      case "integer" -> integer(schema);
      case "number" -> number();
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      case "null" -> JSON.nullNode();
      default -> string(schema);
    };
  }

  private String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray() ? type.get(random.nextInt(type.size())).asText() : type.asText("string");
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = JSON.objectNode();
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              if (random.nextInt(12) > 0) {
                object.set(property.getKey(), value(property.getValue(), depth + 1));
              }
            });
    if (random.nextInt(12) == 0) {
      object.set("unknown", anything(depth + 1));
    }
    return object;
  }

  private ArrayNode array(JsonNode schema, int depth) {
    ArrayNode array = JSON.arrayNode();
    int size = random.nextInt(10) == 0 ? 60 : random.nextInt(4);
    for (int i = 0; i < size; i++) {
      array.add(value(schema.path("items"), depth + 1));
    }
    return array;
  }

  private JsonNode integer(JsonNode schema) {
    long least = schema.path("minimum").asLong(0);
    long most = schema.path("maximum").asLong(1_000);
    return switch (random.nextInt(9)) {
      case 5 -> JSON.numberNode(EDGES.get(random.nextInt(EDGES.size())));
      case 0 -> JSON.numberNode(least - 1);
      case 1 -> JSON.numberNode(most + 1);
      case 2 -> JSON.numberNode(Long.MAX_VALUE);
      case 3 -> JSON.numberNode(BigInteger.TEN.pow(40));
      case 4 -> JSON.numberNode(new BigDecimal("1.5"));
      // Most values of a wide range are of nothing that there is.
      case 6, 7 -> JSON.numberNode(least + random.nextInt(SMALL));
      default -> JSON.numberNode(least + (long) (random.nextDouble() * (most - least + 1)));
    };
  }

  private JsonNode number() {
    return switch (random.nextInt(8)) {
      case 4 -> JSON.numberNode(new BigDecimal("99999999999999999999.9999999999"));
      case 5 -> JSON.numberNode(new BigDecimal("99999999999999999999"));
      case 0 -> JSON.numberNode(new BigDecimal("-0.0000000001"));
      case 1 -> JSON.numberNode(new BigDecimal("1E+300"));
      case 2 -> JSON.numberNode(new BigDecimal("0.12345678901234567890"));
      case 3 -> JSON.numberNode(0);
      default -> JSON.numberNode(BigDecimal.valueOf(random.nextInt(1_000_000_000), 4));
    };
  }

  private JsonNode string(JsonNode schema) {
    if (random.nextInt(3) == 0) {
      return JSON.textNode(STRINGS.get(random.nextInt(STRINGS.size())));
    }
    if (schema.path("format").asText().equals("date-time")) {
      if (random.nextInt(10) == 0) {
        return JSON.numberNode(1_700_000_000_000L);
      }
      return JSON.textNode("2024-01-%02dT10:30:00Z".formatted(1 + random.nextInt(31)));
    }
    if (schema.path("pattern").asText().startsWith("^[1-9][0-9]")) {
      return JSON.textNode(Integer.toString(1 + random.nextInt(1_000)));
    }
    int length = 1 + random.nextInt(Math.min(64, schema.path("maxLength").asInt(20)));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return JSON.textNode(text.toString());
  }

  private JsonNode anything(int depth) {
    return switch (random.nextInt(7)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> number();
      case 3 -> JSON.arrayNode().add(1).add("x");
      case 4 -> JSON.objectNode().put("a", depth);
      default -> JSON.textNode(STRINGS.get(random.nextInt(STRINGS.size())));
    };
  }
}
