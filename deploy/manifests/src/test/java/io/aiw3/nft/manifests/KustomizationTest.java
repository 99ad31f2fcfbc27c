package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nothing is named that is not there, and nothing is there that nobody names. */
class KustomizationTest {
  private static final String KUSTOMIZATION = "kustomization.yaml";

  @Test
  void everyFileIsNamedByAKustomizationAndEveryNameIsAFile() {
    Set<Path> named = new TreeSet<>();
    for (String root :
        Set.of(
            "overlays/dev",
            "overlays/production",
            "overlays/platform",
            "components/jwks",
            "components/vault")) {
      collect(Repository.K8S.resolve(root), named);
    }
    assertThat(named)
        .isEqualTo(
            Repository.files(Repository.K8S, ".yaml").stream()
                .map(Path::normalize)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static void collect(Path folder, Set<Path> named) {
    Path kustomization = folder.resolve(KUSTOMIZATION).normalize();
    assertThat(kustomization).exists();
    named.add(kustomization);
    JsonNode content = Yaml.one(Repository.text(kustomization));
    List<JsonNode> parts = new ArrayList<>();
    content.path("resources").forEach(parts::add);
    content.path("components").forEach(parts::add);
    for (JsonNode resource : parts) {
      Path path = folder.resolve(resource.asText()).normalize();
      if (Files.isDirectory(path)) {
        collect(path, named);
      } else {
        assertThat(path).exists();
        named.add(path);
      }
    }
    for (JsonNode generated : content.path("configMapGenerator")) {
      for (JsonNode file : generated.path("files")) {
        Path path = folder.resolve(file.asText()).normalize();
        assertThat(path).exists();
        named.add(path);
      }
    }
    for (String edits : List.of("patches", "replacements")) {
      for (JsonNode edit : content.path(edits)) {
        if (edit.has("path")) {
          Path path = folder.resolve(edit.path("path").asText()).normalize();
          assertThat(path).exists();
          named.add(path);
        }
      }
    }
  }
}
