package io.aiw3.nft.contract.schema;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records, schemas and AsyncAPI say the same. */
class MessageSchemasTest {
  private static final Set<Class<?>> INTEGERS =
      Set.of(int.class, Integer.class, long.class, Long.class);
  private static final Path SCHEMAS = Path.of("src/main/resources/io/aiw3/nft/contract/schema");

  static Set<String> types() {
    return MessageSchemas.types().keySet();
  }

  @ParameterizedTest
  @MethodSource("types")
  void theSchemaHasTheFieldsOfTheRecord(String type) {
    JsonNode schema = MessageSchemas.of(type);
    Class<?> message = MessageSchemas.types().get(type);

    assertThat(differences(type, schema, message)).isEmpty();
    assertThat(schema.path("title").asText()).isEqualTo(type);
    assertThat(schema.path("description").asText()).isNotBlank();
  }

  @Test
  void everySchemaIsOfAMessageAndStringsAndListsAreBounded() throws IOException {
    try (Stream<Path> files = Files.list(SCHEMAS)) {
      Set<String> names =
          files
              .map(file -> file.getFileName().toString().replaceFirst("\\.json$", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      names.remove(MessageSchemas.HEADERS);
      assertThat(names).isEqualTo(types());
    }
    assertThat(types())
        .allSatisfy(type -> assertThat(unbounded(MessageSchemas.of(type))).isEmpty());
  }

  @Test
  void noSchemaSaysWhichLevelsThereAre() {
    List<String> levels = new ArrayList<>();
    for (String type : types()) {
      levels(type, MessageSchemas.of(type), levels);
    }
    assertThat(levels)
        .hasSizeGreaterThan(20)
        .allSatisfy(level -> assertThat(level).matches(".+ (2147483647)?"));
  }

  private static void levels(String at, JsonNode schema, List<String> found) {
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              JsonNode of = property.getValue();
              String name = at + "/" + property.getKey();
              if (name.matches(".*[lL]evel") && of.path("type").toString().contains("integer")) {
                found.add(name + " " + of.path("maximum").asText());
              }
              levels(name, of, found);
              levels(name, of.path("items"), found);
            });
  }

  @Test
  void asyncApiPutsEveryMessageOnItsTopic() throws IOException, IllegalAccessException {
    JsonNode api = asyncApi();
    Set<String> topics = new TreeSet<>();
    for (var field : Topics.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers())
          && !field.getName().equals("DEAD_LETTER_SUFFIX")) {
        topics.add((String) field.get(null));
      }
    }
    Set<String> carried = new TreeSet<>();
    for (String topic : topics) {
      JsonNode channel = api.at("/channels/" + channel(topic));
      assertThat(channel.path("address").asText()).isEqualTo(topic);
      channel
          .path("messages")
          .fieldNames()
          .forEachRemaining(
              message -> {
                assertThat(message.replaceFirst("\\..*", "")).isEqualTo(topic);
                carried.add(message);
              });
    }
    assertThat(carried).isEqualTo(types());
    assertThat(api.path("channels").size())
        .as("topics, dead letters and the WebSocket")
        .isEqualTo(topics.size() + 2);
  }

  /** {@code nft-events} is the channel {@code nftEvents}. */
  private static String channel(String topic) {
    return Pattern.compile("-(.)").matcher(topic).replaceAll(m -> m.group(1).toUpperCase(ROOT));
  }

  private static JsonNode asyncApi() throws IOException {
    try (InputStream in = Topics.class.getResourceAsStream("asyncapi.yaml")) {
      return new YAMLMapper().readTree(in);
    }
  }

  private static List<String> differences(String at, JsonNode schema, Class<?> message) {
    List<String> found = new ArrayList<>();
    Set<String> described = new TreeSet<>();
    schema.path("properties").fieldNames().forEachRemaining(described::add);
    described.remove(discriminator(message));
    Set<String> components =
        Arrays.stream(message.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!described.equals(components)) {
      found.add(at + " has " + components + ", its schema " + described);
    }
    for (RecordComponent component : message.getRecordComponents()) {
      JsonNode property = schema.path("properties").path(component.getName());
      found.addAll(
          differences(at + "/" + component.getName(), property, component.getGenericType()));
    }
    return found;
  }

  private static List<String> differences(String at, JsonNode schema, Type type) {
    if (type instanceof ParameterizedType list) {
      return differences(at + "[]", schema.path("items"), list.getActualTypeArguments()[0]);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord() && plain != UserId.class) {
      return differences(at, schema, plain);
    }
    List<String> types = new ArrayList<>();
    schema.path("type").forEach(one -> types.add(one.asText()));
    String first = types.isEmpty() ? schema.path("type").asText() : types.get(0);
    String wanted = wanted(plain);
    if (!first.equals(wanted)) {
      return List.of(at + " is " + wanted + ", its schema says " + first);
    }
    if (plain == Instant.class && !schema.path("format").asText().equals("date-time")) {
      return List.of(at + " is a date-time");
    }
    if (plain.isEnum()) {
      Set<String> names = new TreeSet<>();
      schema.path("enum").forEach(name -> names.add(name.asText()));
      Set<String> constants = new TreeSet<>();
      for (Object constant : plain.getEnumConstants()) {
        constants.add(ContractJson.mapper().valueToTree(constant).asText());
      }
      return names.equals(constants)
          ? List.of()
          : List.of(at + " is one of " + constants + ", its schema says " + names);
    }
    return List.of();
  }

  private static String wanted(Class<?> type) {
    if (INTEGERS.contains(type)) {
      return "integer";
    }
    if (type == BigDecimal.class) {
      return "number";
    }
    return type == boolean.class ? "boolean" : "string";
  }

  private static String discriminator(Class<?> message) {
    for (Class<?> one :
        Stream.concat(Stream.of(message), Arrays.stream(message.getInterfaces())).toList()) {
      JsonTypeInfo info = one.getAnnotation(JsonTypeInfo.class);
      if (info != null) {
        return info.property();
      }
    }
    return "";
  }

  private static List<String> unbounded(JsonNode schema) {
    List<String> found = new ArrayList<>();
    boolean open = !schema.has("maxLength") && !schema.has("enum") && !schema.has("const");
    if (schema.path("type").toString().contains("string") && open) {
      found.add(schema.toString());
    }
    if (schema.path("type").asText().equals("array") && !schema.has("maxItems")) {
      found.add(schema.toString());
    }
    schema.path("properties").forEach(property -> found.addAll(unbounded(property)));
    if (schema.has("items")) {
      found.addAll(unbounded(schema.path("items")));
    }
    return found;
  }
}
