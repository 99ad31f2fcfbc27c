package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.schema.MessageSchemas;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guides say what is so. */
class GuidesTest {
  private static final Path DOCS = Repository.ROOT.resolve("deploy/docs");
  private static final Pattern RECORD =
      Pattern.compile("^```json (\\S+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile("`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)`");
  private static final Pattern CALL = Pattern.compile("\\b(GET|POST|PUT|DELETE) (/api/[\\w/{}-]+)");
  private static final Pattern CONSTANT =
      Pattern.compile("String [A-Z_]+ = \"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)\"");

  /** Codes of a table's first column, the first to the last of a row. */
  private static final Pattern ROW =
      Pattern.compile("(?:^\\| |\\G, )`([A-Z][A-Z0-9_]*)`", Pattern.MULTILINE);

  /** Reasons of a submission: the operation shows BURN_TRANSACTION_REFUSED. */
  private static final Set<String> OF_A_SUBMISSION =
      Set.of("BURN_UNKNOWN", "BURN_NOT_PREPARED", "MALFORMED_TRANSACTION", "SIGNATURE_UNRELATED");

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          registry ->
              registry.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  @Test
  void everyRecordIsOneThatAServiceAccepts() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (Path guide : guides()) {
      Matcher record = RECORD.matcher(Repository.text(guide));
      while (record.find()) {
        JsonNode body = ContractJson.mapper().readTree(record.group(2));
        assertThat(REGISTRY.getSchema(MessageSchemas.of(record.group(1))).validate(body))
            .as("%s: %s", guide, record.group(2))
            .isEmpty();
        shown.add(record.group(1));
      }
    }
    assertThat(shown)
        .contains("trades", "users", "task-events", "competition-results", "nft-events.claimed");
  }

  @Test
  void everyCallIsOneOfTheApi() throws IOException {
    JsonNode paths =
        ContractJson.mapper().readTree(source("shared-events/client/openapi.json")).path("paths");
    Set<String> shown = new TreeSet<>();
    for (Path guide : guides()) {
      Matcher call = CALL.matcher(Repository.text(guide));
      while (call.find()) {
        assertThat(paths.path(call.group(2)).has(call.group(1).toLowerCase(Locale.ROOT)))
            .as("%s: %s", guide, call.group())
            .isTrue();
        shown.add(call.group(2));
      }
    }
    assertThat(shown).contains("/api/v1/users/{id}/nft/status");
  }

  @Test
  void theReadmeLeadsToEachGuide() {
    String readme = Repository.text(Repository.ROOT.resolve("README.md"));
    assertThat(guides()).isNotEmpty();
    for (Path guide : guides()) {
      assertThat(readme).contains("(" + Repository.ROOT.relativize(guide) + ")");
    }
  }

  @Test
  void everyErrorHasItsLine() {
    Set<String> listed = found(CODE, Repository.text(DOCS.resolve("errors.md")));
    assertThat(listed)
        .containsAll(
            found(CODE, Repository.text(Repository.ROOT.resolve("shared-events/errors.md"))))
        .contains("FORBIDDEN", "UNAUTHORIZED")
        .containsAll(
            found(
                CONSTANT,
                source(
                    "upgrade-orchestrator/src/main/java/io/aiw3/nft/upgrade/saga/Problems.java")));
  }

  /** The API's description, the page, and what the sources can end an operation with. */
  @Test
  void everyErrorOfAnOperationIsListed() throws IOException {
    String minting = "minting-service/src/main/java/io/aiw3/nft/minting/";
    Set<String> listed = new TreeSet<>();
    ContractJson.mapper()
        .readTree(source("shared-events/client/openapi.json"))
        .at("/components/schemas/Fault/properties/code/enum")
        .forEach(code -> listed.add(code.asText()));
    Set<String> reasons = found(CONSTANT, source(minting + "domain/EntitlementRules.java"));
    reasons.addAll(found(CONSTANT, source(minting + "burn/BurnReasons.java")));
    reasons.removeAll(OF_A_SUBMISSION);

    String page = Repository.text(DOCS.resolve("errors.md"));
    assertThat(found(ROW, page.substring(page.indexOf("## Errors of an operation"))))
        .isEqualTo(listed);
    assertThat(listed)
        .containsAll(reasons)
        .containsAll(
            found(
                CONSTANT,
                source(
                    "upgrade-orchestrator/src/main/java/io/aiw3/nft/upgrade/saga/Problems.java")));
  }

  private static List<Path> guides() {
    return Repository.files(DOCS, ".md");
  }

  private static String source(String path) {
    return Repository.text(Repository.ROOT.resolve(path));
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> all = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      all.add(matcher.group(1));
    }
    return all;
  }
}
