package io.aiw3.nft.minting.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.SagaReply.BurnConfirmed;
import io.aiw3.nft.contract.SagaReply.BurnPrepared;
import io.aiw3.nft.contract.SagaReply.BurnSubmitted;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.UserRecord;
import io.aiw3.nft.minting.LocalNetwork;
import io.aiw3.nft.minting.TraderWallet;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.p2p.solanaj.core.Account;

/** Whose an NFT is follows the chain, and the wallets that are linked now. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "minting"))
@QuarkusTestResource(LocalNetwork.class)
@QuarkusTestResource(TestTokens.class)
class OwnershipIT extends FaultTest {
  @Test
  void staysHeldInTheNewlyLinkedWalletAndIsUpgradedFromThere() {
    // Given
    Holder holder = funded(holder());
    UserId user = holder.trader().user();
    link(user, holder.trader().address());
    Trader newWallet = new Trader(user, new Account());
    // When
    link(user, newWallet.address());
    wallet(holder).transfer(holder.mint(), newWallet.wallet().getPublicKey());
    awaitRow(holder.mint(), "wallet_address", newWallet.address());
    String sagaId = Trader.newSaga();
    saga.send(newWallet.prepare(sagaId, holder.mint(), 1));
    BurnPrepared prepared = saga.reply(sagaId, BurnPrepared.class);
    assertThat(row(holder.mint(), "status")).isEqualTo("unlocked");
    saga.send(newWallet.submit(prepared));
    // Then
    assertThat(saga.reply(sagaId, BurnConfirmed.class).signature())
        .isEqualTo(saga.reply(sagaId, BurnSubmitted.class).signature());
    assertThat(chain.supply(holder.mint())).isZero();
  }

  @Test
  void soldToALinkedUserBecomesTheirs() {
    // Given
    Holder holder = funded(holder());
    UserId seller = holder.trader().user();
    Trader buyer = Trader.create();
    link(seller, holder.trader().address());
    link(buyer.user(), buyer.address());
    // When
    wallet(holder).transfer(holder.mint(), buyer.wallet().getPublicKey());
    awaitTransfers(buyer.user(), 1);
    // Then
    assertThat(saga.event(seller, NftEvent.Transferred.class).data())
        .isEqualTo(
            transferred(
                seller, holder.mint(), false, NftStatus.INACTIVE, seller, buyer.user(), 2L));
    assertThat(saga.event(buyer.user(), NftEvent.Transferred.class).data())
        .isEqualTo(
            transferred(
                buyer.user(), holder.mint(), true, NftStatus.UNLOCKED, seller, buyer.user(), 3L));
    assertThat(row(holder.mint(), "user_id")).isEqualTo(buyer.user().toString());
    assertThat(row(holder.mint(), "wallet_address")).isEqualTo(buyer.address());
    // And: it is the buyer's to burn
    String sagaId = Trader.newSaga();
    saga.send(buyer.prepare(sagaId, holder.mint(), 1));
    saga.send(buyer.submit(saga.reply(sagaId, BurnPrepared.class)));
    saga.reply(sagaId, BurnConfirmed.class);
    assertThat(saga.event(buyer.user(), NftEvent.Burned.class).data().version()).isEqualTo(4L);
  }

  @Test
  void soldToAStrangerIsTheirsOnceTheirWalletIsLinked() {
    // Given
    Holder holder = funded(holder());
    UserId seller = holder.trader().user();
    Trader stranger = Trader.create();
    link(seller, holder.trader().address());
    wallet(holder).transfer(holder.mint(), stranger.wallet().getPublicKey());
    assertThat(saga.event(seller, NftEvent.Transferred.class).data())
        .isEqualTo(transferred(seller, holder.mint(), false, NftStatus.INACTIVE, null, null, 2L));
    // When
    link(stranger.user(), stranger.address());
    awaitTransfers(stranger.user(), 1);
    // Then
    assertThat(saga.event(stranger.user(), NftEvent.Transferred.class).data().fromUserId())
        .isEqualTo(seller);
    assertThat(row(holder.mint(), "user_id")).isEqualTo(stranger.user().toString());
  }

  @Test
  void movedWithinTheWalletIsNoTransfer() {
    // Given
    Holder holder = funded(holder());
    String before = row(holder.mint(), "token_account");
    // When
    wallet(holder).moveWithin(holder.mint());
    Awaitility.await()
        .atMost(TIMEOUT)
        .until(() -> !row(holder.mint(), "token_account").equals(before));
    // Then
    assertThat(saga.events(holder.trader().user()))
        .extracting(Object::getClass)
        .isEqualTo(List.of(NftEvent.Claimed.class));
  }

  @Test
  void oneNftNeverHoldsBackAnother() throws Exception {
    // Given: the oldest ones can be neither read nor judged
    Holder unreadable = holder();
    Holder watched = funded(holder());
    Tables.update(
        "UPDATE usernft SET token_account = 'no address', watch_due_at = '2020-01-01'"
            + " WHERE nft_mint_address = ?",
        unreadable.mint());
    // When
    wallet(watched).transfer(watched.mint(), new Account().getPublicKey());
    // Then
    assertThat(saga.event(watched.trader().user(), NftEvent.Transferred.class).data().held())
        .isFalse();
    Tables.update(
        "UPDATE usernft SET watch_due_at = NULL WHERE nft_mint_address = ?", unreadable.mint());
  }

  @Test
  void burnedByATransactionOfVersion1IsSeen() {
    // Given
    Holder holder = funded(holder());
    // When
    String signature = wallet(holder).burnVersion1(holder.mint());
    // Then
    assertThat(saga.event(holder.trader().user(), NftEvent.Burned.class).data())
        .isEqualTo(
            new NftEvent.Burned.Data(
                holder.trader().user(), 1, "Tech Chicken", holder.mint(), signature, null, 2L));
  }

  @Test
  void burnedByMetaplexIsSeen() {
    // Given
    Holder holder = funded(holder());
    // When
    String signature = wallet(holder).burnV1(holder.mint());
    // Then
    assertThat(saga.event(holder.trader().user(), NftEvent.Burned.class).data())
        .isEqualTo(
            new NftEvent.Burned.Data(
                holder.trader().user(), 1, "Tech Chicken", holder.mint(), signature, null, 2L));
  }

  @Test
  void soldByMetaplexBecomesTheBuyers() {
    // Given
    Holder holder = funded(holder());
    UserId seller = holder.trader().user();
    Trader buyer = Trader.create();
    link(seller, holder.trader().address());
    link(buyer.user(), buyer.address());
    // When
    wallet(holder).transferV1(holder.mint(), buyer.wallet().getPublicKey());
    awaitTransfers(buyer.user(), 1);
    // Then
    assertThat(row(holder.mint(), "user_id")).isEqualTo(buyer.user().toString());
    assertThat(row(holder.mint(), "wallet_address")).isEqualTo(buyer.address());
  }

  /** More than one call reads; how many read how much: WhereaboutsTest, OwnershipGroupsTest. */
  @Test
  void manyNftsAreCheckedTogether() throws Exception {
    // Given: those of this chain alone are due, all at once
    int count = 220;
    holders(count);
    int newest = Tables.number("SELECT MAX(id) FROM usernft");
    watchNone();
    // When
    Tables.update(
        "UPDATE usernft SET watched_at = '2020-01-01', watch_due_at = UTC_TIMESTAMP(3)"
            + " WHERE id > ?",
        newest - count);
    // Then
    Awaitility.await()
        .atMost(TIMEOUT)
        .until(
            () ->
                Tables.number(
                        "SELECT COUNT(*) FROM usernft WHERE id > ? AND watched_at < '2021-01-01'",
                        newest - count)
                    == 0);
    assertThat(
            Tables.number(
                "SELECT COUNT(*) FROM usernft WHERE id > ? AND status = 'unlocked'"
                    + " AND watch_failures = 0",
                newest - count))
        .isEqualTo(count);
    Tables.update(
        "UPDATE usernft SET watch_due_at = UTC_TIMESTAMP(3) WHERE watch_due_at IS NOT NULL");
  }

  /** One call searches for one; burns that other tests offered read accounts as well. */
  @Test
  void thoseThatMoveTogetherAreFollowedTogether() throws Exception {
    // Given: these alone are due, after their moves are final
    int count = 6;
    List<Holder> sellers = holders(count).stream().map(this::funded).toList();
    int newest = Tables.number("SELECT MAX(id) FROM usernft");
    watchNone();
    sellers.forEach(s -> wallet(s).transfer(s.mint(), new Account().getPublicKey()));
    chain.control("advanceSlots", 2 * LocalNetwork.FINALITY_SLOTS);
    int searches = chain.calls("getTokenLargestAccounts");
    // When
    Tables.update(
        "UPDATE usernft SET watch_due_at = UTC_TIMESTAMP(3) WHERE id > ?", newest - count);
    sellers.forEach(s -> awaitRow(s.mint(), "status", "inactive"));
    // Then
    assertThat(chain.calls("getTokenLargestAccounts") - searches).isEqualTo(count);
    Tables.update(
        "UPDATE usernft SET watch_due_at = UTC_TIMESTAMP(3) WHERE watch_due_at IS NOT NULL");
  }

  /** Again until it holds: a check that was under way makes its NFTs due once more. */
  private static void watchNone() {
    Awaitility.await()
        .atMost(TIMEOUT)
        .during(Duration.ofSeconds(1))
        .until(
            () ->
                Tables.update(
                        "UPDATE usernft SET watch_due_at = '2099-01-01'"
                            + " WHERE watch_due_at < '2098-01-01'")
                    == 0);
  }

  private static NftEvent.Transferred.Data transferred(
      UserId user,
      String mint,
      boolean held,
      NftStatus status,
      UserId from,
      UserId to,
      long version) {
    return new NftEvent.Transferred.Data(
        user, 1, "Tech Chicken", mint, held, status, from, to, version);
  }

  private void awaitTransfers(UserId user, int count) {
    Awaitility.await()
        .atMost(TIMEOUT)
        .until(
            () ->
                saga.events(user).stream().filter(NftEvent.Transferred.class::isInstance).count()
                    >= count);
  }

  private void awaitRow(String mint, String column, String value) {
    Awaitility.await().atMost(TIMEOUT).until(() -> row(mint, column).equals(value));
  }

  private static String row(String mint, String column) {
    return Tables.text("SELECT " + column + " FROM usernft WHERE nft_mint_address = ?", mint);
  }

  private void link(UserId user, String wallet) {
    saga.send(new UserRecord(user, wallet, Instant.now()));
    Awaitility.await()
        .atMost(TIMEOUT)
        .until(
            () ->
                wallet.equals(
                    Tables.text(
                        "SELECT MAX(wallet_address) FROM user WHERE id = ?", user.value())));
  }

  private TraderWallet wallet(Holder holder) {
    return new TraderWallet(holder.trader().wallet(), chain);
  }

  private Holder funded(Holder holder) {
    chain.airdrop(holder.trader().wallet().getPublicKey(), 1_000_000_000);
    return holder;
  }
}
