package io.aiw3.nft.contract.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.aiw3.nft.contract.ContractJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The document is complete in itself: who downloads it has every schema, under a name. */
class AsyncApiTest {
  private static final Path FILE = Path.of("src/main/resources/io/aiw3/nft/contract/asyncapi.yaml");
  private static final String MARK = "    # From here on: ";
  private static final String SCHEMAS = "#/components/schemas/";

  /** {@code ./mvnw -pl shared-events/contract test -Dtest=AsyncApiTest -Dasyncapi.write}. */
  @Test
  @EnabledIfSystemProperty(named = "asyncapi.write", matches = ".*")
  void write() throws IOException {
    YAMLMapper yaml =
        YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();
    String schemas =
        Arrays.stream(yaml.writeValueAsString(schemas()).split("\n"))
            .map(line -> "    " + line + "\n")
            .collect(Collectors.joining());
    String text = Files.readString(FILE);
    int end = text.indexOf('\n', text.indexOf(MARK)) + 1;
    Files.writeString(FILE, text.substring(0, end) + schemas);
  }

  @Test
  void itHasTheSchemaOfEachMessageAndEachLiveEvent() throws IOException {
    JsonNode found = document().at("/components/schemas");

    schemas()
        .forEach(
            (name, schema) ->
                assertThat(found.path(name)).as("%s: see write()", name).isEqualTo(schema));
  }

  @Test
  void noReferenceLeadsOutOfIt() throws IOException {
    JsonNode document = document();

    assertThat(document.findValuesAsText("$ref"))
        .hasSizeGreaterThan(100)
        .allSatisfy(
            reference -> {
              assertThat(reference).startsWith("#/");
              assertThat(document.at(reference.substring(1)).isMissingNode())
                  .as(reference)
                  .isFalse();
            });
  }

  /** Generators take a type's name from the title or, where there is one, from the id: a URL. */
  @Test
  void everySchemaBearsItsNameAndNoAddress() throws IOException {
    document()
        .at("/components/schemas")
        .properties()
        .forEach(
            schema -> {
              assertThat(schema.getKey()).matches("[A-Z][A-Za-z]+");
              assertThat(schema.getValue().path("title").asText()).isEqualTo(schema.getKey());
              assertThat(schema.getValue().has("$id")).isFalse();
              assertThat(unnamed(schema.getKey(), schema.getValue())).isEmpty();
            });
  }

  /** Objects and enums without a title: generators number them. */
  private static List<String> unnamed(String at, JsonNode schema) {
    List<String> found = new ArrayList<>();
    if ((schema.has("properties") || schema.has("enum")) && !schema.has("title")) {
      found.add(at);
    }
    for (var property : schema.path("properties").properties()) {
      found.addAll(unnamed(at + "/" + property.getKey(), property.getValue()));
    }
    if (schema.has("items")) {
      found.addAll(unnamed(at + "[]", schema.path("items")));
    }
    return found;
  }

  @Test
  void theWebSocketIsAChannelWithEveryEvent() throws IOException {
    JsonNode document = document();
    JsonNode live = document.at("/channels/live");

    assertThat(live.path("address").asText()).isEqualTo("/api/v1/nft/events");
    assertThat(document.at("/servers/gateway/protocol").asText()).isEqualTo("wss");
    TreeSet<String> events = new TreeSet<>();
    for (JsonNode message : live.path("messages")) {
      JsonNode target = document.at(message.path("$ref").asText().substring(1));
      String schema = target.at("/payload/$ref").asText().substring(SCHEMAS.length());
      String name = target.path("name").asText();
      assertThat(schema).isEqualTo(name("live." + name.substring("nft:".length())));
      events.add(name);
    }
    assertThat(events).isEqualTo(new TreeSet<>(LiveSchemas.events()));
  }

  @Test
  void everyChannelHasANameAndSaysOnWhichServerItIs() throws IOException {
    for (var channel : document().path("channels").properties()) {
      assertThat(channel.getKey()).matches("[a-z][A-Za-z]+");
      String server = channel.getKey().equals("live") ? "gateway" : "kafka";
      assertThat(channel.getValue().at("/servers/0/$ref").asText())
          .as(channel.getKey())
          .isEqualTo("#/servers/" + server);
    }
  }

  /** The document's own schemas, by name. */
  private static SortedMap<String, JsonNode> schemas() {
    SortedMap<String, JsonNode> schemas = new TreeMap<>();
    MessageSchemas.types().keySet().forEach(type -> add(schemas, type, MessageSchemas.of(type)));
    add(schemas, "event-headers", MessageSchemas.of(MessageSchemas.HEADERS));
    LiveSchemas.events()
        .forEach(
            event ->
                add(schemas, "live." + event.substring("nft:".length()), LiveSchemas.of(event)));
    return schemas;
  }

  private static void add(SortedMap<String, JsonNode> schemas, String type, JsonNode schema) {
    ObjectNode named = ContractJson.mapper().createObjectNode();
    named.put("title", name(type));
    ((ObjectNode) schema).remove(List.of("$schema", "$id", "title"));
    named.setAll((ObjectNode) schema);
    nameParts(name(type), named);
    schemas.put(name(type), named);
  }

  /** Objects and enums inside are types too. */
  private static void nameParts(String name, JsonNode schema) {
    for (var property : schema.path("properties").properties()) {
      String part =
          name
              + property.getKey().substring(0, 1).toUpperCase(Locale.ROOT)
              + property.getKey().substring(1);
      title(part, property.getValue());
      title(part + "Item", property.getValue().path("items"));
    }
  }

  private static void title(String name, JsonNode schema) {
    if (schema.has("properties") || schema.has("enum")) {
      ((ObjectNode) schema).put("title", name);
    }
    nameParts(name, schema);
  }

  /** {@code nft-events.claimed} is {@code NftClaimed}. */
  private static String name(String type) {
    return Arrays.stream(type.replace("-events.", ".").split("[._-]"))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  /** Read as JSON is, so that the numbers are of the same types. */
  private static JsonNode document() throws IOException {
    JsonNode yaml = new YAMLMapper().readTree(FILE.toFile());
    return ContractJson.mapper().readTree(ContractJson.mapper().writeValueAsString(yaml));
  }
}
