package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The compose file against the Compose Specification, and against the files that it names. */
class ComposeTest {
  private static final Set<String> ONE_SHOT = Set.of("prepare", "provision", "story", "token");
  private static final Pattern SECRET = Pattern.compile("PASSWORD|SECRET|_KEY$|_JWT$");

  /**
   * Files that say where a secret is, and the token of the local IPFS, which opens nothing else.
   */
  private static final Pattern NO_SECRET = Pattern.compile("_FILE=/|=local-dev-token$|_LOCATION=");

  @Test
  void theFileFitsTheSpecification() {
    assertThat(faults(ComposeFile.CONTENT)).isEmpty();
  }

  @Test
  void faultsAreFound() {
    ObjectNode misspelt = ComposeFile.CONTENT.deepCopy();
    ((ObjectNode) misspelt.at("/services/mysql")).put("depend_on", "prepare");
    ObjectNode wrong = ComposeFile.CONTENT.deepCopy();
    ((ObjectNode) wrong.at("/services/redis/healthcheck")).put("retries", "often");

    assertThat(faults(misspelt)).isNotEmpty();
    assertThat(faults(wrong)).isNotEmpty();
  }

  @Test
  void everyVolumeIsDeclaredAndEveryMountedFileIsThere() {
    Set<String> used = new TreeSet<>();
    services()
        .forEach(
            service ->
                service
                    .getValue()
                    .path("volumes")
                    .forEach(
                        volume -> {
                          String source = volume.asText().split(":", -1)[0];
                          if (source.startsWith(".")) {
                            assertThat(Repository.COMPOSE.resolve(source).normalize()).exists();
                          } else {
                            used.add(source);
                          }
                        }));
    Set<String> declared = new TreeSet<>();
    ComposeFile.CONTENT.path("volumes").fieldNames().forEachRemaining(declared::add);
    assertThat(used).isEqualTo(declared);
  }

  @Test
  void whatIsWaitedForIsThereAndCanBeWaitedFor() {
    services()
        .forEach(
            service ->
                service
                    .getValue()
                    .path("depends_on")
                    .properties()
                    .forEach(
                        dependency -> {
                          JsonNode awaited = ComposeFile.service(dependency.getKey());
                          assertThat(awaited.isObject()).as(dependency.getKey()).isTrue();
                          switch (dependency.getValue().path("condition").asText()) {
                            case "service_healthy" ->
                                assertThat(awaited.has("healthcheck"))
                                    .as(dependency.getKey())
                                    .isTrue();
                            case "service_completed_successfully" ->
                                assertThat(ONE_SHOT).contains(dependency.getKey());
                            default -> assertThat(awaited.isObject()).isTrue();
                          }
                        }));
  }

  @Test
  void everyBuildNamesADockerfileAndAModule() {
    services()
        .forEach(
            service -> {
              JsonNode build = service.getValue().path("build");
              if (build.isObject()) {
                Path context = Repository.COMPOSE.resolve(build.path("context").asText());
                assertThat(context.resolve(build.path("dockerfile").asText()).normalize()).exists();
                if (build.path("args").has("MODULE")) {
                  assertThat(context.resolve(build.at("/args/MODULE").asText()).resolve("pom.xml"))
                      .exists();
                }
              }
            });
  }

  /** What is reached from outside is reached from this machine only. */
  @Test
  void portsAreOpenOnTheLoopbackOnly() {
    List<String> ports = new ArrayList<>();
    services()
        .forEach(
            service -> service.getValue().path("ports").forEach(port -> ports.add(port.asText())));
    assertThat(ports).isNotEmpty().allMatch(port -> port.matches("127\\.0\\.0\\.1:\\d+:\\d+"));
    assertThat(ports.stream().map(port -> port.split(":", -1)[1])).doesNotHaveDuplicates();
  }

  @Test
  void noSecretStandsInTheFile() {
    services()
        .forEach(
            service ->
                service
                    .getValue()
                    .path("environment")
                    .properties()
                    .forEach(
                        variable -> {
                          String line = variable.getKey() + "=" + variable.getValue().asText();
                          if (SECRET.matcher(variable.getKey()).find()) {
                            assertThat(line).containsPattern(NO_SECRET);
                          }
                        }));
  }

  @Test
  void ourContainersHaveNoRightsAndWriteNothing() {
    for (String name :
        Stream.concat(
                Repository.SERVICES.stream(),
                Stream.of("gateway", "operator", "chain", "ipfs", "story"))
            .toList()) {
      JsonNode service = ComposeFile.service(name);
      assertThat(service.path("read_only").asBoolean()).as(name).isTrue();
      assertThat(service.path("cap_drop").toString()).as(name).isEqualTo("[\"ALL\"]");
      assertThat(service.path("security_opt").toString()).contains("no-new-privileges:true");
      assertThat(service.has("user")).as("the image's own user").isFalse();
    }
  }

  /** Docker mounts tmpfs noexec unless told otherwise: zstd and snappy could not be loaded. */
  @Test
  void theServicesMayLoadLibrariesFromTheirTemporaryFolder() {
    for (String name : Repository.SERVICES) {
      List<String> mounts = new ArrayList<>();
      ComposeFile.service(name).path("tmpfs").forEach(mount -> mounts.add(mount.asText()));
      assertThat(mounts).as(name).singleElement().asString().matches("/tmp:(.*,)?exec(,.*)?");
    }
  }

  @Test
  void prometheusAsksEveryService() {
    JsonNode config =
        Yaml.one(
            Repository.text(
                Repository.ROOT.resolve("deploy/observability/prometheus/prometheus.yaml")));
    Set<String> targets = new TreeSet<>();
    config
        .path("scrape_configs")
        .forEach(job -> targets.add(job.at("/static_configs/0/targets/0").asText()));
    Set<String> expected = new TreeSet<>();
    ComposeFile.programs()
        .filter(program -> Repository.SERVICES.contains(program.name()))
        .forEach(program -> expected.add(program.name() + ":" + program.port()));
    expected.add(
        "gateway:"
            + ComposeFile.service("gateway").at("/environment/GATEWAY_METRICS_PORT").asText());
    assertThat(targets).isEqualTo(expected);
  }

  private static Stream<Map.Entry<String, JsonNode>> services() {
    return ComposeFile.CONTENT.path("services").properties().stream();
  }

  private static List<Error> faults(JsonNode content) {
    try (InputStream schema = ComposeTest.class.getResourceAsStream("/schemas/compose.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(schema)
          .validate(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
