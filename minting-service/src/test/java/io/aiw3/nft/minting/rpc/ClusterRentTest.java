package io.aiw3.nft.minting.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.minting.NodeStandIn;
import io.aiw3.nft.minting.TestConfig;
import io.aiw3.nft.minting.config.SolanaConfig;
import io.aiw3.nft.solana.Rent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterRentTest {
  private static final int SIZES = 4;
  private static final Rent FIRST = new Rent(900_000, 900_000, 900_000, 900_000);
  private static final Rent FALLEN = new Rent(100_000, 100_000, 100_000, 100_000);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong clock = new AtomicLong();
  private NodeStandIn node;
  private NodeStandIn other;

  @BeforeEach
  void start() throws IOException {
    node = new NodeStandIn().results("900000");
    other = new NodeStandIn().results("900000");
  }

  @AfterEach
  void stop() {
    node.close();
    other.close();
    vertx.closeAndAwait();
  }

  private ClusterRent rentOf(String urls) {
    SolanaConfig config =
        TestConfig.solana(Map.of("aiw3.solana.rpc-urls", urls, "aiw3.solana.rent-age", "2m"));
    RpcPool pool = new RpcPool(vertx, config, new SimpleMeterRegistry(), System::nanoTime);
    return new ClusterRent(new SolanaRpc(pool), config, clock::get);
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  /** To be repeated: the cache may note an answer's time only after the clock was put on. */
  private Rent readAfter(Duration time, ClusterRent rent) {
    pass(time);
    return read(rent);
  }

  private static Rent read(ClusterRent rent) {
    return rent.get().await().indefinitely();
  }

  @Test
  void isReadOnceForAllWhoAsk() {
    ClusterRent rent = rentOf(node.url());
    List<Rent> all =
        Uni.join().all(Collections.nCopies(20, rent.get())).andFailFast().await().indefinitely();
    assertThat(all).containsOnly(FIRST);
    pass(Duration.ofSeconds(119));
    assertThat(read(rent)).isEqualTo(FIRST);
    assertThat(node.calls()).isEqualTo(SIZES);
  }

  @Test
  void isReadAgainAfterItsAge() {
    ClusterRent rent = rentOf(node.url());
    read(rent);
    node.results("100000");
    Awaitility.await().until(() -> readAfter(Duration.ofSeconds(121), rent).equals(FALLEN));
    assertThat(node.calls()).isGreaterThanOrEqualTo(2 * SIZES);
  }

  @Test
  void theLastKnownOneCountsForAnHourWhileNoNodeAnswersAndThenItWaits() {
    // Given
    ClusterRent rent = rentOf(node.url());
    read(rent);
    node.answers(500, "");
    // When, then
    pass(Duration.ofMinutes(50));
    int before = node.calls();
    Awaitility.await()
        .until(
            () -> {
              assertThat(readAfter(Duration.ofSeconds(121), rent)).isEqualTo(FIRST);
              return node.calls() > before;
            });
    assertThat(read(rent)).isEqualTo(FIRST);
    pass(Duration.ofMinutes(61));
    assertThatThrownBy(() -> read(rent)).isInstanceOf(RpcException.class);
    // When
    node.results("100000");
    // Then: once what was requested before has failed
    Awaitility.await().ignoreExceptions().until(() -> read(rent).equals(FALLEN));
  }

  /** A mint account's lamports are lost: who says that it needs ten SOL is not believed. */
  @Test
  void aRentAboveTheCeilingOrOfNothingIsNotBelievedAndAnotherNodeIsAsked() {
    for (String lie : List.of("10000000000", "0", "-1", "\"900000\"", "9e5", "null")) {
      node.results(lie);
      assertThatThrownBy(() -> read(rentOf(node.url())))
          .as(lie)
          .isInstanceOf(RpcException.class)
          .hasMessageContaining("GARBAGE");
      assertThat(read(rentOf(node.url() + "," + other.url()))).as(lie).isEqualTo(FIRST);
    }
  }
}
