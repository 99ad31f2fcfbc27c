package io.aiw3.nft.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.infrastructure.SuiteService;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher before real servers and small stand-ins for what is not its own. */
class LauncherIT {
  private static final Duration START = Duration.ofSeconds(90);

  /** A chain and an IPFS that take a request and say nothing of interest. */
  private static final String NODE_SERVER =
      """
      const http = require('node:http');
      const port = Number(process.argv[process.argv.indexOf('--port') + 1]);
      http.createServer((request, response) => response.end('{"result":{"value":1}}'))
        .listen(port, '127.0.0.1', () => console.log('{"ready":true}'));
      """;

  @TempDir Path root;
  private final List<Process> launchers = new ArrayList<>();

  @BeforeEach
  void putStandInsWhereTheProgramsAre() throws IOException {
    Layout layout = new Layout(root);
    for (String service : SuiteService.names()) {
      writeJar(layout.serviceJar(service));
    }
    writeJar(layout.gatewayJar());
    write(layout.node().resolve("chain/server.js"), NODE_SERVER);
    write(layout.node().resolve("ipfs/server.js"), NODE_SERVER);
  }

  @AfterEach
  void stopWhatIsLeft() throws InterruptedException {
    for (Process launcher : launchers) {
      launcher.destroy();
      launcher.waitFor();
    }
  }

  @Test
  void aKilledServiceComesBackAndSigtermStopsEverything() throws Exception {
    // Given
    Process launcher = launch("--no-story");
    JsonNode run = awaitRunFile();
    List<ProcessHandle> children = children(run);
    long firstBadge = run.path("pids").path("badge-service").asLong();

    // When
    ProcessHandle.of(firstBadge).orElseThrow().destroyForcibly();

    // Then
    await()
        .atMost(START)
        .until(() -> read().path("pids").path("badge-service").asLong() != firstBadge);
    assertThat(get(run.path("services").path("badge-service").path(0).asText())).isEqualTo("badge");
    assertThat(Files.readString(output())).contains("! badge-service ended with code 137");

    // When
    children = children(read());
    launcher.destroy();

    // Then
    assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(children).hasSize(10).noneMatch(ProcessHandle::isAlive);
    assertThat(new Layout(root).runFile()).doesNotExist();
    assertThat(Files.readString(output())).endsWith("stopped\n");
  }

  @Test
  void aKilledLauncherLeavesNothingBehindAndItsDataIsFoundAgain() throws Exception {
    // Given
    Process first = launch("--no-story", "--replicas", "2");
    JsonNode run = awaitRunFile();
    String wallet = run.path("systemWallet").path("address").asText();
    List<ProcessHandle> children = children(run);
    assertThat(children).hasSize(14).allMatch(ProcessHandle::isAlive);
    assertThat(run.path("services").path("minting-service")).hasSize(2);

    // When
    first.destroyForcibly().waitFor();

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));

    // When
    Files.delete(new Layout(root).runFile());
    write(new Layout(root).node().resolve("lib/story/story.js"), "process.exit(7);");
    Process second = launch("--exit-after-story");

    // Then
    assertThat(second.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(7);
    assertThat(new LocalKeys(new Layout(root).keys()).walletAddress()).isEqualTo(wallet);
  }

  @Test
  void aSecondSuiteInTheSameRepositoryIsRefused() throws Exception {
    // Given
    launch("--no-story");
    awaitRunFile();

    // When
    Process second = launch("--no-story");

    // Then
    assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(1);
  }

  @Test
  void aChainOfOnesOwnThatDoesNotAnswerIsSaidBeforeAnythingStarts() throws Exception {
    // When
    Process launcher = launch(Map.of("AIW3_SOLANA_RPC", "http://127.0.0.1:1"), "--no-story");

    // Then
    assertThat(launcher.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(launcher.exitValue()).isEqualTo(1);
    assertThat(Files.readString(output()))
        .startsWith("! No Solana node answers at http://127.0.0.1:1, which AIW3_SOLANA_RPC names")
        .hasLineCount(1);
  }

  private Process launch(String... options) throws IOException {
    return launch(Map.of(), options);
  }

  private Process launch(Map<String, String> environment, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName(),
                "--root",
                root.toString()));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
    builder.environment().putAll(environment);
    Process launcher = builder.start();
    launchers.add(launcher);
    return launcher;
  }

  private Path output() {
    return root.resolve("terminal.txt");
  }

  private JsonNode awaitRunFile() throws IOException {
    await()
        .atMost(START)
        .failFast(
            () ->
                assertThat(launchers.get(launchers.size() - 1).isAlive())
                    .as(Files.readString(output()))
                    .isTrue())
        .until(() -> Files.exists(new Layout(root).runFile()));
    return read();
  }

  private JsonNode read() throws IOException {
    return new ObjectMapper().readTree(new Layout(root).runFile().toFile());
  }

  private static List<ProcessHandle> children(JsonNode run) {
    List<ProcessHandle> children = new ArrayList<>();
    run.path("pids")
        .properties()
        .forEach(
            pid -> {
              if (!pid.getKey().equals("launcher")) {
                children.add(ProcessHandle.of(pid.getValue().asLong()).orElseThrow());
              }
            });
    return children;
  }

  private static String get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void writeJar(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
    String entry = FakeService.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest);
        var bytes = FakeService.class.getClassLoader().getResourceAsStream(entry)) {
      jar.putNextEntry(new JarEntry(entry));
      bytes.transferTo(jar);
    }
  }
}
