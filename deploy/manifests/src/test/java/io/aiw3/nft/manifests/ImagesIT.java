package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.manifests.Dockerfile.Instruction;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The images, without a container engine: what they hold is laid out, what they run is run. */
class ImagesIT {
  private static final Path IMAGES = Repository.ROOT.resolve("deploy/images");
  private static final Dockerfile SUITE = new Dockerfile(IMAGES.resolve("Dockerfile"));

  /** Up to where a database would be needed; then the program ends by itself. */
  private static final Map<String, String> NO_DATABASE =
      Map.of("QUARKUS_INIT_AND_EXIT", "true", "AIW3_MIGRATION_AT_START", "false");

  private static final HttpClient CALLER = HttpClient.newHttpClient();

  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile", "local.Dockerfile"})
  void noShellIsNeededAndNobodyIsRoot(String file) {
    Dockerfile dockerfile = new Dockerfile(IMAGES.resolve(file));
    for (Instruction instruction : dockerfile.all()) {
      if (Set.of("RUN", "ENTRYPOINT", "CMD").contains(instruction.keyword())) {
        assertThat(instruction.exec()).as(instruction.toString()).isNotEmpty();
      }
    }
    List<Instruction> last = dockerfile.stage("final");
    assertThat(last).noneMatch(instruction -> instruction.keyword().equals("RUN"));
    assertThat(last.stream().filter(i -> i.keyword().equals("USER")).map(Instruction::arguments))
        .containsExactly("65532:65532");
    assertThat(last.stream().filter(i -> i.keyword().equals("LABEL")).findFirst().orElseThrow())
        .asString()
        .contains("org.opencontainers.image.version=\"${VERSION}\"");
  }

  /** The archive of classes is made and used, and a run leaves the application as it was. */
  @ParameterizedTest
  @CsvSource({
    "service, qualification-service",
    "service, badge-service",
    "service, minting-service",
    "service, upgrade-orchestrator",
    "gateway, deploy/gateway",
    "console, deploy/gateway",
    "operator, deploy/operator"
  })
  void theImageStartsFromItsArchive(String kind, String module) throws Exception {
    SUITE.layOut(kind, module, root);
    Map<String, String> environment = new HashMap<>();
    for (Instruction instruction : SUITE.stage(kind)) {
      if (instruction.keyword().equals("ENV")) {
        String[] pair = instruction.arguments().split("=", 2);
        environment.put(pair[0], pair[1]);
      } else if (instruction.keyword().equals("RUN")) {
        run(instruction.exec(), environment);
      }
    }
    Set<Path> laidOut = new TreeSet<>(Repository.files(root.resolve("app"), ""));

    List<String> entrypoint = new ArrayList<>(entrypoint());
    entrypoint.addAll(1, List.of("-Xlog:class+load:file=" + root.resolve("classes.log")));
    if (kind.equals("service")) {
      environment.putAll(NO_DATABASE);
    } else {
      List<String> check = lastRun(kind);
      entrypoint.addAll(check.subList(check.indexOf("/app/run.jar") + 1, check.size()));
    }
    run(entrypoint, environment);

    List<String> ours =
        Files.readAllLines(root.resolve("classes.log")).stream()
            .filter(line -> line.matches(".* (" + archived(kind) + ")\\..*"))
            .toList();
    assertThat(ours).isNotEmpty();
    assertThat(ours.stream().filter(line -> line.contains("shared objects file (top)")).count())
        .as("of %d classes", ours.size())
        .isGreaterThan(ours.size() / 2);
    assertThat(new TreeSet<>(Repository.files(root.resolve("app"), ""))).isEqualTo(laidOut);
  }

  /** As the image is, without one setting but where it listens: nothing of it is configured in. */
  @Test
  void theConsolesImageServesTheConsoleAndNothingElse() throws Exception {
    SUITE.layOut("console", "deploy/gateway", root);
    Map<String, String> environment = new HashMap<>();
    environment.put("GATEWAY_HOST", "127.0.0.1");
    environment.put("GATEWAY_PORT", Integer.toString(freePort()));
    environment.put("GATEWAY_METRICS_PORT", "0");
    String url = "http://127.0.0.1:" + environment.get("GATEWAY_PORT");
    Process process = start(entrypoint(), environment);
    try {
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> !process.isAlive() || log().contains("\"ready\":true"));
      assertThat(process.isAlive()).withFailMessage(this::log).isTrue();

      HttpResponse<String> page = get(url + "/console/");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("/console/assets/");
      assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
      assertThat(get(url + "/console/config.json").body()).isEqualTo("{\"local\":false}");
      assertThat(get(url + "/health/live").statusCode()).isEqualTo(200);
      for (String path : List.of("/api/v1/nft/tiers", "/local/traders", "/docs", "/openapi.json")) {
        assertThat(get(url + path).statusCode()).as(path).isEqualTo(404);
      }
      // A warning would be of what it has no use for: services, keys of tokens.
      assertThat(log()).doesNotContain("WARN");
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  @Test
  void noOtherImageHasTheFilesOfTheConsole() {
    for (String kind : List.of("service", "gateway", "operator")) {
      assertThat(SUITE.stage(kind)).isNotEmpty().noneMatch(i -> i.arguments().contains("console"));
    }
  }

  /** Packages that a start loads; picocli's classes are of a version that no archive takes. */
  private static String archived(String kind) {
    return kind.equals("operator") ? "io\\.aiw3" : "io\\.netty|io\\.vertx";
  }

  @Test
  void theBuildMakesEveryImageThatComposeAndKubernetesRun() throws Exception {
    Process process =
        new ProcessBuilder(IMAGES.resolve("build").toString(), "--plan")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String plan = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).isZero();
    Set<String> built = new TreeSet<>();
    for (String line : plan.split("\n", -1)) {
      if (!line.isBlank()) {
        assertThat(line).containsPattern("--tag aiw3-nft/[a-z-]+:[A-Za-z0-9._-]+ ");
        built.add(line.replaceFirst(".*--tag (\\S+):\\S+ .*", "$1"));
      }
    }
    Set<String> used = new TreeSet<>();
    for (JsonNode service : ComposeFile.CONTENT.path("services")) {
      String image = service.path("image").asText();
      if (image.startsWith("aiw3-nft/")) {
        used.add(image.replaceFirst(":.*", ""));
      }
    }
    for (Overlay overlay : Overlay.all().toList()) {
      for (JsonNode workload : overlay.workloads()) {
        String image = Overlay.container(workload).path("image").asText();
        used.add(image.replaceFirst("^[^/]+/([^:@]+).*$", "$1"));
      }
    }
    assertThat(built).isEqualTo(used);
  }

  private static List<String> lastRun(String stage) {
    return SUITE.stage(stage).stream()
        .filter(instruction -> instruction.keyword().equals("RUN"))
        .reduce((earlier, later) -> later)
        .orElseThrow()
        .exec();
  }

  private static List<String> entrypoint() {
    return SUITE.stage("final").stream()
        .filter(instruction -> instruction.keyword().equals("ENTRYPOINT"))
        .findFirst()
        .orElseThrow()
        .exec();
  }

  private void run(List<String> exec, Map<String, String> environment)
      throws IOException, InterruptedException {
    assertThat(start(exec, environment).waitFor())
        .withFailMessage(() -> exec + "\n" + log().replaceAll(".*\\[cds.*\n", ""))
        .isZero();
  }

  /** Starts a command of the image with {@code /app} and {@code /tmp} where the layout is. */
  private Process start(List<String> exec, Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>();
    for (String argument : exec) {
      command.add(
          argument
              .replaceAll("(?<=^|[=:])/app/", root + "/app/")
              .replaceAll("(?<=^|[=:])/tmp$", root + "/tmp"));
    }
    Files.createDirectories(root.resolve("tmp"));
    command.set(0, Path.of(System.getProperty("java.home"), "bin", command.get(0)).toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(root.resolve("app").toFile())
            .redirectErrorStream(true)
            .redirectOutput(root.resolve("run.log").toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** What the command started last has printed. */
  private String log() {
    return Repository.text(root.resolve("run.log"));
  }

  private static HttpResponse<String> get(String url) throws Exception {
    return CALLER.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
