package io.aiw3.nft.minting.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.SagaReply.BurnConfirmed;
import io.aiw3.nft.contract.SagaReply.BurnPrepared;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.SagaReply.MintDelayed;
import io.aiw3.nft.contract.SagaReply.MintSubmitted;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The system wallet runs empty: what needs it waits, and is made once after it is filled again. */
class DrainedWalletIT extends OwnServiceTest {
  private static final Duration QUIET = Duration.ofSeconds(4);
  private static final int TRADERS = 12;
  private static final long MINIMUM = 100_000_000;
  private static final long LESS_THAN_A_MINT = 10_000_000;

  private final HttpClient http = HttpClient.newHttpClient();
  private Drain drain;

  @BeforeEach
  void build() {
    drain = Drain.of(service);
    service.with("aiw3.sender.health-every", "500ms").with("aiw3.sender.stuck", "3s");
  }

  @Test
  void nothingIsStartedBelowTheMinimumAndEverythingIsMadeOnceAfterTheRefill() throws Exception {
    // Given
    service.with("aiw3.solana.minimum-balance", Long.toString(MINIMUM)).start();
    List<Trader> holders = Trader.create(TRADERS);
    List<String> firstClaims = claimAll(holders);
    Map<String, MintConfirmed> held = saga.each(firstClaims, MintConfirmed.class, LIMIT);
    assertThat(text("/q/metrics")).contains("aiw3_solana_wallet_low 0.0");
    // When: enough is left for some mints, but it is below the minimum
    long taken = drain.leave(MINIMUM - 1);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> text("/q/metrics").contains("aiw3_solana_wallet_low 1.0"));
    int landed = chain.ledger().size();
    List<String> claims = claimAll(Trader.create(TRADERS));
    List<String> upgrades = new ArrayList<>();
    for (int i = 0; i < TRADERS; i++) {
      String upgrade = Trader.newSaga();
      upgrades.add(upgrade);
      String mint = held.get(firstClaims.get(i)).mintAddress();
      saga.send(holders.get(i).prepare(upgrade, mint, 1));
    }
    Map<String, MintDelayed> delayed = saga.each(claims, MintDelayed.class, LIMIT);
    // Then: it says so, and neither mints nor offers a burn whose mint could not be paid for
    assertThat(delayed.values()).extracting(MintDelayed::reason).containsOnly("WALLET_BALANCE_LOW");
    HttpResponse<String> ready = get("/q/health/ready");
    assertThat(ready.statusCode()).as("the API and the consumers go on").isEqualTo(200);
    assertThat(ready.body()).contains("warning.balance").contains("the system wallet is low");
    Awaitility.await()
        .atMost(LIMIT)
        .pollDelay(QUIET)
        .untilAsserted(
            () -> {
              assertThat(saga.allReplies(claims))
                  .hasSize(TRADERS)
                  .allMatch(MintDelayed.class::isInstance);
              assertThat(saga.allReplies(upgrades)).isEmpty();
              assertThat(chain.ledger()).hasSize(landed);
            });
    // And: the mints and burns that wait for lamports are blocked, and not stuck
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> text("/q/metrics").contains("aiw3_chain_blocked " + 2.0 * TRADERS));
    assertThat(text("/q/metrics")).contains("aiw3_chain_stuck 0.0");
    assertThat(get("/q/health/ready").body()).contains("\"blocked\"");
    // When
    drain.giveBack(taken);
    // Then
    saga.each(claims, MintConfirmed.class, LIMIT);
    Map<String, BurnPrepared> prepared = saga.each(upgrades, BurnPrepared.class, LIMIT);
    for (int i = 0; i < TRADERS; i++) {
      saga.send(holders.get(i).submit(prepared.get(upgrades.get(i))));
    }
    saga.each(upgrades, BurnConfirmed.class, LIMIT);
    for (int i = 0; i < TRADERS; i++) {
      String sagaId = upgrades.get(i);
      saga.send(holders.get(i).upgrade(sagaId, prepared.get(sagaId).mintAddress()));
    }
    saga.each(upgrades, MintConfirmed.class, LIMIT);
    assertThat(minted()).isEqualTo(3 * TRADERS);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> text("/q/metrics").contains("aiw3_solana_wallet_low 0.0"));
    assertThat(get("/q/health/ready").body()).doesNotContain("warning.balance");
  }

  @Test
  void mintsThatWereSignedBeforeTheDrainWasSeenAreMadeOnceAfterTheRefill() {
    // Given: no minimum, so that the drain is met by the sends themselves
    service.with("aiw3.solana.minimum-balance", "0").start();
    long taken = drain.leave(LESS_THAN_A_MINT);
    // When
    List<String> claims = claimAll(Trader.create(TRADERS));
    saga.each(claims, MintSubmitted.class, LIMIT);
    Awaitility.await()
        .atMost(LIMIT)
        .pollDelay(QUIET)
        .untilAsserted(
            () -> {
              assertThat(minted()).isZero();
              assertThat(saga.allReplies(claims)).noneMatch(MintConfirmed.class::isInstance);
            });
    drain.giveBack(taken);
    // Then
    saga.each(claims, MintConfirmed.class, LIMIT);
    assertThat(minted()).isEqualTo(TRADERS);
  }

  private List<String> claimAll(List<Trader> traders) {
    List<MintNft> claims = traders.stream().map(Trader::claim).toList();
    claims.forEach(saga::send);
    return claims.stream().map(MintNft::sagaId).toList();
  }

  private long minted() {
    return chain.ledger().stream()
        .map(LandedTransaction::of)
        .filter(landed -> landed.minted().isPresent())
        .count();
  }

  private String text(String path) throws Exception {
    return get(path).body();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(service.url() + path)).build(), BodyHandlers.ofString());
  }
}
