package io.aiw3.nft.testkit.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.schema.LiveSchemas;
import io.aiw3.nft.contract.schema.MessageSchemas;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Holds records that a service has published against the contract's schemas. */
public final class RecordContract {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          registry ->
              registry.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();
  private static final Set<String> KEYS = Set.of("userId", "walletAddress", "competitionId");

  private RecordContract() {}

  /** A compiled schema, formats asserted. */
  public static Schema compile(JsonNode schema) {
    return REGISTRY.getSchema(schema);
  }

  /** What is wrong with a body of this type; empty when nothing is. */
  public static List<String> flaws(String type, JsonNode body) {
    return SCHEMAS.computeIfAbsent(type, t -> compile(MessageSchemas.of(t))).validate(body).stream()
        .map(flaw -> type + " " + flaw)
        .toList();
  }

  /** What is wrong with an event of the WebSocket; of one that has no schema, that. */
  public static List<String> liveFlaws(JsonNode event) {
    String name = event.path("event").asText();
    if (!LiveSchemas.events().contains(name)) {
      return List.of("no schema is of the event " + name);
    }
    return SCHEMAS
        .computeIfAbsent(name, known -> compile(LiveSchemas.of(known)))
        .validate(event)
        .stream()
        .map(flaw -> name + " " + flaw + " in " + event)
        .toList();
  }

  /**
   * Refuses a record that a service has published and that is not as the contract says: headers,
   * topic, key or body. Records without a source, and dead letters, are not promised.
   *
   * @throws AssertionError naming every flaw
   */
  public static void check(ConsumerRecord<String, String> message) {
    Header source = message.headers().lastHeader(MessageHeaders.SOURCE);
    if (source == null || message.topic().endsWith(Topics.DEAD_LETTER_SUFFIX)) {
      return;
    }
    List<String> flaws = new ArrayList<>(flaws(MessageSchemas.HEADERS, headers(message)));
    Header header = message.headers().lastHeader(MessageHeaders.TYPE);
    String type = header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    if (!MessageSchemas.types().containsKey(type)) {
      flaws.add("no schema is of the type " + type);
    } else if (message.value() != null) {
      if (!type.equals(message.topic()) && !type.startsWith(message.topic() + ".")) {
        flaws.add(type + " does not belong on " + message.topic());
      }
      JsonNode body = parse(message.value());
      flaws.addAll(flaws(type, body));
      if (KEYS.stream().noneMatch(name -> body.findPath(name).asText().equals(message.key()))) {
        flaws.add("the key " + message.key() + " is none of " + KEYS);
      }
    }
    if (!flaws.isEmpty()) {
      throw new AssertionError(
          "%s-%d-%d breaks the contract: %s%n%s"
              .formatted(
                  message.topic(),
                  message.partition(),
                  message.offset(),
                  String.join("; ", flaws),
                  message.value()));
    }
  }

  private static ObjectNode headers(ConsumerRecord<String, String> message) {
    ObjectNode headers = ContractJson.mapper().createObjectNode();
    for (Header header : message.headers()) {
      headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return headers;
  }

  private static JsonNode parse(String body) {
    try {
      return ContractJson.mapper().readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + body, e);
    }
  }
}
