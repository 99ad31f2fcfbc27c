package io.aiw3.nft.minting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.p2p.solanaj.core.PublicKey;

/** Inspects the local chain, and disturbs it, beside the service. */
public final class ChainProbe {
  /** Transaction of an NFT that a test has written into the tables: it never was on the chain. */
  public static final String MADE_UP = "made-up";

  private static final long METAPLEX_FEE = 10_000_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;

  /** Of the chain that the tests of this JVM share. */
  public ChainProbe() {
    this(System.getProperty(LocalNetwork.CHAIN));
  }

  public ChainProbe(String url) {
    this.url = url;
  }

  public void airdrop(PublicKey to, long lamports) {
    long before = balance(to);
    rpc("requestAirdrop", to.toBase58(), lamports);
    Awaitility.await().atMost(TIMEOUT).until(() -> balance(to) == before + lamports);
  }

  public long balance(PublicKey address) {
    return rpc("getBalance", address.toBase58(), commitment("processed")).path("value").asLong();
  }

  /** Lamports that an account of so many bytes must hold. */
  public long rent(int bytes) {
    return rpc("getMinimumBalanceForRentExemption", bytes).asLong();
  }

  /** Lamports that an NFT takes without fees for signatures and priority (solana.md §1). */
  public long mintCost() {
    return rent(82) + rent(165) + rent(607) + rent(20) + METAPLEX_FEE;
  }

  public String latestBlockhash() {
    return rpc("getLatestBlockhash", commitment("confirmed"))
        .path("value")
        .path("blockhash")
        .asText();
  }

  public String send(byte[] transaction) {
    ObjectNode options =
        JSON.createObjectNode().put("encoding", "base64").put("preflightCommitment", "confirmed");
    return rpc("sendTransaction", Base64.getEncoder().encodeToString(transaction), options)
        .asText();
  }

  /** A landed transaction's bytes. */
  public byte[] transaction(String signature) {
    ObjectNode options =
        JSON.createObjectNode()
            .put("encoding", "base64")
            .put("commitment", "confirmed")
            .put("maxSupportedTransactionVersion", 0);
    return Base64.getDecoder()
        .decode(rpc("getTransaction", signature, options).path("transaction").path(0).asText());
  }

  public long supply(String mint) {
    return rpc("getTokenSupply", mint, commitment("processed"))
        .path("value")
        .path("amount")
        .asLong();
  }

  /** Signatures of transactions without an error that touched the address. */
  public List<String> successes(String address) {
    List<String> found = new ArrayList<>();
    rpc("getSignaturesForAddress", address, commitment("confirmed"))
        .forEach(
            entry -> {
              if (entry.path("err").isNull()) {
                found.add(entry.path("signature").asText());
              }
            });
    return found;
  }

  /** The same, of another node of this chain. */
  public List<String> successes(String address, String node) {
    return new ChainProbe(url + "/nodes/" + node).successes(address);
  }

  public void control(String key, Object value) {
    control(JSON.createObjectNode().set(key, JSON.valueToTree(value)));
  }

  /** The same of one node of the chain, whose path is {@code /nodes/<name>}. */
  public void control(String node, String key, Object value) {
    ObjectNode request = JSON.createObjectNode().put("node", node);
    control(request.set(key, JSON.valueToTree(value)));
  }

  /** How many slots behind heights, statuses and accounts are answered. */
  public void lag(Map<String, Integer> slots) {
    control("lag", slots);
  }

  /** Calls of this method so far. */
  public int calls(String method) {
    return state().path("calls").path(method).asInt();
  }

  /** The fault meets the next sends. */
  public void nextSends(String fault, int count) {
    control(JSON.createObjectNode().put("nextSend", fault).put("count", count));
  }

  public void noFaults() {
    control(JSON.createObjectNode().putNull("nextSend"));
    control(JSON.createObjectNode().putNull("rpcFault"));
    control(JSON.createObjectNode().putNull("error"));
    lag(Map.of());
    control("balances", List.of());
    control("fork", false);
    control("pauseSlots", false);
  }

  /** Every landed transaction, oldest first. */
  public List<JsonNode> ledger() {
    List<JsonNode> entries = new ArrayList<>();
    for (String line : text(HttpRequest.newBuilder(URI.create(url + "/ledger"))).lines().toList()) {
      entries.add(parse(line));
    }
    return entries;
  }

  /** Slots, queues, and the faults that were met so far. */
  public JsonNode state() {
    return parse(text(HttpRequest.newBuilder(URI.create(url + "/control"))));
  }

  private void control(JsonNode body) {
    post(url + "/control", body);
  }

  public JsonNode rpc(String method, Object... parameters) {
    ArrayNode list = JSON.createArrayNode();
    for (Object parameter : parameters) {
      list.add(JSON.<JsonNode>valueToTree(parameter));
    }
    ObjectNode request =
        JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
    request.set("params", list);
    JsonNode answer = post(url, request);
    if (answer.has("error")) {
      throw new IllegalStateException(answer.toString());
    }
    return answer.path("result");
  }

  private static ObjectNode commitment(String name) {
    return JSON.createObjectNode().put("commitment", name);
  }

  private JsonNode post(String address, JsonNode body) {
    return parse(
        text(
            HttpRequest.newBuilder(URI.create(address))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))));
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(response.statusCode() + " " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
