package io.aiw3.nft.manifests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An overlay as {@code kubectl kustomize} renders it, which needs no cluster.
 *
 * @param name the overlay's folder
 */
record Overlay(String name, List<JsonNode> objects) {
  private static final Map<String, Overlay> RENDERED = new HashMap<>();

  static Stream<Overlay> all() {
    return Stream.of("dev", "production").map(Overlay::render);
  }

  /** Renders once. Without kubectl, which a bare machine lacks, what needs it is skipped. */
  static synchronized Overlay render(String name) {
    assumeTrue(onPath("kubectl"), "kubectl is not installed: the overlays cannot be rendered");
    return RENDERED.computeIfAbsent(
        name,
        overlay ->
            new Overlay(overlay, Yaml.all(kustomize(Repository.K8S.resolve("overlays/" + name)))));
  }

  List<JsonNode> ofKind(String kind) {
    return objects.stream().filter(object -> kind.equals(object.path("kind").asText())).toList();
  }

  JsonNode find(String kind, String name) {
    return ofKind(kind).stream()
        .filter(object -> object.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
  }

  /** The only container of a Deployment. */
  static JsonNode container(JsonNode deployment) {
    return deployment.at("/spec/template/spec/containers/0");
  }

  /** The variables of a Deployment's container, with those of the ConfigMaps that it names. */
  Map<String, JsonNode> environment(JsonNode deployment) {
    Map<String, JsonNode> environment = new HashMap<>();
    for (JsonNode source : container(deployment).path("envFrom")) {
      find("ConfigMap", source.at("/configMapRef/name").asText())
          .path("data")
          .properties()
          .forEach(
              entry ->
                  environment.put(
                      entry.getKey(),
                      Yaml.JSON
                          .createObjectNode()
                          .put("name", entry.getKey())
                          .set("value", entry.getValue())));
    }
    for (JsonNode variable : container(deployment).path("env")) {
      environment.put(variable.path("name").asText(), variable);
    }
    return environment;
  }

  static Stream<JsonNode> items(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  static String id(JsonNode object) {
    return object.path("kind").asText() + " " + object.at("/metadata/name").asText();
  }

  private static boolean onPath(String program) {
    return Optional.ofNullable(System.getenv("PATH")).stream()
        .flatMap(path -> Stream.of(path.split(":", -1)))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static String kustomize(Path folder) {
    try {
      Path output = Files.createTempFile("kustomize", ".yaml");
      Path errors = Files.createTempFile("kustomize", ".log");
      Process process =
          new ProcessBuilder("kubectl", "kustomize", folder.toString())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new AssertionError("kubectl kustomize: " + Files.readString(errors));
      }
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
