package io.aiw3.nft.minting.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.minting.NodeStandIn;
import io.aiw3.nft.minting.TestConfig;
import io.aiw3.nft.minting.config.SolanaConfig;
import io.aiw3.nft.minting.signing.SolanaWalletSigner;
import io.aiw3.nft.solana.SolanaKeyPair;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalletBalanceTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Vertx vertx = Vertx.vertx();
  private NodeStandIn node;

  @BeforeEach
  void startNode() throws IOException {
    node = new NodeStandIn();
  }

  @AfterEach
  void stop() {
    node.close();
    vertx.closeAndAwait();
  }

  private ChainFacts facts(Map<String, String> settings) {
    Map<String, String> values = new HashMap<>(settings);
    values.put("aiw3.solana.rpc-urls", node.url());
    SolanaConfig config = TestConfig.solana(values);
    SolanaRpc rpc = new SolanaRpc(new RpcPool(vertx, config, metrics, System::nanoTime));
    return new ChainFacts(
        rpc,
        new ClusterRent(rpc, config),
        config,
        TestConfig.sender(values),
        SolanaWalletSigner.read(SolanaKeyPair.generate().toJson()),
        metrics);
  }

  @ParameterizedTest
  @CsvSource({"99, true, 1", "100, false, 0", "101, false, 0"})
  void isLowBelowTheMinimumAndTheGaugeShowsIt(long lamports, boolean low, double gauge) {
    // Given
    node.results("{\"value\":" + lamports + "}");
    ChainFacts facts = facts(Map.of("aiw3.solana.minimum-balance", "100"));
    // When
    boolean reported = facts.isBalanceLow().await().indefinitely();
    // Then
    assertThat(reported).isEqualTo(low);
    assertThat(facts.wasBalanceLow()).isEqualTo(low);
    assertThat(gauge("aiw3.solana.wallet.low")).isEqualTo(gauge);
    assertThat(gauge("aiw3.solana.wallet.lamports")).isEqualTo(lamports);
    assertThat(gauge("aiw3.solana.wallet.minimum.lamports")).isEqualTo(100);
  }

  /** Four accounts of 500,000 lamports, Metaplex's fee, two signatures and 200 lamports. */
  @ParameterizedTest
  @CsvSource({"24020399, true", "24020400, false"})
  void theMinimumIsWhatMintsInFlightCostWithTheClustersRent(long lamports, boolean low) {
    // Given
    node.results("getMinimumBalanceForRentExemption", "500000")
        .results("{\"value\":" + lamports + "}");
    ChainFacts facts =
        facts(Map.of("aiw3.sender.max-in-flight", "2", "aiw3.solana.priority-fee.ceiling", "1000"));
    // Then
    assertThat(facts.mostOfAMint().await().indefinitely()).isEqualTo(12_010_200);
    assertThat(facts.isBalanceLow().await().indefinitely()).isEqualTo(low);
    assertThat(gauge("aiw3.solana.wallet.minimum.lamports")).isEqualTo(24_020_400);
  }

  @Test
  void whatDependsOnAnUnknownRentWaits() {
    node.results("getBalance", "{\"value\":1}").answers(500, "");
    assertThatThrownBy(() -> facts(Map.of()).isBalanceLow().await().indefinitely())
        .isInstanceOf(RpcException.class);
  }

  @Test
  void isReadOnceForAllWhoAskAtOnceAndAgainAfterAFailure() {
    // Given
    node.answers(500, "");
    ChainFacts facts = facts(Map.of());
    List<Uni<Long>> askers = Collections.nCopies(20, facts.balance());
    assertThatThrownBy(() -> Uni.join().all(askers).andFailFast().await().indefinitely())
        .isInstanceOf(RpcException.class);
    int failed = node.calls();
    // When
    node.results("{\"value\":7}");
    List<Long> balances = Uni.join().all(askers).andFailFast().await().indefinitely();
    // Then
    assertThat(failed).isEqualTo(1);
    assertThat(balances).hasSize(20).containsOnly(7L);
    assertThat(node.calls()).isEqualTo(2);
  }

  private double gauge(String name) {
    return metrics.get(name).gauge().value();
  }
}
