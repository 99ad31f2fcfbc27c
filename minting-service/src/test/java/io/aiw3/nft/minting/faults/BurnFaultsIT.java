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
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.p2p.solanaj.utils.Base58;

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
  void reportedSignatureOfWhatWeHaveNotSignedIsRefused() {
    // Given: a wallet cannot have sent it
    Upgrade upgrade = prepare(holder());
    Trader trader = upgrade.holder().trader();
    // When
    saga.send(trader.reportSent(upgrade.prepared(), upgrade.prepared().signature()));
    // Then
    assertThat(saga.reply(upgrade.sagaId(), BurnSubmissionRefused.class).reason())
        .isEqualTo("SIGNATURE_UNRELATED");
    assertThatThrownBy(() -> chain.send(trader.sign(upgrade.prepared())));
    assertThat(chain.supply(upgrade.holder().mint())).isEqualTo(1);
  }

  /** Of the release before: we have signed first, and the wallet may send it itself. */
  @Test
  void whatAnEarlierReleaseHasSignedFirstIsServed() throws Exception {
    // Given
    Upgrade handedIn = signedFirst(prepare(holder()));
    Upgrade sent = signedFirst(prepare(holder()));
    Upgrade unsigned = signedFirst(prepare(holder()));
    // When
    saga.send(handedIn.holder().trader().submit(handedIn.prepared()));
    chain.send(sent.holder().trader().sign(sent.prepared()));
    saga.send(sent.holder().trader().reportSent(sent.prepared(), sent.prepared().signature()));
    List<String> burned = List.of(handedIn.sagaId(), sent.sagaId());
    saga.each(burned, BurnConfirmed.class, TIMEOUT);
    chain.control("advanceSlots", PAST_EXPIRY);
    // Then
    for (Upgrade upgrade : List.of(handedIn, sent)) {
      assertThat(saga.reply(upgrade.sagaId(), BurnConfirmed.class).signature())
          .isEqualTo(upgrade.prepared().signature());
    }
    assertThat(saga.reply(unsigned.sagaId(), BurnExpired.class).signature())
        .isEqualTo(unsigned.prepared().signature());
  }

  /** The row as the release before left it, and its transaction. */
  private Upgrade signedFirst(Upgrade upgrade) throws Exception {
    BurnPrepared offer = upgrade.prepared();
    byte[] transaction = LocalNetwork.signFirst(Base64.getDecoder().decode(offer.transaction()));
    String signature = Base58.encode(Arrays.copyOfRange(transaction, 1, 65));
    Tables.update(
        "UPDATE chain_transaction SET state = 'prepared', signature = ?, transaction_bytes = ?,"
            + " last_valid_block_height = ?, signed_at = UTC_TIMESTAMP(3), lease_token = NULL,"
            + " next_action_at = UTC_TIMESTAMP(3) WHERE request_id = ?",
        signature,
        transaction,
        offer.lastValidBlockHeight(),
        upgrade.sagaId());
    return new Upgrade(
        upgrade.holder(),
        new BurnPrepared(
            offer.sagaId(),
            offer.userId(),
            offer.attempt(),
            offer.mintAddress(),
            Base64.getEncoder().encodeToString(transaction),
            signature,
            offer.lastValidBlockHeight(),
            offer.expiresAt()));
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
          saga.awaitAny(
              upgrade.sagaId(),
              List.of(BurnConfirmed.class, BurnExpired.class, BurnSubmissionRefused.class),
              TIMEOUT);
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
    saga.send(trader.submit(upgrade.prepared()));
    String id = saga.reply(upgrade.sagaId(), BurnSubmitted.class).signature();
    Awaitility.await().until(() -> chain.successes(upgrade.holder().mint()).contains(id));
    assertThatThrownBy(() -> chain.send(chain.transaction(id)))
        .hasMessageContaining("AlreadyProcessed");
    saga.send(trader.reportSent(upgrade.prepared(), id));
    BurnConfirmed burned = saga.reply(upgrade.sagaId(), BurnConfirmed.class);
    saga.send(trader.submit(upgrade.prepared()));
    saga.send(upgrade.mint());
    confirmed(List.of(upgrade.sagaId()));
    // Then
    assertThat(burned.signature()).isEqualTo(id);
    assertPublished(List.of(trader), UPGRADED);
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
        .extracting(BurnPrepared::attempt)
        .containsOnly(1);
    assertThat(saga.replies(sagaId, BurnConfirmed.class, 4))
        .extracting(BurnConfirmed::signature)
        .containsOnly(saga.reply(sagaId, BurnSubmitted.class).signature());
    assertPublished(List.of(trader), UPGRADED);
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
    saga.send(trader.reportSent(next.prepared(), id(first)));
    saga.send(trader.reportSent(next.prepared(), id(foreign)));
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
    assertPublished(List.of(trader), UPGRADED);
  }

  private String id(Upgrade upgrade) {
    return saga.reply(upgrade.sagaId(), BurnSubmitted.class).signature();
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
    // Then: it is noticed when the offer is renewed
    chain.control("advanceSlots", 100);
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
          saga.awaitAny(sagaId, List.of(BurnPrepared.class, BurnRefused.class), TIMEOUT);
      if (reply instanceof BurnPrepared prepared) {
        return new Upgrade(holder, prepared);
      }
    }
    throw new AssertionError(holder.mint() + " does not come back");
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
    saga.each(List.of(upgrade.sagaId(), sagaId), BurnConfirmed.class, TIMEOUT);
    saga.send(upgrade.mint());
    saga.send(unprepared.trader().upgrade(sagaId, unprepared.mint()));
    confirmed(List.of(upgrade.sagaId(), sagaId));
    // Then
    assertThat(saga.reply(upgrade.sagaId(), BurnConfirmed.class).signature()).isEqualTo(one);
    assertThat(saga.reply(sagaId, BurnConfirmed.class).signature()).isEqualTo(other);
    assertPublished(List.of(prepared.trader(), unprepared.trader()), UPGRADED);
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
    assertPublished(List.of(holder.trader()), UPGRADED);
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
