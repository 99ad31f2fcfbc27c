package io.aiw3.nft.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.schema.MessageSchemas;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records made from a topic's schemas, most of them mutated: fields missing, retyped, at and past
 * their bounds; bytes that are not JSON; keys that lie, are missing or huge; headers of any number,
 * size and content; ids of other records, and ids that look like places in the log.
 */
final class HostileRecords {
  private static final int MANY_HEADERS = 3_000;
  private static final int LARGEST = 900_000;
  private static final int LARGEST_COMPRESSIBLE = 4 * 1024 * 1024;

  private final String topic;
  private final boolean compacted;
  private final int partitions;
  private final Random random;
  private final FuzzValues values;
  private final List<String> types;
  private final List<String> ids = new ArrayList<>(List.of("same"));
  private long place;

  /**
   * @param compacted there the broker itself refuses records without a key
   * @param place the highest offset of the topic's partitions: what comes next lies behind it
   */
  HostileRecords(String topic, boolean compacted, int partitions, long place, Random random) {
    this.topic = topic;
    this.compacted = compacted;
    this.partitions = partitions;
    this.place = place;
    this.random = random;
    this.values = new FuzzValues(null, random);
    this.types =
        MessageSchemas.types().keySet().stream()
            .filter(type -> type.equals(topic) || type.startsWith(topic + "."))
            .toList();
  }

  /** Some records will have this id too, from another source. */
  void alsoUse(String id) {
    ids.add(id);
  }

  /**
   * @param compressed whether it will be: then it may be larger than the broker takes
   */
  ProducerRecord<byte[], byte[]> next(boolean compressed) {
    String type = types.get(random.nextInt(types.size()));
    JsonNode body = values.value(MessageSchemas.of(type), 0);
    Long timestamp = random.nextInt(10) == 0 ? Long.valueOf(random.nextInt(2)) : null;
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(topic, null, timestamp, key(body), bytes(type, body, compressed));
    if (random.nextInt(4) > 0) {
      header(message, MessageHeaders.ID, id());
      header(message, MessageHeaders.SCHEMA_VERSION, pick("1", "1", "1", "2"));
      header(
          message,
          MessageHeaders.TIME,
          pick("2024-01-15T10:30:00Z", "2024-01-15T10:30:00Z", "9999-12-31T23:59:59Z", ""));
    }
    if (random.nextInt(3) == 0) {
      header(message, MessageHeaders.SOURCE, pick("/hostile", "", " ", "x".repeat(300)));
    }
    odd(message);
    place++;
    return message;
  }

  private void odd(ProducerRecord<byte[], byte[]> message) {
    switch (random.nextInt(40)) {
      case 0 -> message.headers().add(MessageHeaders.ID, new byte[] {(byte) 0xff, 0, 1});
      case 1 -> message.headers().add("null", null);
      case 2 -> message.headers().add("bytes", randomBytes(2_000));
      case 3 -> message.headers().add("control", filled(12_000, 1));
      case 4 -> message.headers().add("large", filled(70_000, 'h'));
      case 5 -> message.headers().add("n".repeat(5_000), new byte[1]);
      case 6 -> header(message, "dlq_cut", "all");
      case 7 -> header(message, "dlq_replay_of", placeInTheLog());
      case 8 -> header(message, MessageHeaders.TRACE_PARENT, "00-" + "0".repeat(70) + "-01");
      case 9 -> {
        if (random.nextInt(10) == 0) {
          for (int i = 0; i < MANY_HEADERS; i++) {
            message.headers().add("h" + i % 7, filled(random.nextInt(9), 2));
          }
        }
      }
      default -> {}
    }
  }

  private String id() {
    return switch (random.nextInt(5)) {
      case 0 -> placeInTheLog();
      case 1 -> ids.get(random.nextInt(ids.size()));
      case 2 -> pick("x".repeat(300), " ", "\u0000", "\uD83D\uDC14");
      default -> UUID.randomUUID().toString();
    };
  }

  /** Of a record that was, is or will be there. */
  private String placeInTheLog() {
    return "%s-%d-%d"
        .formatted(
            topic,
            random.nextInt(partitions),
            Math.max(0, place / partitions + random.nextInt(200) - 50));
  }

  private byte[] key(JsonNode body) {
    for (String field : List.of("userId", "walletAddress", "competitionId")) {
      JsonNode value = body.findPath(field);
      if (value.isTextual() && random.nextInt(10) > 0) {
        return utf8(value.asText());
      }
    }
    return switch (random.nextInt(6)) {
      case 0 -> compacted ? utf8("") : null;
      case 1 -> new byte[] {(byte) 0xc3, 0x28};
      case 2 -> filled(256 + random.nextInt(2_000), 'k');
      case 3 -> randomBytes(40);
      default -> utf8("17");
    };
  }

  private byte[] bytes(String type, JsonNode body, boolean compressed) {
    byte[] text = utf8(body.toString());
    return switch (random.nextInt(60)) {
      case 0, 1, 2 -> null;
      case 3, 4 -> new byte[0];
      case 5, 6 -> Arrays.copyOf(text, Math.min(1, text.length));
      case 7, 8, 9 -> flipped(text);
      case 10 -> utf8("[".repeat(3_000));
      case 11, 12, 13 -> utf8(withUnknownName(type, body));
      case 14 -> random.nextInt(4) == 0 ? large(text, compressed) : text;
      default -> text;
    };
  }

  /** The body and blanks behind it, or noise: as large as the broker takes it. */
  private byte[] large(byte[] text, boolean compressed) {
    if (random.nextBoolean()) {
      return randomBytes(LARGEST);
    }
    byte[] all = filled(Math.max(text.length, compressed ? LARGEST_COMPRESSIBLE : LARGEST), ' ');
    System.arraycopy(text, 0, all, 0, text.length);
    return all;
  }

  private byte[] flipped(byte[] text) {
    if (text.length > 0) {
      text[random.nextInt(text.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return text;
  }

  private static String withUnknownName(String type, JsonNode body) {
    if (body instanceof ObjectNode object) {
      ObjectNode copy = object.deepCopy();
      List.of("eventType", "commandType", "replyType").stream()
          .filter(copy::has)
          .forEach(name -> copy.put(name, type + "_of_another_kind"));
      return copy.toString();
    }
    return ContractJson.mapper().createObjectNode().toString();
  }

  private byte[] randomBytes(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] filled(int size, int with) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) with);
    return bytes;
  }

  private String pick(String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  private static void header(ProducerRecord<byte[], byte[]> message, String name, String value) {
    message.headers().add(name, utf8(value));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
