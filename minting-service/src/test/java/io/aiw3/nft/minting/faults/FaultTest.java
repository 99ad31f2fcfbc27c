package io.aiw3.nft.minting.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.SagaReply.BurnConfirmed;
import io.aiw3.nft.contract.SagaReply.BurnPrepared;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.minting.ChainProbe;
import io.aiw3.nft.minting.SagaProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;

/** Many sagas at once under a fault, and the oracles after each test. */
abstract class FaultTest {
  static final Duration TIMEOUT = Duration.ofSeconds(60);

  final SagaProbe saga = SagaProbe.shared();
  final ChainProbe chain = new ChainProbe();

  /** A trader with the NFT of the first tier. */
  record Holder(Trader trader, String mint) {}

  /** An upgrade under way: the burn is prepared. */
  record Upgrade(Holder holder, BurnPrepared prepared) {
    String sagaId() {
      return prepared.sagaId();
    }

    MintNft mint() {
      return holder.trader().upgrade(sagaId(), holder.mint());
    }
  }

  @AfterEach
  void faultsEndAndOraclesHold() {
    endFaults();
    ChainOracle.ofSharedNetwork().holds();
  }

  /** Of the chain's ledger. */
  LandedTransaction ledgerEntry(String signature) {
    return chain.ledger().stream()
        .map(LandedTransaction::of)
        .filter(transaction -> transaction.signature().equals(signature))
        .findFirst()
        .orElseThrow();
  }

  void endFaults() {
    chain.noFaults();
    chain.control("finalityDelaySlots", 0);
    chain.control("releaseHeld", true);
  }

  Holder holder() {
    return holders(1).get(0);
  }

  List<Holder> holders(int count) {
    return holders(Trader.create(count));
  }

  /** Claims for each. */
  List<Holder> holders(List<Trader> traders) {
    Map<String, MintConfirmed> confirmed = confirmed(claimAll(traders));
    return traders.stream()
        .map(
            trader ->
                new Holder(
                    trader,
                    confirmed.values().stream()
                        .filter(reply -> reply.userId().equals(trader.user()))
                        .findFirst()
                        .orElseThrow()
                        .mintAddress()))
        .toList();
  }

  /** Sends a claim for each and gives the sagas. */
  List<String> claimAll(List<Trader> traders) {
    List<String> sagas = new ArrayList<>();
    for (Trader trader : traders) {
      MintNft claim = trader.claim();
      sagas.add(claim.sagaId());
      saga.send(claim);
    }
    return sagas;
  }

  Map<String, MintConfirmed> confirmed(List<String> sagas) {
    return saga.each(sagas, MintConfirmed.class, TIMEOUT);
  }

  List<Upgrade> prepareAll(List<Holder> holders) {
    List<String> sagas = new ArrayList<>();
    for (Holder holder : holders) {
      String sagaId = Trader.newSaga();
      sagas.add(sagaId);
      saga.send(holder.trader().prepare(sagaId, holder.mint(), 1));
    }
    Map<String, BurnPrepared> prepared = saga.each(sagas, BurnPrepared.class, TIMEOUT);
    List<Upgrade> upgrades = new ArrayList<>();
    for (int i = 0; i < sagas.size(); i++) {
      upgrades.add(new Upgrade(holders.get(i), prepared.get(sagas.get(i))));
    }
    return upgrades;
  }

  Upgrade prepare(Holder holder) {
    return prepareAll(List.of(holder)).get(0);
  }

  /** Hands the signed burns in and requests the mints at once, before any burn can be final. */
  void submitAllAndMintAtOnce(List<Upgrade> upgrades) {
    for (Upgrade upgrade : upgrades) {
      saga.send(upgrade.holder().trader().submit(upgrade.prepared()));
      saga.send(upgrade.mint());
    }
  }

  /** Waits for the burn of each, requests its mint again as the orchestrator does, and for that. */
  Map<String, MintConfirmed> upgraded(List<Upgrade> upgrades) {
    List<String> sagas = upgrades.stream().map(Upgrade::sagaId).toList();
    saga.each(sagas, BurnConfirmed.class, TIMEOUT);
    upgrades.forEach(upgrade -> saga.send(upgrade.mint()));
    return confirmed(sagas);
  }

  /** What consumers get of each trader: these events, once each and in this order. */
  void assertPublished(List<Trader> traders, List<Class<? extends NftEvent>> events) {
    Awaitility.await("events").atMost(TIMEOUT).untilAsserted(() -> publishedNow(traders, events));
  }

  private void publishedNow(List<Trader> traders, List<Class<? extends NftEvent>> events) {
    List<NftEvent> all = saga.events();
    for (Trader trader : traders) {
      assertThat(all.stream().filter(event -> event.key().equals(trader.user().toString())))
          .extracting(Object::getClass)
          .isEqualTo(events);
    }
  }
}
