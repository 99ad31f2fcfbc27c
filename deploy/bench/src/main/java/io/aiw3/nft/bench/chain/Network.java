package io.aiw3.nft.bench.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.bench.Options;
import io.aiw3.nft.bench.Servers;
import io.aiw3.nft.bench.Service;
import io.aiw3.nft.bench.saga.Wallet;
import io.aiw3.nft.infrastructure.ChildCommand;
import io.aiw3.nft.infrastructure.ChildProcess;
import io.aiw3.nft.infrastructure.Schema;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The local chain and the local IPFS endpoint, for one benchmark. */
public final class Network implements AutoCloseable {
  private static final String JWT = "eyJiZW5jaCI6dHJ1ZX0.a-token-of-the-pinning-service";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration STOP_GRACE = Duration.ofSeconds(10);

  private final List<ChildProcess> children = new ArrayList<>();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final JsonNode chain;
  private final JsonNode ipfs;

  private Network(Path local, Servers servers) {
    chain = start(local, servers, "chain", List.of());
    ipfs = start(local, servers, "ipfs", List.of("--jwt", JWT));
  }

  public static Network start(Options options, Servers servers)
      throws IOException, InterruptedException {
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

  public URI chain() {
    return URI.create(chain.get("rpc").asText());
  }

  /**
   * Starts the minting service on this network.
   *
   * @param wallet the system wallet, which has lamports
   * @param more of its environment
   */
  public Service mintingService(
      Options options, Servers servers, Wallet wallet, Map<String, String> more)
      throws IOException {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    Path file = Files.writeString(servers.folder().resolve("wallet.json"), wallet.toJson());
    Map<String, String> environment = new HashMap<>();
    environment.put("AIW3_SOLANA_RPC_URLS", chain().toString());
    environment.put("AIW3_SOLANA_WALLET_KEY_FILE", file.toString());
    environment.put("AIW3_SOLANA_DERIVATION_SECRET", HexFormat.of().formatHex(secret));
    environment.put("AIW3_PINATA_API_URL", ipfs.get("api").asText());
    environment.put("AIW3_PINATA_GATEWAY_URL", ipfs.get("gateway").asText());
    environment.put("AIW3_PINATA_JWT", JWT);
    environment.put("AIW3_SOLANA_DAILY_SPENDING_LIMIT", Long.toString(Long.MAX_VALUE));
    environment.putAll(more);
    return Service.start("minting-service", Schema.MINTING, options, servers, environment);
  }

  /** Transactions that have landed so far. */
  public int landed() throws IOException, InterruptedException {
    return state().get("landed").asInt();
  }

  /** Slots, queues, and calls by method so far. */
  public JsonNode state() throws IOException, InterruptedException {
    return JSON.readTree(text(HttpRequest.newBuilder(chain().resolve("/control"))));
  }

  /** Every landed transaction, oldest first. */
  public List<JsonNode> ledger() throws IOException, InterruptedException {
    List<JsonNode> landed = new ArrayList<>();
    for (String line : text(HttpRequest.newBuilder(chain().resolve("/ledger"))).lines().toList()) {
      landed.add(JSON.readTree(line));
    }
    return landed;
  }

  /**
   * @param request as {@code POST /control} of the chain takes it
   */
  public void control(JsonNode request) throws IOException, InterruptedException {
    text(
        HttpRequest.newBuilder(chain().resolve("/control"))
            .POST(HttpRequest.BodyPublishers.ofString(request.toString())));
  }

  private String text(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    children.forEach(child -> child.stop(STOP_GRACE));
  }
}
