package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One file has all that differs between two companies, and each line of it has an effect. */
class ValuesTest {
  /** Marks the places in the manifests where a value belongs. */
  private static final String PLACE = "VALUE";

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#everything")
  void everyPlaceHasItsValue(Overlay overlay) {
    assertThat(overlay.objects())
        .allSatisfy(object -> assertThat(object.toString()).doesNotContain(PLACE));
    assertThat(overlay.ofKind("Values")).as("for the rendering alone").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void theFilesOfAllOverlaysHaveTheSameKeys(Overlay overlay) {
    Map<String, JsonNode> own =
        leaves(
            Yaml.one(
                Repository.text(
                    Repository.K8S.resolve("overlays/" + overlay.name() + "/values.yaml"))));
    Map<String, JsonNode> production = leaves(Overlay.PRODUCTION);
    if (overlay.name().equals("dev")) {
      production.keySet().removeIf(key -> key.startsWith("/spec/vault/"));
    }
    assertThat(own.keySet()).isEqualTo(production.keySet());
  }

  /** A company with nothing in common with ours edits this file and no other. */
  @Test
  void anotherCompanyDeploysWithAFileOfItsOwn() {
    JsonNode other = Overlay.PRODUCTION.deepCopy();
    Map<String, JsonNode> ours = leaves(other.path("spec"));
    Map<String, String> theirs = new TreeMap<>();
    int number = 7000;
    for (Map.Entry<String, JsonNode> leaf : ours.entrySet()) {
      number++;
      int end = leaf.getKey().lastIndexOf('/');
      ObjectNode parent = (ObjectNode) other.path("spec").at(leaf.getKey().substring(0, end));
      String key = leaf.getKey().substring(end + 1);
      if (leaf.getValue().isInt()) {
        parent.put(key, number);
        theirs.put(leaf.getKey(), ":" + number);
      } else {
        parent.put(key, "other-" + number);
        theirs.put(leaf.getKey(), "other-" + number);
      }
    }

    Overlay overlay = Overlay.of("another company", other, "vault", "jwks");

    String rendered = overlay.objects().toString();
    theirs.forEach((key, value) -> assertThat(rendered).as(key).contains(value));
    List<String> left = new ArrayList<>();
    overlay.objects().forEach(object -> collectAddresses(object, left));
    assertThat(left).as("addresses of ours").isEmpty();
  }

  @Test
  void aValueThatIsMissingStopsTheRendering() {
    JsonNode values = Overlay.PRODUCTION.deepCopy();
    ((ObjectNode) values.at("/spec/edge")).remove("host");

    assertThatThrownBy(() -> Overlay.of("without a host", values, "vault"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("host");
  }

  /** Texts that name a host of ours; the suite's own labels have such keys. */
  private static void collectAddresses(JsonNode node, List<String> addresses) {
    if (node.isTextual()) {
      String text = node.asText();
      if (!text.equals("aiw3.io/command")
          && (text.contains("aiw3.io") || text.contains("pinata.cloud"))) {
        addresses.add(text);
      }
      return;
    }
    node.forEach(child -> collectAddresses(child, addresses));
  }

  /** Each value by its JSON pointer. */
  private static Map<String, JsonNode> leaves(JsonNode node) {
    Map<String, JsonNode> leaves = new TreeMap<>();
    node.properties()
        .forEach(
            entry -> {
              String at = "/" + entry.getKey().replace("/", "~1");
              if (entry.getValue().isObject()) {
                leaves(entry.getValue()).forEach((key, leaf) -> leaves.put(at + key, leaf));
              } else {
                leaves.put(at, entry.getValue());
              }
            });
    return leaves;
  }
}
