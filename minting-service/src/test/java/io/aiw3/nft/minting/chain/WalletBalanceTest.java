package io.aiw3.nft.minting.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.minting.NodeStandIn;
import io.aiw3.nft.minting.TestConfig;
import io.aiw3.nft.minting.config.SolanaConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.p2p.solanaj.core.Account;

class WalletBalanceTest {
  @ParameterizedTest
  @CsvSource({"99, true, 1", "100, false, 0", "101, false, 0"})
  void isLowBelowTheMinimumAndTheGaugeTellsIt(long lamports, boolean low, double gauge)
      throws IOException {
    // Given
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    Vertx vertx = Vertx.vertx();
    try (NodeStandIn node = new NodeStandIn().results("{\"value\":" + lamports + "}")) {
      SolanaConfig config =
          TestConfig.solana(
              Map.of("aiw3.solana.rpc-urls", node.url(), "aiw3.solana.minimum-balance", "100"));
      RpcPool pool = new RpcPool(vertx, config, metrics, System::nanoTime);
      SolanaWalletSigner wallet = new SolanaWalletSigner(new Account().getSecretKey());
      ChainFacts facts = new ChainFacts(new SolanaRpc(pool), config, wallet, metrics);
      // When
      boolean told = facts.isBalanceLow().await().indefinitely();
      // Then
      assertThat(told).isEqualTo(low);
      assertThat(metrics.get("aiw3.solana.wallet.low").gauge().value()).isEqualTo(gauge);
      assertThat(metrics.get("aiw3.solana.wallet.lamports").gauge().value()).isEqualTo(lamports);
    } finally {
      vertx.closeAndAwait();
    }
  }

  @Test
  void isReadOnceForAllWhoAskAtOnceAndAgainAfterAFailure() throws IOException {
    // Given
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    Vertx vertx = Vertx.vertx();
    try (NodeStandIn node = new NodeStandIn().answers(500, "")) {
      SolanaConfig config = TestConfig.solana(Map.of("aiw3.solana.rpc-urls", node.url()));
      RpcPool pool = new RpcPool(vertx, config, metrics, System::nanoTime);
      SolanaWalletSigner wallet = new SolanaWalletSigner(new Account().getSecretKey());
      ChainFacts facts = new ChainFacts(new SolanaRpc(pool), config, wallet, metrics);
      List<Uni<Long>> askers = Collections.nCopies(20, facts.balance());
      assertThatThrownBy(() -> Uni.join().all(askers).andFailFast().await().indefinitely())
          .isInstanceOf(RpcException.class);
      int failed = node.calls();
      // When
      node.results("{\"value\":7}");
      List<Long> told = Uni.join().all(askers).andFailFast().await().indefinitely();
      // Then
      assertThat(failed).isEqualTo(1);
      assertThat(told).hasSize(20).containsOnly(7L);
      assertThat(node.calls()).isEqualTo(2);
    } finally {
      vertx.closeAndAwait();
    }
  }
}
