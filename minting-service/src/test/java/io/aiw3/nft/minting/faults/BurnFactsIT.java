package io.aiw3.nft.minting.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.SagaReply.BurnConfirmed;
import io.aiw3.nft.contract.SagaReply.BurnExpired;
import io.aiw3.nft.contract.SagaReply.BurnPrepared;
import io.aiw3.nft.contract.SagaReply.BurnRefused;
import io.aiw3.nft.contract.SagaReply.BurnSubmitted;
import io.aiw3.nft.minting.LocalNetwork;
import io.aiw3.nft.minting.TraderWallet;
import io.aiw3.nft.solana.Addresses;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.p2p.solanaj.core.Account;

/** What the chain says of a burn: by which transaction, at which moment, and why not. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "minting"))
@QuarkusTestResource(LocalNetwork.class)
@QuarkusTestResource(TestTokens.class)
class BurnFactsIT extends FaultTest {
  private static final int PAST_EXPIRY = 200;
  private static final int FAR_BEHIND = 500;
  private static final int DUST = 60;

  @Test
  void lonelyBurnUnderDustIsConfirmedWithoutItsName() {
    // Given: all of it becomes final at once
    Holder holder = funded(holder());
    Upgrade upgrade = prepare(holder);
    chain.control("finalityDelaySlots", 10_000);
    TraderWallet wallet = wallet(holder);
    wallet.burn(holder.mint());
    wallet.mention(holder.mint(), DUST);
    Awaitility.await().until(() -> chain.successes(holder.mint()).size() > DUST);
    chain.control("advanceSlots", 2 * LocalNetwork.FINALITY_SLOTS);
    int read = chain.calls("getTransaction");
    // When
    chain.control("finalityDelaySlots", 0);
    BurnConfirmed burned = saga.reply(upgrade.sagaId(), BurnConfirmed.class);
    // Then
    assertThat(burned.signature()).isEqualTo(NftEvent.UNKNOWN_TRANSACTION);
    assertThat(saga.event(holder.trader().user(), NftEvent.Burned.class).data())
        .isEqualTo(
            new NftEvent.Burned.Data(
                holder.trader().user(),
                1,
                "Tech Chicken",
                holder.mint(),
                NftEvent.UNKNOWN_TRANSACTION,
                upgrade.sagaId(),
                2L));
    assertThat(chain.calls("getTransaction") - read).isLessThanOrEqualTo(24);
  }

  @Test
  void burnByATransactionOfVersion1IsConfirmedWithItsName() {
    // Given
    Holder holder = funded(holder());
    Upgrade upgrade = prepare(holder);
    // When
    String signature = wallet(holder).burnVersion1(holder.mint());
    // Then
    assertThat(saga.reply(upgrade.sagaId(), BurnConfirmed.class).signature()).isEqualTo(signature);
  }

  /** A balancer's nodes: the one that answers the height is ahead of the others. */
  @ParameterizedTest
  @ValueSource(strings = {"statuses accounts", "statuses", "accounts"})
  void sentBurnNeverExpiresByTheWordOfNodesThatLag(String lagging) {
    // Given
    Upgrade upgrade = prepare(holder());
    chain.lag(
        Arrays.stream(lagging.split(" "))
            .collect(Collectors.toMap(kind -> kind, kind -> FAR_BEHIND)));
    saga.send(upgrade.holder().trader().submit(upgrade.prepared()));
    Awaitility.await().until(() -> chain.successes(upgrade.holder().mint(), "b").size() > 1);
    // When: the height alone says that it has expired
    chain.control("advanceSlots", PAST_EXPIRY);
    int looks = chain.calls("getSignatureStatuses");
    Awaitility.await()
        .atMost(TIMEOUT)
        .until(
            () ->
                chain.calls("getSignatureStatuses") > looks + 8
                    || !saga.allReplies(upgrade.sagaId()).stream()
                        .filter(BurnConfirmed.class::isInstance)
                        .toList()
                        .isEmpty());
    chain.lag(Map.of());
    // Then
    saga.reply(upgrade.sagaId(), BurnConfirmed.class);
    assertThat(saga.allReplies(upgrade.sagaId())).noneMatch(BurnExpired.class::isInstance);
  }

  @Test
  void accountWithAForeignCloseAuthorityIsBurnedAndLeftOpen() {
    // Given
    Holder holder = funded(holder());
    wallet(holder).giveCloseAuthority(holder.mint(), new Account().getPublicKey());
    Awaitility.await().until(() -> chain.successes(account(holder)).size() == 2);
    // When
    Upgrade upgrade = prepare(holder);
    saga.send(holder.trader().submit(upgrade.prepared()));
    // Then
    assertThat(saga.reply(upgrade.sagaId(), BurnConfirmed.class).signature())
        .isEqualTo(saga.reply(upgrade.sagaId(), BurnSubmitted.class).signature());
    assertThat(chain.supply(holder.mint())).isZero();
  }

  @Test
  void delegatedAndMovedWithinTheWalletIsBurnedWhereItIs() {
    // Given
    Holder delegated = funded(holder());
    Holder moved = funded(holder());
    wallet(delegated).delegate(delegated.mint(), new Account().getPublicKey());
    wallet(moved).moveWithin(moved.mint());
    Awaitility.await().until(() -> chain.successes(moved.mint()).size() == 2);
    // When
    List<Upgrade> upgrades = prepareAll(List.of(delegated, moved));
    upgrades.forEach(upgrade -> saga.send(upgrade.holder().trader().submit(upgrade.prepared())));
    upgraded(upgrades);
    // Then
    assertThat(chain.supply(delegated.mint())).isZero();
    assertThat(chain.supply(moved.mint())).isZero();
  }

  @Test
  void frozenIsReportedBeforeABurnIsOffered() {
    // Given
    Holder holder = holder();
    chain.control("freeze", account(holder));
    String sagaId = Trader.newSaga();
    // When
    saga.send(holder.trader().prepare(sagaId, holder.mint(), 1));
    BurnRefused refused = saga.reply(sagaId, BurnRefused.class);
    chain.control("thaw", account(holder));
    // Then
    assertThat(refused.reason()).isEqualTo("NFT_FROZEN");
    assertThat(saga.allReplies(sagaId)).noneMatch(BurnPrepared.class::isInstance);
  }

  @Test
  void burnThatCannotSucceedEndsWithItsReason() {
    // Given: frozen after it was offered
    Holder holder = holder();
    Upgrade upgrade = prepare(holder);
    chain.control("freeze", account(holder));
    // When
    saga.send(holder.trader().submit(upgrade.prepared()));
    Awaitility.await().until(() -> sends(upgrade.sagaId()) > 0);
    chain.control("advanceSlots", PAST_EXPIRY);
    BurnRefused refused = saga.reply(upgrade.sagaId(), BurnRefused.class);
    chain.control("thaw", account(holder));
    // Then
    assertThat(refused.reason()).isEqualTo("NFT_FROZEN");
    assertThat(refused.message()).contains(":Custom:17");
    assertThat(saga.allReplies(upgrade.sagaId())).noneMatch(BurnExpired.class::isInstance);
  }

  private static int sends(String sagaId) throws Exception {
    return Tables.number(
        "SELECT COALESCE(MAX(sends), 0) FROM chain_transaction WHERE request_id = ?"
            + " AND error_class = 'PERMANENT'",
        sagaId);
  }

  private static String account(Holder holder) {
    return Addresses.tokenAccount(
            holder.trader().wallet().getPublicKey(), Addresses.require(holder.mint()))
        .toBase58();
  }

  private TraderWallet wallet(Holder holder) {
    return new TraderWallet(holder.trader().wallet(), chain);
  }

  private Holder funded(Holder holder) {
    chain.airdrop(holder.trader().wallet().getPublicKey(), 1_000_000_000);
    return holder;
  }
}
