package io.aiw3.nft.minting.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.minting.NodeStandIn;
import io.aiw3.nft.minting.TestConfig;
import io.aiw3.nft.minting.config.SolanaConfig;
import io.aiw3.nft.solana.Addresses;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.p2p.solanaj.core.PublicKey;

class PriorityFeeMarketTest {
  private static final String RECENT = "getRecentPrioritizationFees";
  private static final String TWO_SLOTS =
      "[{\"slot\":1,\"prioritizationFee\":3},{\"slot\":2,\"prioritizationFee\":5}]";
  private static final List<PublicKey> WRITABLE =
      List.of(Addresses.TOKEN_PROGRAM, Addresses.SYSTEM_PROGRAM);
  private static final Map<String, String> ESTIMATE =
      Map.of(
          "aiw3.solana.priority-fee.mode", "estimate",
          "aiw3.solana.priority-fee.estimate.method", "getPriorityFeeEstimate",
          "aiw3.solana.priority-fee.estimate.parameters", "[{\"accountKeys\":\"@accounts\"}]",
          "aiw3.solana.priority-fee.estimate.result", "/priorityFeeEstimate");

  private final Vertx vertx = Vertx.vertx();
  private NodeStandIn node;

  @BeforeEach
  void start() throws IOException {
    node = new NodeStandIn();
  }

  @AfterEach
  void stop() {
    node.close();
    vertx.closeAndAwait();
  }

  private PriorityFeeMarket market(Map<String, String> settings) {
    Map<String, String> values = new HashMap<>(settings);
    values.put("aiw3.solana.rpc-urls", node.url());
    SolanaConfig config = TestConfig.solana(values);
    RpcPool pool = new RpcPool(vertx, config, new SimpleMeterRegistry(), System::nanoTime);
    return new PriorityFeeMarket(new SolanaRpc(pool), config);
  }

  private static List<Long> paid(PriorityFeeMarket market) {
    return market.paid(WRITABLE).await().indefinitely();
  }

  @Test
  void isWhatOthersPaidForTheseAccounts() {
    node.results(TWO_SLOTS);
    assertThat(paid(market(Map.of()))).containsExactly(3L, 5L);
    assertThat(node.lastRequest())
        .contains(RECENT)
        .contains(Addresses.TOKEN_PROGRAM.toBase58())
        .contains(Addresses.SYSTEM_PROGRAM.toBase58());
  }

  @Test
  void isReadOnceForTheSameAccounts() {
    node.results(TWO_SLOTS);
    PriorityFeeMarket market = market(Map.of());
    paid(market);
    paid(market);
    assertThat(node.calls()).isEqualTo(1);
    market.paid(List.of(Addresses.TOKEN_PROGRAM)).await().indefinitely();
    assertThat(node.calls()).isEqualTo(2);
  }

  @Test
  void isTheProvidersEstimateWhereOneIsConfigured() {
    node.results("getPriorityFeeEstimate", "{\"priorityFeeEstimate\":12045.5}");
    assertThat(paid(market(ESTIMATE))).containsExactly(12_046L);
  }

  @Test
  void isWhatOthersPaidWhereTheProviderDoesNotEstimate() {
    node.results(RECENT, TWO_SLOTS)
        .answers(
            200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"\"}}");
    assertThat(paid(market(ESTIMATE))).containsExactly(3L, 5L);
    node.results("getPriorityFeeEstimate", "{\"priorityFeeEstimate\":\"much\"}");
    assertThat(paid(market(ESTIMATE))).containsExactly(3L, 5L);
  }

  @Test
  void isNothingWhereNoNodeAnswersAndIsRequestedAgain() {
    node.answers(500, "");
    PriorityFeeMarket market = market(Map.of());
    assertThat(paid(market)).isEmpty();
    node.results(TWO_SLOTS);
    Awaitility.await().until(() -> paid(market).equals(List.of(3L, 5L)));
  }

  @Test
  void nobodyIsAskedForAFixedPrice() {
    assertThat(paid(market(Map.of("aiw3.solana.priority-fee.mode", "fixed")))).isEmpty();
    assertThat(node.calls()).isZero();
  }
}
