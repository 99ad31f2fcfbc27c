package io.aiw3.nft.bench.mint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.bench.Options;
import io.aiw3.nft.bench.Servers;
import io.aiw3.nft.infrastructure.ChildCommand;
import io.aiw3.nft.infrastructure.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The local chain and the local IPFS endpoint, for one benchmark. */
final class Network implements AutoCloseable {
  static final String JWT = "eyJiZW5jaCI6dHJ1ZX0.a-token-of-the-pinning-service";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration STOP_GRACE = Duration.ofSeconds(10);

  private final List<ChildProcess> children = new ArrayList<>();
  private final JsonNode chain;
  private final JsonNode ipfs;

  private Network(Path local, Servers servers) {
    chain = start(local, servers, "chain", List.of());
    ipfs = start(local, servers, "ipfs", List.of("--jwt", JWT));
  }

  static Network start(Options options, Servers servers) throws IOException, InterruptedException {
    Path local = options.root().resolve("deploy/local");
    // Does nothing where the packages are there already.
    if (new ProcessBuilder(local.resolve("install").toString()).inheritIO().start().waitFor()
        != 0) {
      throw new IllegalStateException("the packages were not installed in " + local);
    }
    return new Network(local, servers);
  }

  private JsonNode start(Path local, Servers servers, String name, List<String> more) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("node", name + "/server.js", "--port", "0"));
    command.addAll(List.of("--data", servers.folder().resolve(name + "-data").toString()));
    command.addAll(more);
    ChildProcess child =
        ChildProcess.start(
            new ChildCommand(name, command, Map.of(), local, servers.log("local-" + name)));
    children.add(child);
    child.awaitReady(started -> ready(started).isPresent(), START_LIMIT);
    return ready(child).orElseThrow();
  }

  /** The one line on its standard output. */
  private static Optional<JsonNode> ready(ChildProcess child) throws IllegalStateException {
    return child
        .output()
        .lines()
        .filter(line -> line.contains("\"ready\":true"))
        .findFirst()
        .map(
            line -> {
              try {
                return JSON.readTree(line);
              } catch (IOException e) {
                throw new IllegalStateException(line, e);
              }
            });
  }

  URI chain() {
    return URI.create(chain.get("rpc").asText());
  }

  String ipfs() {
    return ipfs.get("api").asText();
  }

  String gateway() {
    return ipfs.get("gateway").asText();
  }

  /** Transactions that have landed so far. */
  int landed() throws IOException, InterruptedException {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest request = HttpRequest.newBuilder(chain().resolve("/control")).build();
    return JSON.readTree(http.send(request, BodyHandlers.ofString()).body()).get("landed").asInt();
  }

  @Override
  public void close() {
    children.forEach(child -> child.stop(STOP_GRACE));
  }
}
