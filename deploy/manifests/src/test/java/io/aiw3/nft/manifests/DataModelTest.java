package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.schema.MessageSchemas;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every field of the data model has its line, and what the lines name is there. That the columns
 * are, each service's test reads off its migrated schema.
 */
class DataModelTest {
  private static final String PAGE =
      Repository.text(Repository.ROOT.resolve("deploy/docs/data-model.md"));
  private static final Pattern FIELDS =
      Pattern.compile("^```fields ([^\\n]+)\\n(.*?)\\n```\\n(.*?)(?=^## |\\z)", flags());
  private static final Pattern LINE = Pattern.compile("^\\| `([^`]+)` \\| (.+) \\|$", flags());
  private static final Pattern PROPERTY = Pattern.compile("API `(\\w+)\\.(\\w+)`");
  private static final Pattern EVENT = Pattern.compile("event `([\\w.-]+)` `([\\w.]+)`");

  private static int flags() {
    return Pattern.MULTILINE | Pattern.DOTALL;
  }

  @Test
  void everyFieldHasItsLine() {
    Matcher fields = FIELDS.matcher(PAGE);
    int listed = 0;
    while (fields.find()) {
      List<String> lines = new ArrayList<>();
      fields
          .group(3)
          .lines()
          .map(LINE::matcher)
          .filter(Matcher::matches)
          .forEach(line -> lines.add(line.group(1)));
      assertThat(lines)
          .as(fields.group(1))
          .containsExactly(fields.group(2).split(",\\s*"))
          .doesNotHaveDuplicates();
      listed += lines.size();
    }
    assertThat(listed).isEqualTo(168);
  }

  @Test
  void everyPropertyIsOneOfTheApi() throws IOException {
    JsonNode schemas =
        ContractJson.mapper()
            .readTree(Repository.text(Repository.ROOT.resolve("shared-events/client/openapi.json")))
            .at("/components/schemas");
    Matcher named = PROPERTY.matcher(PAGE);
    int found = 0;
    while (named.find()) {
      assertThat(properties(schemas, schemas.path(named.group(1))))
          .as(named.group())
          .contains(named.group(2));
      found++;
    }
    assertThat(found).isGreaterThan(50);
  }

  @Test
  void everyFieldOfAnEventIsInItsSchema() throws IOException {
    Matcher named = EVENT.matcher(PAGE);
    int found = 0;
    while (named.find()) {
      JsonNode at = ContractJson.mapper().readTree(schema(named.group(1)));
      for (String name : named.group(2).split("\\.")) {
        at = at.path("properties").path(name);
      }
      assertThat(at.isObject()).as(named.group()).isTrue();
      found++;
    }
    assertThat(found).isGreaterThan(15);
  }

  private static String schema(String message) {
    return Repository.text(
        Repository.ROOT.resolve(
            "shared-events/contract/src/main/resources/"
                + MessageSchemas.class.getPackageName().replace(".schema", "").replace('.', '/')
                + "/schema/"
                + message
                + ".json"));
  }

  private static Set<String> properties(JsonNode schemas, JsonNode schema) {
    Set<String> names = new TreeSet<>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    Stream.of("allOf", "oneOf", "anyOf")
        .forEach(
            of ->
                schema
                    .path(of)
                    .forEach(part -> names.addAll(properties(schemas, resolved(schemas, part)))));
    return names;
  }

  private static JsonNode resolved(JsonNode schemas, JsonNode part) {
    String reference = part.path("$ref").asText();
    return reference.isEmpty()
        ? part
        : schemas.path(reference.substring(reference.lastIndexOf('/') + 1));
  }
}
