package io.aiw3.nft.minting.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.SagaReply.BurnConfirmed;
import io.aiw3.nft.contract.SagaReply.BurnPrepared;
import io.aiw3.nft.contract.SagaReply.BurnSubmitted;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.infrastructure.Ports;
import io.aiw3.nft.minting.ChainProbe;
import io.aiw3.nft.minting.SagaProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service dies by SIGKILL in the midst of its work and starts again; a node dies. */
class KillIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int MINTS = 100;
  private static final int UPGRADES = 20;

  private static OwnService service;
  private static NodeInBetween firstNode;
  private static ChainProbe chain;
  private static SagaProbe saga;

  @BeforeAll
  static void start() {
    service = new OwnService();
    chain = service.chain();
    saga = service.saga();
    firstNode = new NodeInBetween(service.chainUrl(), Ports.free());
    firstNode.comeUp();
    service
        .with("aiw3.solana.rpc-urls", firstNode.url() + "," + service.chainUrl())
        .with("aiw3.solana.rpc-cool-down", "500ms")
        .with("aiw3.sender.max-in-flight", "10")
        .with("aiw3.sender.lease", "2s")
        .start();
  }

  @AfterAll
  static void stop() {
    if (firstNode != null) {
      firstNode.close();
    }
    if (service != null) {
      service.close();
    }
  }

  @AfterEach
  void oraclesHold() {
    chain.noFaults();
    service.oracle().holds();
  }

  @Test
  void mintsAHundredOnceThroughFourKills() {
    // Given
    Map<String, Trader> traders = claimAll(MINTS);
    int landed = landed();
    // When: some of what is signed at a death was sent, some not, some sent without an answer
    for (String fault : List.of("drop", "execute-then-timeout", "hold", "execute-then-500")) {
      int before = landed;
      Awaitility.await().atMost(TIMEOUT).until(() -> landed() >= before + 15);
      chain.nextSends(fault, 5);
      awaitMet(fault);
      service.kill();
      chain.control("releaseHeld", true);
      landed = landed();
      service.start();
    }
    saga.each(traders.keySet(), MintConfirmed.class, TIMEOUT);
    // Then
    minted(traders, 1);
    publishedOnce(traders, List.of(NftEvent.Claimed.class));
  }

  @Test
  void burnsAndUpgradesOnceThroughTwoKills() {
    // Given
    Map<String, Trader> traders = new LinkedHashMap<>();
    Map<String, MintNft> mints = new LinkedHashMap<>();
    Map<String, Trader> claims = claimAll(UPGRADES);
    Map<String, MintConfirmed> held = saga.each(claims.keySet(), MintConfirmed.class, TIMEOUT);
    claims.forEach(
        (claim, trader) -> {
          String mint = held.get(claim).mintAddress();
          String sagaId = Trader.newSaga();
          traders.put(sagaId, trader);
          mints.put(sagaId, trader.upgrade(sagaId, mint));
          saga.send(trader.prepare(sagaId, mint, 1));
        });
    Map<String, BurnPrepared> prepared = saga.each(traders.keySet(), BurnPrepared.class, TIMEOUT);
    int landed = landed();
    // When
    prepared.forEach((sagaId, burn) -> saga.send(traders.get(sagaId).submit(burn)));
    mints.values().forEach(saga::send);
    Awaitility.await().atMost(TIMEOUT).until(() -> landed() >= landed + 3);
    // However long the start and the consumers' rebalance take here, no prepared burn expires by
    // it.
    chain.control("pauseSlots", true);
    service.kill();
    service.start();
    saga.each(traders.keySet(), BurnSubmitted.class, TIMEOUT);
    chain.control("pauseSlots", false);
    saga.each(traders.keySet(), BurnConfirmed.class, TIMEOUT);
    mints.values().forEach(saga::send);
    Awaitility.await().atMost(TIMEOUT).until(() -> landed() >= landed + UPGRADES + 3);
    service.kill();
    service.start();
    saga.each(traders.keySet(), MintConfirmed.class, TIMEOUT);
    // Then
    minted(traders, 2);
    publishedOnce(
        traders, List.of(NftEvent.Claimed.class, NftEvent.Burned.class, NftEvent.Upgraded.class));
  }

  @Test
  void queriesTheOtherNodeWhileTheFirstIsUnavailable() {
    // Given
    int served = firstNode.served();
    Map<String, Trader> traders = claimAll(MINTS / 2);
    int landed = landed();
    Awaitility.await().atMost(TIMEOUT).until(() -> landed() >= landed + 10);
    assertThat(firstNode.served()).isGreaterThan(served);
    // When: it breaks off in the midst of calls
    firstNode.goAway();
    traders.putAll(claimAll(MINTS / 2));
    saga.each(traders.keySet(), MintConfirmed.class, TIMEOUT);
    firstNode.comeUp();
    int before = firstNode.served();
    // Then: and is called again once it is back
    Awaitility.await().atMost(TIMEOUT).until(() -> firstNode.served() > before);
    minted(traders, 1);
    publishedOnce(traders, List.of(NftEvent.Claimed.class));
  }

  @Test
  void mintsOnceWhenTheOnlyNodeDiesTwiceAndLosesWhatItHadTaken() {
    // Given
    Map<String, Trader> traders = claimAll(MINTS / 2);
    // When: sends that it has answered are in no block yet, and never will be
    for (int death = 0; death < 2; death++) {
      int before = landed();
      Awaitility.await().atMost(TIMEOUT).until(() -> landed() >= before + 10);
      chain.control("pauseSlots", true);
      Awaitility.await().atMost(TIMEOUT).until(() -> chain.state().path("pending").asInt() > 0);
      int landed = landed();
      service.killAndRestartChain();
      chain.control("forgetStatuses", true);
      assertThat(landed()).as("its ledger is kept").isGreaterThanOrEqualTo(landed);
    }
    saga.each(traders.keySet(), MintConfirmed.class, TIMEOUT);
    // Then
    minted(traders, 1);
    publishedOnce(traders, List.of(NftEvent.Claimed.class));
  }

  /** Traders by the saga of their claim. */
  private static Map<String, Trader> claimAll(int count) {
    Map<String, Trader> traders = new LinkedHashMap<>();
    for (Trader trader : Trader.create(count)) {
      MintNft claim = trader.claim();
      traders.put(claim.sagaId(), trader);
      saga.send(claim);
    }
    return traders;
  }

  /** Until the fault has met a send. */
  private static void awaitMet(String fault) {
    int before = chain.state().path("injected").path(fault).asInt();
    Awaitility.await()
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () ->
                chain.state().path("injected").path(fault).asInt() > before
                    || chain.state().path("count").asInt() == 0);
  }

  private static int landed() {
    return chain.state().path("landed").asInt();
  }

  /** Whatever landed: so many mints for each. */
  private static void minted(Map<String, Trader> traders, int each) {
    Map<String, Long> mints =
        chain.ledger().stream()
            .map(LandedTransaction::of)
            .flatMap(landed -> landed.minted().stream())
            .collect(Collectors.groupingBy(LandedTransaction.Minted::owner, Collectors.counting()));
    assertThat(traders.values())
        .allSatisfy(trader -> assertThat(mints).containsEntry(trader.address(), (long) each));
  }

  /** An event that was published again after a kill is the same one. */
  private static void publishedOnce(
      Map<String, Trader> traders, List<Class<? extends NftEvent>> expected) {
    Awaitility.await("events").atMost(TIMEOUT).untilAsserted(() -> publishedNow(traders, expected));
  }

  private static void publishedNow(
      Map<String, Trader> traders, List<Class<? extends NftEvent>> expected) {
    List<NftEvent> all = saga.events();
    for (Trader trader : traders.values()) {
      List<NftEvent> events = new ArrayList<>();
      all.stream()
          .filter(event -> event.key().equals(trader.user().toString()))
          .filter(event -> !events.contains(event))
          .forEach(events::add);
      assertThat(events).extracting(Object::getClass).isEqualTo(expected);
    }
  }
}
