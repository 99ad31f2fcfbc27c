package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Set.of("overlays/dev", "overlays/production", "components/jwks", "components/vault")) {
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
    for (JsonNode resource : content.path("resources")) {
      Path path = folder.resolve(resource.asText()).normalize();
      if (Files.isDirectory(path)) {
        collect(path, named);
      } else {
        assertThat(path).exists();
        named.add(path);
      }
    }
    for (JsonNode patch : content.path("patches")) {
      if (patch.has("path")) {
        Path path = folder.resolve(patch.path("path").asText()).normalize();
        assertThat(path).exists();
        named.add(path);
      }
    }
  }
}
