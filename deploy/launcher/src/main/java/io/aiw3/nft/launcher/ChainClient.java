package io.aiw3.nft.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The JSON-RPC calls with which a chain is checked and the system wallet is filled. */
final class ChainClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI rpc;

  ChainClient(String rpc) {
    this.rpc = URI.create(rpc);
  }

  String genesisHash() throws IOException, InterruptedException {
    return call(request("getGenesisHash")).asText();
  }

  /** Whether a program can be called at this address. */
  boolean isProgram(String address) throws IOException, InterruptedException {
    ObjectNode request = request("getAccountInfo");
    request.withArray("params").add(address).addObject().put("encoding", "base64");
    return call(request).at("/value/executable").asBoolean();
  }

  /** In lamports. */
  long balance(String address) throws IOException, InterruptedException {
    ObjectNode request = request("getBalance");
    request.withArray("params").add(address).addObject().put("commitment", "confirmed");
    return call(request).path("value").asLong();
  }

  /** Returns the transaction's signature. */
  String requestAirdrop(String address, long lamports) throws IOException, InterruptedException {
    ObjectNode request = request("requestAirdrop");
    request.withArray("params").add(address).add(lamports);
    return call(request).asText();
  }

  private static ObjectNode request(String method) {
    ObjectNode request = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1);
    request.put("method", method).putArray("params");
    return request;
  }

  private JsonNode call(ObjectNode request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(rpc)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(request)))
                .build(),
            BodyHandlers.ofString());
    JsonNode body = JSON.readTree(answer.body());
    if (body.hasNonNull("error")) {
      throw new IOException(
          request.path("method").asText() + ": " + body.path("error").path("message").asText());
    }
    return body.path("result");
  }
}
