package io.aiw3.nft.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.manifests.ConfigurationIT.Program;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** {@code compose.yaml} with its anchors resolved. */
final class ComposeFile {
  static final JsonNode CONTENT =
      Yaml.one(Repository.text(Repository.COMPOSE.resolve("compose.yaml")));

  private ComposeFile() {}

  static JsonNode service(String name) {
    return CONTENT.path("services").path(name);
  }

  /** The four services and the gateway. */
  static Stream<Program> programs() {
    return Stream.concat(Repository.SERVICES.stream(), Stream.of("gateway"))
        .map(
            name -> {
              Map<String, String> environment = new HashMap<>();
              service(name)
                  .path("environment")
                  .properties()
                  .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asText()));
              String[] port = service(name).at("/ports/0").asText().split(":", -1);
              return new Program("compose", name, environment, Integer.parseInt(port[2]));
            });
  }
}
