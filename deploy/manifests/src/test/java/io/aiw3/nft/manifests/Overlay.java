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

  /** The values of production. */
  static final JsonNode PRODUCTION =
      Yaml.one(Repository.text(Repository.K8S.resolve("overlays/production/values.yaml")));

  static Stream<Overlay> all() {
    return Stream.of("dev", "production").map(Overlay::render);
  }

  /** Those, and production with everything that is optional. */
  static Stream<Overlay> everywhere() {
    return Stream.concat(all(), Stream.of(withComponents("vault", "jwks")));
  }

  /** Those, and what Kafka and the feeds are made of. */
  static Stream<Overlay> everything() {
    return Stream.concat(everywhere(), Stream.of(render("platform")));
  }

  /** An overlay of its own, with the values of production. */
  private static Overlay withComponents(String... components) {
    return of("production with " + String.join(", ", components), PRODUCTION, components);
  }

  /** An overlay of its own, as another company would write it: a file of values and no manifest. */
  static synchronized Overlay of(String name, JsonNode values, String... components) {
    assumeTrue(onPath("kubectl"), "kubectl is not installed: the overlays cannot be rendered");
    return RENDERED.computeIfAbsent(
        name, overlay -> new Overlay(overlay, Yaml.all(kustomize(composed(values, components)))));
  }

  private static Path composed(JsonNode values, String... components) {
    try {
      Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "overlay");
      Path k8s = folder.relativize(Repository.K8S);
      StringBuilder text = new StringBuilder("apiVersion: kustomize.config.k8s.io/v1beta1\n");
      text.append("kind: Kustomization\nresources: [%s/base, values.yaml]\n".formatted(k8s));
      text.append("components:\n");
      for (String component : components) {
        text.append("  - %s/components/%s\n".formatted(k8s, component));
      }
      text.append("  - %s/components/values\n".formatted(k8s));
      Files.writeString(folder.resolve("kustomization.yaml"), text);
      Files.writeString(folder.resolve("values.yaml"), values.toString());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** The templates of a component's Jobs. */
  List<JsonNode> jobs(String component) {
    return ofKind("CronJob").stream()
        .filter(
            job ->
                job.at("/metadata/labels/app.kubernetes.io~1component").asText().equals(component))
        .toList();
  }

  /** What makes pods: the Deployments, and the CronJobs that are the templates of Jobs. */
  List<JsonNode> workloads() {
    return Stream.concat(ofKind("Deployment").stream(), ofKind("CronJob").stream()).toList();
  }

  /** The template of a workload's pods. */
  static JsonNode template(JsonNode workload) {
    return workload.at(
        workload.path("kind").asText().equals("CronJob")
            ? "/spec/jobTemplate/spec/template"
            : "/spec/template");
  }

  /** The only container of a workload's pods. */
  static JsonNode container(JsonNode workload) {
    return template(workload).at("/spec/containers/0");
  }

  /** The variables of a workload's container, with those of the ConfigMaps that it names. */
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
