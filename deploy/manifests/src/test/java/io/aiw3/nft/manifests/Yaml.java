package io.aiw3.nft.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** YAML with its anchors and merge keys resolved, as JSON; a duplicate key is an error. */
final class Yaml {
  static final ObjectMapper JSON = new ObjectMapper();

  private Yaml() {}

  static JsonNode one(String text) {
    return all(text).get(0);
  }

  static List<JsonNode> all(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    List<JsonNode> documents = new ArrayList<>();
    new org.yaml.snakeyaml.Yaml(new SafeConstructor(options))
        .loadAll(text)
        .forEach(
            document -> {
              if (Objects.nonNull(document)) {
                documents.add(JSON.valueToTree(document));
              }
            });
    return documents;
  }
}
