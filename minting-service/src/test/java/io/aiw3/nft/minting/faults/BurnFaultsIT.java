package io.aiw3.nft.minting.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.SagaReply.BurnConfirmed;
import io.aiw3.nft.contract.SagaReply.BurnExpired;
import io.aiw3.nft.contract.SagaReply.BurnPrepared;
import io.aiw3.nft.contract.SagaReply.BurnRefused;
import io.aiw3.nft.contract.SagaReply.BurnSubmissionRefused;
import io.aiw3.nft.contract.SagaReply.BurnSubmitted;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.minting.LocalNetwork;
import io.aiw3.nft.minting.TraderWallet;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What owners do with a burn that was prepared for them, and without one. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "minting"))
@QuarkusTestResource(LocalNetwork.class)
@QuarkusTestResource(TestTokens.class)
class BurnFaultsIT extends FaultTest {
  private static final int PAST_EXPIRY = 200;
  private static final List<Class<? extends NftEvent>> UPGRADED =
      List.of(NftEvent.Claimed.class, NftEvent.Burned.class, NftEvent.Upgraded.class);

  @Test
  void takesTheSignatureOfWhatTheWalletHasSentItself() {
    // Given
    Upgrade upgrade = prepare(holder());
    Trader trader = upgrade.holder().trader();
    // When
    String signature = chain.send(trader.sign(upgrade.prepared()));
    saga.send(trader.tell(upgrade.prepared(), signature));
    BurnConfirmed burned = saga.reply(upgrade.sagaId(), BurnConfirmed.class);
    saga.send(upgrade.mint());
    confirmed(List.of(upgrade.sagaId()));
    // Then
    assertThat(saga.reply(upgrade.sagaId(), BurnSubmitted.class).signature()).isEqualTo(signature);
    assertThat(burned.signature()).isEqualTo(signature);
    told(List.of(trader), UPGRADED);
  }

  @Test
  void toldSignatureThatNeverLandsExpires() {
    // Given: the wallet claims to have sent it
    Upgrade upgrade = prepare(holder());
    Trader trader = upgrade.holder().trader();
    saga.send(trader.tell(upgrade.prepared(), upgrade.prepared().signature()));
    saga.reply(upgrade.sagaId(), BurnSubmitted.class);
    // When
    chain.control("advanceSlots", PAST_EXPIRY);
    // Then
    saga.reply(upgrade.sagaId(), BurnExpired.class);
    assertThat(chain.supply(upgrade.holder().mint())).isEqualTo(1);
  }

  @Test
  void neverSignedExpiresSignedLateIsRefusedAndAFreshOneBurns() {
    // Given
    Upgrade late = prepare(holder());
    Trader trader = late.holder().trader();
    chain.control("advanceSlots", PAST_EXPIRY);
    BurnExpired expired = saga.reply(late.sagaId(), BurnExpired.class);
    byte[] signedLate = trader.sign(late.prepared());
    // When
    saga.send(trader.submit(late.prepared()));
    BurnSubmissionRefused refused = saga.reply(late.sagaId(), BurnSubmissionRefused.class);
    saga.send(trader.prepare(late.sagaId(), late.holder().mint(), 2));
    BurnPrepared fresh = saga.replies(late.sagaId(), BurnPrepared.class, 2).get(1);
    saga.send(trader.submit(fresh));
    BurnConfirmed burned = saga.reply(late.sagaId(), BurnConfirmed.class);
    saga.send(late.mint());
    confirmed(List.of(late.sagaId()));
    // Then
    assertThat(expired.signature()).isEqualTo(late.prepared().signature());
    assertThat(refused.reason()).isEqualTo("BURN_EXPIRED");
    assertThatThrownBy(() -> chain.send(signedLate)).hasMessageContaining("BlockhashNotFound");
    assertThat(burned.signature()).isEqualTo(fresh.signature()).isNotEqualTo(expired.signature());
    assertThat(ledgerEntry(burned.signature()).priorityFee())
        .as("what its owner has not signed was not too cheap")
        .isEqualTo(30);
    told(List.of(trader), UPGRADED);
  }

  @Test
  void signedAtTheLastMomentBurnsOrExpiresAndNeverBoth() {
    // Given
    List<Upgrade> upgrades = prepareAll(holders(10));
    // When: handed in around the end of their blockhashes' lives
    chain.control("advanceSlots", 138);
    submitAllAndMintAtOnce(upgrades);
    chain.control("advanceSlots", 10);
    // Then
    for (Upgrade upgrade : upgrades) {
      var ends =
          saga.awaitAny(upgrade.sagaId(), List.of(BurnConfirmed.class, BurnExpired.class), LIMIT);
      boolean burned = ends instanceof BurnConfirmed;
      if (burned) {
        upgraded(List.of(upgrade));
      }
      assertThat(chain.supply(upgrade.holder().mint())).isEqualTo(burned ? 0 : 1);
      assertThat(saga.allReplies(upgrade.sagaId()))
          .noneMatch(
              reply -> burned ? reply instanceof BurnExpired : reply instanceof MintConfirmed);
    }
  }

  @Test
  void burnsOnceWhatIsSignedTwiceAndSentByBoth() {
    // Given
    Upgrade upgrade = prepare(holder());
    Trader trader = upgrade.holder().trader();
    // When
    saga.send(trader.submit(upgrade.prepared()));
    chain.send(trader.sign(upgrade.prepared()));
    saga.send(trader.submit(upgrade.prepared()));
    saga.send(trader.tell(upgrade.prepared(), upgrade.prepared().signature()));
    BurnConfirmed burned = saga.reply(upgrade.sagaId(), BurnConfirmed.class);
    saga.send(trader.submit(upgrade.prepared()));
    saga.send(upgrade.mint());
    confirmed(List.of(upgrade.sagaId()));
    // Then
    assertThat(burned.signature()).isEqualTo(upgrade.prepared().signature());
    told(List.of(trader), UPGRADED);
  }

  @Test
  void everyCommandThreeTimesIsOneUpgrade() {
    // Given
    Trader trader = Trader.create();
    var claim = trader.claim();
    thrice(claim);
    String mint = saga.reply(claim.sagaId(), MintConfirmed.class).mintAddress();
    String sagaId = Trader.newSaga();
    // When
    thrice(trader.prepare(sagaId, mint, 1));
    BurnPrepared prepared = saga.reply(sagaId, BurnPrepared.class);
    thrice(trader.submit(prepared));
    thrice(trader.upgrade(sagaId, mint));
    saga.reply(sagaId, BurnConfirmed.class);
    thrice(trader.upgrade(sagaId, mint));
    saga.reply(sagaId, MintConfirmed.class);
    thrice(trader.upgrade(sagaId, mint));
    thrice(trader.prepare(sagaId, mint, 1));
    saga.replies(sagaId, MintConfirmed.class, 4);
    saga.replies(sagaId, BurnConfirmed.class, 4);
    // Then
    assertThat(saga.replies(sagaId, BurnPrepared.class, 1))
        .extracting(BurnPrepared::signature)
        .containsOnly(prepared.signature());
    told(List.of(trader), UPGRADED);
  }

  @Test
  void refusesBurnsThatLandedForAnotherRequest() {
    // Given: one burn of the trader's own and one of somebody else have landed
    Upgrade first = prepare(holder());
    Upgrade foreign = prepare(holder());
    submitAllAndMintAtOnce(List.of(first, foreign));
    var minted = upgraded(List.of(first, foreign));
    Trader trader = first.holder().trader();
    Holder higher = new Holder(trader, minted.get(first.sagaId()).mintAddress());
    Upgrade next = prepare(higher);
    byte[] payerChanged = trader.sign(next.prepared());
    payerChanged[10] ^= 1;
    // When
    saga.send(trader.tell(next.prepared(), first.prepared().signature()));
    saga.send(trader.tell(next.prepared(), foreign.prepared().signature()));
    saga.send(trader.submit(next.prepared(), trader.sign(first.prepared())));
    saga.send(trader.submit(next.prepared(), foreign.holder().trader().sign(foreign.prepared())));
    saga.send(trader.submit(next.prepared(), landed(minted.get(first.sagaId()).signature())));
    saga.send(trader.submit(next.prepared(), payerChanged));
    // Then
    assertThat(saga.replies(next.sagaId(), BurnSubmissionRefused.class, 6))
        .extracting(BurnSubmissionRefused::reason)
        .containsExactly(
            "SIGNATURE_UNRELATED",
            "SIGNATURE_UNRELATED",
            "NOT_THE_PREPARED_TRANSACTION",
            "NOT_THE_PREPARED_TRANSACTION",
            "NOT_THE_PREPARED_TRANSACTION",
            "FEE_PAYER_SIGNATURE_CHANGED");
    assertThat(chain.supply(higher.mint())).isEqualTo(1);
    told(List.of(trader), UPGRADED);
  }

  @Test
  void nftThatIsMovedAwayIsNotBurnedUntilItIsBack() {
    // Given
    Holder holder = holder();
    Trader trader = holder.trader();
    chain.airdrop(trader.wallet().getPublicKey(), 1_000_000_000);
    TraderWallet wallet = new TraderWallet(trader.wallet(), chain);
    TraderWallet buyer = TraderWallet.funded(chain);
    Upgrade upgrade = prepare(holder);
    // When
    wallet.transfer(holder.mint(), buyer.account().getPublicKey());
    saga.event(trader.user(), NftEvent.Transferred.class);
    saga.send(trader.submit(upgrade.prepared()));
    saga.reply(upgrade.sagaId(), BurnSubmitted.class);
    chain.control("advanceSlots", PAST_EXPIRY);
    saga.reply(upgrade.sagaId(), BurnExpired.class);
    saga.send(trader.prepare(upgrade.sagaId(), holder.mint(), 2));
    BurnRefused refused = saga.reply(upgrade.sagaId(), BurnRefused.class);
    buyer.transfer(holder.mint(), trader.wallet().getPublicKey());
    Upgrade again = prepareOnceBack(holder);
    submitAllAndMintAtOnce(List.of(again));
    upgraded(List.of(again));
    // Then
    assertThat(refused.reason()).isEqualTo("NFT_NOT_IN_WALLET");
    assertThat(saga.events(trader.user()))
        .extracting(event -> event.getClass().getSimpleName())
        .startsWith("Claimed", "Transferred")
        .endsWith("Burned", "Upgraded");
  }

  /** Refused as long as the service has not seen that the NFT is back. */
  private Upgrade prepareOnceBack(Holder holder) {
    for (int attempt = 0; attempt < 100; attempt++) {
      String sagaId = Trader.newSaga();
      saga.send(holder.trader().prepare(sagaId, holder.mint(), 1));
      SagaReply reply =
          saga.awaitAny(sagaId, List.of(BurnPrepared.class, BurnRefused.class), LIMIT);
      if (reply instanceof BurnPrepared prepared) {
        return new Upgrade(holder, prepared);
      }
    }
    throw new AssertionError(holder.mint() + " stays away");
  }

  @Test
  void burnedAloneIsABurnWithAndWithoutAPreparedOne() {
    // Given
    Holder prepared = funded(holder());
    Holder unprepared = funded(holder());
    Upgrade upgrade = prepare(prepared);
    // When
    String one = burnAlone(prepared);
    String other = burnAlone(unprepared);
    String sagaId = Trader.newSaga();
    saga.send(unprepared.trader().prepare(sagaId, unprepared.mint(), 1));
    saga.each(List.of(upgrade.sagaId(), sagaId), BurnConfirmed.class, LIMIT);
    saga.send(upgrade.mint());
    saga.send(unprepared.trader().upgrade(sagaId, unprepared.mint()));
    confirmed(List.of(upgrade.sagaId(), sagaId));
    // Then
    assertThat(saga.reply(upgrade.sagaId(), BurnConfirmed.class).signature()).isEqualTo(one);
    assertThat(saga.reply(sagaId, BurnConfirmed.class).signature()).isEqualTo(other);
    told(List.of(prepared.trader(), unprepared.trader()), UPGRADED);
  }

  /** Between confirmation and finality it is neither taken nor refused as an NFT that moved. */
  @Test
  void burnThatIsNotFinalYetIsWaitedFor() {
    // Given
    Holder holder = funded(holder());
    chain.control("finalityDelaySlots", 40);
    // When
    String signature = burnAlone(holder);
    String sagaId = Trader.newSaga();
    saga.send(holder.trader().prepare(sagaId, holder.mint(), 1));
    saga.send(holder.trader().upgrade(sagaId, holder.mint()));
    saga.reply(sagaId, BurnConfirmed.class);
    saga.send(holder.trader().upgrade(sagaId, holder.mint()));
    confirmed(List.of(sagaId));
    // Then
    assertThat(saga.reply(sagaId, BurnConfirmed.class).signature()).isEqualTo(signature);
    told(List.of(holder.trader()), UPGRADED);
  }

  /** The tier after the burn is reserved for the first. */
  @Test
  void secondSagaOfTheSameNftIsRefused() {
    // Given
    Holder holder = holder();
    Upgrade first = prepare(holder);
    String second = Trader.newSaga();
    // When
    saga.send(holder.trader().prepare(second, holder.mint(), 1));
    BurnRefused refused = saga.reply(second, BurnRefused.class);
    submitAllAndMintAtOnce(List.of(first));
    upgraded(List.of(first));
    // Then
    assertThat(refused.reason()).isEqualTo("TIER_RESERVED");
    assertThat(saga.allReplies(second)).noneMatch(BurnPrepared.class::isInstance);
  }

  private Holder funded(Holder holder) {
    chain.airdrop(holder.trader().wallet().getPublicKey(), 1_000_000_000);
    return holder;
  }

  private String burnAlone(Holder holder) {
    return new TraderWallet(holder.trader().wallet(), chain).burn(holder.mint());
  }

  private byte[] landed(String signature) {
    return chain.ledger().stream()
        .filter(entry -> entry.path("signature").asText().equals(signature))
        .map(entry -> Base64.getDecoder().decode(entry.path("transaction").asText()))
        .findFirst()
        .orElseThrow();
  }

  private void thrice(ContractMessage command) {
    Stream.of(command, command, command).forEach(saga::send);
  }
}
