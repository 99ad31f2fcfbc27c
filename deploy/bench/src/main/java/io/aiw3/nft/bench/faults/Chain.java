package io.aiw3.nft.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.p2p.solanaj.core.PublicKey;

/** The local chain's controls and its ledger. */
record Chain(String rpc) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      // The chain's server knows of no upgrade to HTTP/2.
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final int SIGNATURE_LENGTH = 64;
  private static final int HEADER_LENGTH = 3;
  private static final byte VERSION_1 = (byte) 0x81;

  /** Version, header, settings, blockhash, and the counts of instructions and accounts. */
  private static final int PAYER_OF_VERSION_1 = 1 + HEADER_LENGTH + 4 + 32 + 2;

  /** Paths of the nodes that the services know, the best one first. */
  static final List<String> NODES = List.of("", "second");

  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(20);

  /**
   * @param request as {@code POST /control} takes it
   */
  void control(String request) throws IOException, InterruptedException {
    String answer = post(URI.create(rpc).resolve("/control"), request);
    if (JSON.readTree(answer).path("slot").isMissingNode()) {
      throw new IOException("the chain refused " + request + ": " + answer);
    }
  }

  /**
   * The same of every node that the services know.
   *
   * @param request of a node, without its name
   */
  void everyNode(String request) throws IOException, InterruptedException {
    for (String node : NODES) {
      node(node, request);
    }
  }

  /**
   * The same of one node.
   *
   * @param name as its path has it; empty: the best one
   */
  void node(String name, String request) throws IOException, InterruptedException {
    ObjectNode control = (ObjectNode) JSON.readTree(request);
    control(control.put("node", name).toString());
  }

  /** Lamports that an account of so many bytes must hold. */
  long rent(int bytes) throws IOException, InterruptedException {
    String call =
        ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"getMinimumBalanceForRentExemption\","
                + "\"params\":[%d]}")
            .formatted(bytes);
    return JSON.readTree(post(URI.create(rpc), call)).at("/result").asLong();
  }

  /** Every landed transaction, in order. */
  List<JsonNode> ledger() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(rpc).resolve("/ledger"))
            .timeout(RESPONSE_TIMEOUT)
            .build();
    List<JsonNode> landed = new ArrayList<>();
    for (String line : HTTP.send(request, BodyHandlers.ofLines()).body().toList()) {
      if (!line.isBlank()) {
        landed.add(JSON.readTree(line));
      }
    }
    return landed;
  }

  /** Address of the first signer of a transaction of the ledger: it pays. */
  static String payer(JsonNode landed) {
    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(landed.get("transaction").asText()));
    byte first = bytes.get();
    // Behind the signatures: the message's header, and the count of its accounts in one byte.
    int position =
        first == VERSION_1 ? PAYER_OF_VERSION_1 : 1 + SIGNATURE_LENGTH * first + HEADER_LENGTH + 1;
    byte[] account = new byte[PublicKey.PUBLIC_KEY_LENGTH];
    bytes.position(position).get(account);
    return new PublicKey(account).toBase58();
  }

  /** Lamports. */
  long balance(String address) throws IOException, InterruptedException {
    String call =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"getBalance\",\"params\":[\"%s\"]}"
            .formatted(address);
    return JSON.readTree(post(URI.create(rpc), call)).at("/result/value").asLong();
  }

  private static String post(URI address, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(RESPONSE_TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }
}
