package io.aiw3.nft.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aiw3.nft.infrastructure.MissingPrerequisiteException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A chain that is not ours, before a node that is made up. */
class ClusterCheckTest {
  private static final String WALLET = "9B5XszUGdMaxCZ7uSQhPzdks5ZQSmWxrmzCSvtJ6Ns6g";
  private static final String PROGRAM = "{\"value\":{\"executable\":true}}";
  private static final String TEN_SOL = "{\"value\":10000000000}";
  private static final String NOTHING = "{\"value\":0}";

  private final List<String> calls = new ArrayList<>();
  private HttpServer node;

  @BeforeEach
  void start() throws IOException {
    node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    node.start();
  }

  @AfterEach
  void stop() {
    node.stop(0);
  }

  @Test
  void aClusterWithTheProgramAndAFundedWalletIsUsed() {
    // Given
    answering(
        Map.of("getGenesisHash", "\"ours\"", "getAccountInfo", PROGRAM, "getBalance", TEN_SOL));
    // Then
    assertThatCode(this::check).doesNotThrowAnyException();
    assertThat(calls).doesNotContain("requestAirdrop");
  }

  @Test
  void aWalletIsFilledWhereTheClusterGivesFunds() {
    // Given
    answering(
        Map.of(
            "getGenesisHash",
            "\"ours\"",
            "getAccountInfo",
            PROGRAM,
            "getBalance",
            NOTHING,
            "requestAirdrop",
            "\"signature\""),
        Map.of("getBalance", TEN_SOL));
    // Then
    assertThatCode(this::check).doesNotThrowAnyException();
    assertThat(calls).containsOnlyOnce("requestAirdrop");
  }

  @Test
  void whatIsMissingIsOneSentence() {
    // Given
    node.stop(0);
    // Then
    assertMissing("No Solana node answers at " + url() + ", which AIW3_SOLANA_RPC names");
  }

  @Test
  void aPageIsNoNode() {
    // Given
    node.createContext("/", exchange -> answer(exchange, "<html>welcome</html>"));
    // Then
    assertMissing("No Solana node answers at " + url());
  }

  @Test
  void mainnetIsRefused() {
    // Given
    answering(Map.of("getGenesisHash", "\"" + ClusterCheck.MAINNET + "\""));
    // Then
    assertMissing(url() + " is a node of mainnet");
    assertThat(calls).containsExactly("getGenesisHash");
  }

  @Test
  void aClusterWithoutTheProgramIsRefused() {
    // Given
    answering(Map.of("getGenesisHash", "\"ours\"", "getAccountInfo", "{\"value\":null}"));
    // Then
    assertMissing("has no Metaplex program at " + ClusterCheck.METAPLEX);
  }

  @Test
  void aWalletThatNobodyFillsIsNamed() {
    // Given
    answering(
        Map.of("getGenesisHash", "\"ours\"", "getAccountInfo", PROGRAM, "getBalance", NOTHING));
    // Then
    assertMissing("The system wallet " + WALLET + " has 0.000 SOL on " + url());
    assertThat(calls).contains("requestAirdrop");
  }

  @Test
  void anAirdropThatNeverComesIsSaidToo() {
    // Given
    answering(
        Map.of(
            "getGenesisHash",
            "\"ours\"",
            "getAccountInfo",
            PROGRAM,
            "getBalance",
            NOTHING,
            "requestAirdrop",
            "\"signature\""));
    // Then
    assertMissing("no airdrop came");
  }

  private void assertMissing(String sentence) {
    assertThatThrownBy(this::check)
        .isInstanceOf(MissingPrerequisiteException.class)
        .hasMessageContaining(sentence)
        .hasMessageNotContaining("\n");
  }

  private void check() {
    new ClusterCheck(url(), Duration.ofMillis(300)).require(WALLET);
  }

  private String url() {
    return "http://127.0.0.1:" + node.getAddress().getPort();
  }

  private void answering(Map<String, String> results) {
    answering(results, Map.of());
  }

  /** What it has no result for is an error; the later results come after an airdrop. */
  private void answering(Map<String, String> results, Map<String, String> later) {
    node.createContext(
        "/",
        exchange -> {
          JsonNode call = new ObjectMapper().readTree(exchange.getRequestBody());
          String method = call.path("method").asText();
          String result = results.get(method);
          if (calls.contains("requestAirdrop")) {
            result = later.getOrDefault(method, result);
          }
          calls.add(method);
          answer(
              exchange,
              result == null
                  ? "{\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}"
                  : "{\"result\":" + result + "}");
        });
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
