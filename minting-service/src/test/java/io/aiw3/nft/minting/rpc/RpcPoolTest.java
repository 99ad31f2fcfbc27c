package io.aiw3.nft.minting.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.minting.NodeStandIn;
import io.aiw3.nft.minting.TestConfig;
import io.aiw3.nft.minting.config.SolanaConfig;
import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.minting.domain.SendFailure.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.p2p.solanaj.core.Account;
import org.p2p.solanaj.core.PublicKey;

class RpcPoolTest {
  private static final PublicKey ADDRESS = new Account().getPublicKey();

  private Vertx vertx;
  private NodeStandIn first;
  private NodeStandIn second;

  @BeforeEach
  void start() throws IOException {
    vertx = Vertx.vertx();
    first = new NodeStandIn().results("{\"value\":5}");
    second = new NodeStandIn().results("{\"value\":6}");
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
    vertx.closeAndAwait();
  }

  /** Its clock does not advance. */
  private RpcPool pool(int rateLimit, String urls) {
    return new RpcPool(
        vertx,
        TestConfig.solana(
            Map.of(
                "aiw3.solana.rpc-urls",
                urls,
                "aiw3.solana.rpc-timeout",
                "2s",
                "aiw3.solana.rpc-rate-limit",
                Integer.toString(rateLimit))),
        new SimpleMeterRegistry(),
        () -> 0);
  }

  private String both() {
    return first.url() + "," + second.url();
  }

  private static long balance(RpcPool pool) {
    return new SolanaRpc(pool).calls().balance(ADDRESS).await().indefinitely();
  }

  @Test
  void noNodeGetsMoreThanItsRateLimit() {
    // Given
    RpcPool pool = pool(10, both());
    // When: two seconds' worth at once, of a clock that does not advance
    List<Uni<Long>> calls =
        IntStream.range(0, 20).mapToObj(i -> new SolanaRpc(pool).calls().balance(ADDRESS)).toList();
    Uni.join().all(calls).andFailFast().await().indefinitely();
    // Then
    assertThat(first.calls()).isEqualTo(10);
    assertThat(second.calls()).isEqualTo(10);
  }

  @Test
  void callsPastTheLimitWaitAndThoseThatWouldWaitTooLongAreNotSent() {
    // Given: 4 now, 8 more within the time-out of 2 s
    RpcPool pool = pool(4, first.url());
    List<CompletableFuture<Long>> calls =
        IntStream.range(0, 12)
            .mapToObj(
                i -> new SolanaRpc(pool).calls().balance(ADDRESS).subscribeAsCompletionStage())
            .toList();
    // Then
    assertThatThrownBy(() -> balance(pool))
        .isInstanceOfSatisfying(
            RpcException.class, e -> assertThat(e.failure().kind()).isEqualTo(Kind.THROTTLED));
    assertThat(calls).allSatisfy(call -> assertThat(call.join()).isEqualTo(5));
    assertThat(first.calls()).isEqualTo(12);
    assertThat(pool.isAway()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | <html>down for maintenance</html>",
        "502 | <html>Bad Gateway</html>",
        "429 | too many",
        "0 | ",
        "200 | {\"jsonrpc\":\"2.0\",\"id\":1,\"res",
        "200 | []",
        "200 | 17",
        "200 | {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}",
        "200 | {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"value\":\"many\"}}",
        "200 | {\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32005,\"message\":\"behind\"}}",
        "200 | {\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"no"
            + " method\"}}",
        "404 | {\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32019,\"message\":\"?\"}}",
        "200 | {\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32016,\"message\":\"slot\"}}",
        "429 | {\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32002,\"message\":\"wait\"}}",
        "200 | {\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":4711,\"message\":\"?\"}}"
      })
  void anotherNodeAnswersForOneThatTalksNonsense(int status, String body) {
    // Given
    first.answers(status, body == null ? "" : body);
    // Then
    assertThat(balance(pool(0, both()))).isEqualTo(6);
    assertThat(first.calls()).isEqualTo(1);
    RpcPool alone = pool(0, first.url());
    assertThatThrownBy(() -> balance(alone)).isInstanceOf(RpcException.class);
  }

  @Test
  void aMethodIsLeftAloneForAsLongAsTheNodeSays() {
    // Given: one node, of a clock that does not advance
    RpcPool pool = pool(0, first.url());
    first.answers(429, "").header("retry-after", "7");
    assertThatThrownBy(() -> balance(pool)).isInstanceOf(RpcException.class);
    first.results("{\"value\":5}");
    // Then: not called again, while other methods are
    assertThatThrownBy(() -> balance(pool))
        .isInstanceOfSatisfying(
            RpcException.class, e -> assertThat(e.failure().kind()).isEqualTo(Kind.THROTTLED));
    assertThat(first.calls()).isEqualTo(1);
    first.results("\"hash\"");
    assertThat(new SolanaRpc(pool).calls().genesisHash().await().indefinitely()).isEqualTo("hash");
  }

  @Test
  void aNodeIsLeftAloneForAsLongAsItSays() {
    // Given
    AtomicLong clock = new AtomicLong();
    SolanaConfig config = TestConfig.solana(Map.of("aiw3.solana.rpc-urls", both()));
    RpcPool pool = new RpcPool(vertx, config, new SimpleMeterRegistry(), clock::get);
    first.answers(503, "").header("retry-after", "30");
    balance(pool);
    first.results("{\"value\":5}");
    // When: longer than a node is spared that says nothing
    clock.set(Duration.ofSeconds(29).toNanos());
    // Then
    assertThat(balance(pool)).isEqualTo(6);
    clock.set(Duration.ofSeconds(31).toNanos());
    assertThat(balance(pool)).isEqualTo(5);
  }

  /** Of a node that is behind: its successor knows the blockhash, and takes the transaction. */
  @Test
  void aBlockhashThatANodeDoesNotFindIsKnownToAnother() {
    first.answers(
        200,
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32002,\"message\":\"\","
            + "\"data\":{\"err\":\"BlockhashNotFound\"}}}");
    second.results("\"signature\"");
    String sent =
        new SolanaRpc(pool(0, both())).calls().send(new byte[] {1}).await().indefinitely();
    assertThat(sent).isEqualTo("signature");
  }

  @Test
  void aMethodThatANodeLacksIsAskedOfTheOtherOneAtOnce() {
    // Given
    RpcPool pool = pool(0, both());
    first.answers(
        200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"\"}}");
    // When
    balance(pool);
    balance(pool);
    // Then
    assertThat(first.calls()).isEqualTo(1);
    assertThat(second.calls()).isEqualTo(2);
  }

  @Test
  void aNodeOfAnotherClusterIsNotAsked() {
    // Given: the first one answers every call with this hash
    first.results("\"another\"");
    RpcPool pool =
        new RpcPool(
            vertx,
            TestConfig.solana(
                Map.of("aiw3.solana.rpc-urls", first.url(), "aiw3.solana.genesis-hash", "ours")),
            new SimpleMeterRegistry(),
            () -> 0);
    // Then
    assertThatThrownBy(() -> balance(pool)).hasMessageContaining("another cluster");
    assertThat(first.calls()).isEqualTo(1);
    first.results("\"ours\"");
    assertThat(new SolanaRpc(pool).calls().genesisHash().await().indefinitely()).isEqualTo("ours");
  }

  @Test
  void anotherNodeAnswersForOneThatRefusesConnections() {
    // Given
    String gone = first.url();
    first.close();
    // Then
    assertThat(balance(pool(0, gone + "," + second.url()))).isEqualTo(6);
    RpcPool alone = pool(0, gone);
    assertThatThrownBy(() -> balance(alone))
        .isInstanceOfSatisfying(
            RpcException.class, e -> assertThat(e.failure().kind()).isEqualTo(Kind.UNREACHABLE));
    assertThat(alone.isAway()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"value\":null}",
        "{\"value\":[]}",
        "{\"value\":[null,null]}",
        "{\"value\":[{}]}",
        "{\"value\":[{\"owner\":\"not an address\",\"lamports\":1,\"data\":[\"\",\"base64\"]}]}",
        "{\"value\":[{\"owner\":\"11111111111111111111111111111111\",\"lamports\":1,"
            + "\"data\":[\"%%%\",\"base64\"]}]}"
      })
  void accountsInAnotherShapeAreTheNodesFailure(String result) {
    // Given
    first.results(result);
    SolanaRpc.Calls calls = new SolanaRpc(pool(0, first.url())).calls();
    // Then
    assertThatThrownBy(
            () -> calls.accounts(List.of(ADDRESS), Commitment.CONFIRMED).await().indefinitely())
        .isInstanceOfSatisfying(
            RpcException.class, e -> assertThat(e.failure().kind()).isEqualTo(Kind.GARBAGE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"value\":[]}",
        "{\"value\":[{\"confirmationStatus\":\"certain\",\"err\":null}]}",
        "{\"value\":{}}"
      })
  void statusesInAnotherShapeAreTheNodesFailure(String result) {
    // Given
    first.results(result);
    SolanaRpc.Calls calls = new SolanaRpc(pool(0, first.url())).calls();
    // Then
    assertThatThrownBy(() -> calls.statuses(List.of("signature"), true).await().indefinitely())
        .isInstanceOf(RpcException.class);
  }
}
