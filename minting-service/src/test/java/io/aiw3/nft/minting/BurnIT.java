package io.aiw3.nft.minting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.MintingCommand.PrepareBurn;
import io.aiw3.nft.contract.MintingCommand.SubmitBurn;
import io.aiw3.nft.contract.MintingCommand.WithdrawBurn;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.SagaReply.BurnConfirmed;
import io.aiw3.nft.contract.SagaReply.BurnExpired;
import io.aiw3.nft.contract.SagaReply.BurnPrepared;
import io.aiw3.nft.contract.SagaReply.BurnRefused;
import io.aiw3.nft.contract.SagaReply.BurnSubmissionRefused;
import io.aiw3.nft.contract.SagaReply.BurnSubmitted;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.AddedTier;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.p2p.solanaj.core.Account;
import org.p2p.solanaj.utils.Base58;
import org.p2p.solanaj.utils.TweetNaclFast;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "minting"))
@QuarkusTestResource(LocalNetwork.class)
@QuarkusTestResource(TestTokens.class)
class BurnIT {
  private static final long OWNERS_LAMPORTS = 2_000_000;

  private final SagaProbe saga = SagaProbe.shared();
  private final ChainProbe chain = new ChainProbe();

  /** A trader who holds a level 1 NFT. */
  private record Holder(UserId user, Account wallet, String mint) {}

  @AfterEach
  void noFaults() {
    chain.noFaults();
  }

  @Test
  void burnsAndMintsTheNextLevel() {
    // Given
    Holder holder = holder();
    String sagaId = newSaga();
    saga.send(prepare(holder, sagaId, 1));
    BurnPrepared prepared = saga.reply(sagaId, BurnPrepared.class);
    // When
    saga.send(submit(holder, sagaId, signed(prepared, holder.wallet())));
    BurnConfirmed burned = saga.reply(sagaId, BurnConfirmed.class);
    MintNft upgrade =
        new MintNft(
            sagaId,
            holder.user(),
            OperationKind.UPGRADE,
            holder.wallet().getPublicKeyBase58(),
            2,
            1,
            holder.mint());
    saga.send(upgrade);
    MintConfirmed minted = saga.reply(sagaId, MintConfirmed.class);
    // Then
    String id = saga.reply(sagaId, BurnSubmitted.class).signature();
    assertThat(burned).isEqualTo(new BurnConfirmed(sagaId, holder.user(), holder.mint(), id));
    assertThat(chain.successes(holder.mint())).contains(id);
    assertThat(chain.supply(holder.mint())).isZero();
    assertThat(chain.supply(minted.mintAddress())).isEqualTo(1);
    assertThat(saga.event(holder.user(), NftEvent.Burned.class).data())
        .isEqualTo(
            new NftEvent.Burned.Data(
                holder.user(), 1, "Tech Chicken", holder.mint(), id, sagaId, 2L));
    assertThat(saga.event(holder.user(), NftEvent.Upgraded.class).data())
        .isEqualTo(
            new NftEvent.Upgraded.Data(
                holder.user(),
                1,
                2,
                "Tech Chicken",
                "Quant Ape",
                holder.mint(),
                minted.mintAddress(),
                minted.signature(),
                1L));
    assertThat(saga.events(holder.user()))
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("Claimed", "Burned", "Upgraded");
  }

  /** The catalogue of these tests has a seventh level, above 5: 6 is the competition's. */
  @Test
  void burnsTheLevelBelowAndMintsTheTierThatWasAdded() throws SQLException {
    // Given
    Holder holder = holder();
    raise(holder.mint(), AddedTier.BELOW);
    String sagaId = newSaga();
    saga.send(
        new PrepareBurn(
            sagaId,
            holder.user(),
            holder.wallet().getPublicKeyBase58(),
            holder.mint(),
            1,
            AddedTier.LEVEL));
    BurnPrepared prepared = saga.reply(sagaId, BurnPrepared.class);
    // When
    saga.send(submit(holder, sagaId, signed(prepared, holder.wallet())));
    saga.reply(sagaId, BurnConfirmed.class);
    saga.send(
        new MintNft(
            sagaId,
            holder.user(),
            OperationKind.UPGRADE,
            holder.wallet().getPublicKeyBase58(),
            AddedTier.LEVEL,
            AddedTier.BELOW,
            holder.mint()));
    MintConfirmed minted = saga.reply(sagaId, MintConfirmed.class);
    // Then
    assertThat(minted.level()).isEqualTo(AddedTier.LEVEL);
    assertThat(minted.tierName()).isEqualTo("Added Alchemist");
    assertThat(chain.supply(holder.mint())).isZero();
    assertThat(chain.supply(minted.mintAddress())).isEqualTo(1);
    NftEvent.Upgraded.Data upgraded = saga.event(holder.user(), NftEvent.Upgraded.class).data();
    assertThat(upgraded.fromLevel()).isEqualTo(AddedTier.BELOW);
    assertThat(upgraded.toLevel()).isEqualTo(AddedTier.LEVEL);
    // And nothing lies above it
    String last = newSaga();
    saga.send(prepare(new Holder(holder.user(), holder.wallet(), minted.mintAddress()), last, 1));
    assertThat(saga.reply(last, BurnRefused.class).reason()).isEqualTo("LEVEL_NOT_BURNABLE");
  }

  private static void raise(String mint, int level) throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.MINTING);
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE usernft SET nft_level = ? WHERE nft_mint_address = ?")) {
      update.setInt(1, level);
      update.setString(2, mint);
      assertThat(update.executeUpdate()).isOne();
    }
  }

  @Test
  void anOfferCannotLandWithoutOurSignature() {
    // Given
    Holder holder = holder();
    String sagaId = newSaga();
    saga.send(prepare(holder, sagaId, 1));
    BurnPrepared prepared = saga.reply(sagaId, BurnPrepared.class);
    byte[] transaction = Base64.getDecoder().decode(prepared.transaction());
    // Then: nobody has signed it, and what names it is not a signature
    assertThat(java.util.Arrays.copyOfRange(transaction, 1, 129)).containsOnly(0);
    assertThat(Base58.decode(prepared.signature())).hasSize(32);
    assertThatThrownBy(() -> chain.send(signed(prepared, holder.wallet())))
        .hasMessageContaining("signature");
    assertThat(chain.supply(holder.mint())).isEqualTo(1);
  }

  @Test
  void findsTheBurnThatTheOwnerMadeAlone() {
    // Given
    Holder holder = holder();
    chain.airdrop(holder.wallet().getPublicKey(), 1_000_000_000);
    String sagaId = newSaga();
    saga.send(prepare(holder, sagaId, 1));
    saga.reply(sagaId, BurnPrepared.class);
    // When
    String signature = new TraderWallet(holder.wallet(), chain).burn(holder.mint());
    // Then
    assertThat(saga.reply(sagaId, BurnConfirmed.class).signature()).isEqualTo(signature);
  }

  @Test
  void refusesWhatIsNotThePreparedBurnSignedByItsOwner() {
    // Given
    Holder holder = holder();
    Holder other = holder();
    String sagaId = newSaga();
    String otherSaga = newSaga();
    saga.send(prepare(holder, sagaId, 1));
    saga.send(prepare(other, otherSaga, 1));
    BurnPrepared prepared = saga.reply(sagaId, BurnPrepared.class);
    BurnPrepared foreign = saga.reply(otherSaga, BurnPrepared.class);
    byte[] altered = signed(prepared, holder.wallet());
    altered[200] ^= 1;
    byte[] writes = GuardingWallet.written(Base64.getDecoder().decode(prepared.transaction()));
    // When
    saga.send(submit(holder, sagaId, signed(writes, holder.wallet())));
    saga.send(submit(holder, sagaId, signed(foreign, other.wallet())));
    saga.send(submit(holder, sagaId, altered));
    saga.send(submit(holder, sagaId, signed(prepared, other.wallet())));
    saga.send(submit(holder, sagaId, Base64.getDecoder().decode(prepared.transaction())));
    saga.send(new SubmitBurn(sagaId, holder.user(), 1, "no base64!", null));
    saga.send(new SubmitBurn(sagaId, holder.user(), 1, null, foreign.signature()));
    saga.send(new SubmitBurn(sagaId, other.user(), 1, null, prepared.signature()));
    saga.send(new SubmitBurn(newSaga(), holder.user(), 1, null, prepared.signature()));
    // Then
    assertThat(saga.replies(sagaId, BurnSubmissionRefused.class, 8))
        .extracting(BurnSubmissionRefused::reason)
        .containsExactlyInAnyOrder(
            "NOT_THE_PREPARED_TRANSACTION",
            "NOT_THE_PREPARED_TRANSACTION",
            "NOT_THE_PREPARED_TRANSACTION",
            "OWNER_SIGNATURE_INVALID",
            "OWNER_SIGNATURE_MISSING",
            "MALFORMED_TRANSACTION",
            "SIGNATURE_UNRELATED",
            "BURN_UNKNOWN");
    assertThat(chain.supply(holder.mint())).isEqualTo(1);
  }

  @Test
  void landsABurnWithTheGuardsOfTheOwnersWallet() {
    // Given
    Holder holder = holder();
    chain.airdrop(holder.wallet().getPublicKey(), OWNERS_LAMPORTS);
    String sagaId = newSaga();
    saga.send(prepare(holder, sagaId, 1));
    byte[] offered =
        Base64.getDecoder().decode(saga.reply(sagaId, BurnPrepared.class).transaction());
    byte[] guarded = GuardingWallet.guarded(offered, OWNERS_LAMPORTS);
    // When
    saga.send(submit(holder, sagaId, signed(guarded, holder.wallet())));
    // Then
    String id = saga.reply(sagaId, BurnConfirmed.class).signature();
    assertThat(id).isEqualTo(saga.reply(sagaId, BurnSubmitted.class).signature());
    assertThat(message(chain.transaction(id))).isEqualTo(message(guarded));
    assertThat(chain.supply(holder.mint())).isZero();
    assertThat(saga.event(holder.user(), NftEvent.Burned.class).data())
        .isEqualTo(
            new NftEvent.Burned.Data(
                holder.user(), 1, "Tech Chicken", holder.mint(), id, sagaId, 2L));
  }

  @Test
  void offersABurnAgainThatFailedByAGuard() {
    // Given
    Holder holder = holder();
    chain.airdrop(holder.wallet().getPublicKey(), OWNERS_LAMPORTS);
    String sagaId = newSaga();
    saga.send(prepare(holder, sagaId, 1));
    BurnPrepared first = saga.reply(sagaId, BurnPrepared.class);
    byte[] offered = Base64.getDecoder().decode(first.transaction());
    byte[] failing = GuardingWallet.guarded(offered, OWNERS_LAMPORTS + 1);
    // When
    saga.send(submit(holder, sagaId, signed(failing, holder.wallet())));
    saga.reply(sagaId, BurnSubmitted.class);
    chain.control("advanceSlots", 200);
    BurnExpired expired = saga.reply(sagaId, BurnExpired.class);
    saga.send(prepare(holder, sagaId, 2));
    // Each may be of the blockhash that is still cached, and is renewed then.
    BurnPrepared second =
        last(
            Awaitility.await()
                .until(
                    () -> saga.replies(sagaId, BurnPrepared.class, 2),
                    all ->
                        last(all).attempt() == 2
                            && last(all).lastValidBlockHeight() > first.lastValidBlockHeight()));
    saga.send(
        new SubmitBurn(
            sagaId,
            holder.user(),
            2,
            Base64.getEncoder().encodeToString(signed(second, holder.wallet())),
            null));
    // Then
    saga.reply(sagaId, BurnConfirmed.class);
    assertThat(expired.attempt()).isEqualTo(1);
    assertThat(saga.allReplies(sagaId)).noneMatch(BurnRefused.class::isInstance);
  }

  /** Both can land, and both burn the same NFT: whichever is handed in is taken. */
  @Test
  void renewsAnOfferAndTakesTheOneBeforeAsLongAsItCanLand() {
    // Given
    Holder holder = holder();
    String sagaId = newSaga();
    saga.send(prepare(holder, sagaId, 1));
    BurnPrepared first = saga.reply(sagaId, BurnPrepared.class);
    chain.control("advanceSlots", 60);
    // The first renewal may be of the blockhash that is still cached, and so the same offer.
    BurnPrepared second =
        last(
            Awaitility.await()
                .until(
                    () -> saga.replies(sagaId, BurnPrepared.class, 2),
                    all -> !last(all).signature().equals(first.signature())));
    // When
    saga.send(submit(holder, sagaId, signed(first, holder.wallet())));
    BurnConfirmed burned = saga.reply(sagaId, BurnConfirmed.class);
    // Then
    assertThat(second.attempt()).isEqualTo(1);
    assertThat(second.signature()).isNotEqualTo(first.signature());
    assertThat(second.lastValidBlockHeight()).isGreaterThan(first.lastValidBlockHeight());
    assertThat(burned.signature()).isEqualTo(saga.reply(sagaId, BurnSubmitted.class).signature());
    assertThat(message(chain.transaction(burned.signature())))
        .isEqualTo(message(Base64.getDecoder().decode(first.transaction())));
    assertThat(saga.allReplies(sagaId)).noneMatch(BurnSubmissionRefused.class::isInstance);
  }

  @Test
  void answersWhatIsSignedTooLateWithAFreshOffer() {
    // Given
    Holder holder = holder();
    String sagaId = newSaga();
    saga.send(prepare(holder, sagaId, 1));
    BurnPrepared first = saga.reply(sagaId, BurnPrepared.class);
    chain.control("advanceSlots", 200);
    // When
    saga.send(submit(holder, sagaId, signed(first, holder.wallet())));
    BurnSubmissionRefused refused = saga.reply(sagaId, BurnSubmissionRefused.class);
    BurnPrepared fresh =
        Awaitility.await()
            .until(
                () -> saga.replies(sagaId, BurnPrepared.class, 2),
                all -> last(all).lastValidBlockHeight() > first.lastValidBlockHeight() + 150)
            .stream()
            .reduce((one, next) -> next)
            .orElseThrow();
    saga.send(submit(holder, sagaId, signed(fresh, holder.wallet())));
    // Then
    assertThat(refused.reason()).isEqualTo("BURN_SUPERSEDED");
    saga.reply(sagaId, BurnConfirmed.class);
    assertThat(saga.allReplies(sagaId)).noneMatch(BurnExpired.class::isInstance);
  }

  private static BurnPrepared last(List<BurnPrepared> all) {
    return all.get(all.size() - 1);
  }

  @Test
  void withdrawsAtOnceWhatItHasNotSigned() {
    // Given
    Holder holder = holder();
    String sagaId = newSaga();
    saga.send(prepare(holder, sagaId, 1));
    BurnPrepared prepared = saga.reply(sagaId, BurnPrepared.class);
    // When
    saga.send(new WithdrawBurn(sagaId, holder.user(), 1));
    saga.send(new WithdrawBurn(sagaId, holder.user(), 1));
    saga.send(submit(holder, sagaId, signed(prepared, holder.wallet())));
    saga.send(prepare(holder, sagaId, 2));
    // Then
    assertThat(saga.replies(sagaId, BurnExpired.class, 2))
        .extracting(BurnExpired::attempt)
        .containsExactly(1, 1);
    assertThat(saga.reply(sagaId, BurnSubmissionRefused.class).reason()).isEqualTo("BURN_EXPIRED");
    assertThat(last(saga.replies(sagaId, BurnPrepared.class, 2)).attempt()).isEqualTo(2);
    assertThat(chain.supply(holder.mint())).isEqualTo(1);
  }

  @Test
  void whatIsSignedByUsIsNotWithdrawn() {
    // Given
    Holder holder = holder();
    String sagaId = newSaga();
    saga.send(prepare(holder, sagaId, 1));
    BurnPrepared prepared = saga.reply(sagaId, BurnPrepared.class);
    saga.send(submit(holder, sagaId, signed(prepared, holder.wallet())));
    saga.reply(sagaId, BurnSubmitted.class);
    // When
    saga.send(new WithdrawBurn(sagaId, holder.user(), 1));
    // Then
    saga.reply(sagaId, BurnConfirmed.class);
    assertThat(saga.allReplies(sagaId)).noneMatch(BurnExpired.class::isInstance);
  }

  @Test
  void preparesNoBurnOfWhatIsNotThere() {
    // Given
    Holder holder = holder();
    String unknown = newSaga();
    String foreign = newSaga();
    String elsewhere = newSaga();
    UserId stranger = SagaProbe.newUser();
    Account otherWallet = new Account();
    // When
    saga.send(
        new PrepareBurn(
            unknown,
            holder.user(),
            holder.wallet().getPublicKeyBase58(),
            new Account().getPublicKeyBase58(),
            1));
    saga.send(
        new PrepareBurn(foreign, stranger, holder.wallet().getPublicKeyBase58(), holder.mint(), 1));
    saga.send(
        new PrepareBurn(
            elsewhere, holder.user(), otherWallet.getPublicKeyBase58(), holder.mint(), 1));
    // Then
    assertThat(saga.reply(unknown, BurnRefused.class).reason()).isEqualTo("NFT_NOT_FOUND");
    assertThat(saga.reply(foreign, BurnRefused.class).reason()).isEqualTo("NFT_NOT_FOUND");
    assertThat(saga.reply(elsewhere, BurnRefused.class).reason()).isEqualTo("NFT_NOT_IN_WALLET");
  }

  @Test
  void burnsOnceWhenTheNodeExecutesAndTimesOut() {
    // Given
    Holder holder = holder();
    String sagaId = newSaga();
    saga.send(prepare(holder, sagaId, 1));
    BurnPrepared prepared = saga.reply(sagaId, BurnPrepared.class);
    chain.nextSends("execute-then-500", 1);
    // When
    saga.send(submit(holder, sagaId, signed(prepared, holder.wallet())));
    saga.send(submit(holder, sagaId, signed(prepared, holder.wallet())));
    // Then
    assertThat(saga.reply(sagaId, BurnConfirmed.class).signature())
        .isEqualTo(saga.reply(sagaId, BurnSubmitted.class).signature());
    assertThat(chain.supply(holder.mint())).isZero();
  }

  private Holder holder() {
    UserId user = SagaProbe.newUser();
    Account wallet = new Account();
    String sagaId = newSaga();
    saga.send(
        new MintNft(sagaId, user, OperationKind.CLAIM, wallet.getPublicKeyBase58(), 1, 0, null));
    return new Holder(user, wallet, saga.reply(sagaId, MintConfirmed.class).mintAddress());
  }

  private static String newSaga() {
    return UUID.randomUUID().toString();
  }

  private static PrepareBurn prepare(Holder holder, String sagaId, int attempt) {
    return new PrepareBurn(
        sagaId, holder.user(), holder.wallet().getPublicKeyBase58(), holder.mint(), attempt);
  }

  private static SubmitBurn submit(Holder holder, String sagaId, byte[] transaction) {
    return new SubmitBurn(
        sagaId, holder.user(), 1, Base64.getEncoder().encodeToString(transaction), null);
  }

  private static byte[] message(byte[] transaction) {
    return java.util.Arrays.copyOfRange(transaction, 129, transaction.length);
  }

  /** As the owner's wallet does it. */
  private static byte[] signed(BurnPrepared prepared, Account wallet) {
    return signed(Base64.getDecoder().decode(prepared.transaction()), wallet);
  }

  private static byte[] signed(byte[] transaction, Account wallet) {
    byte[] message = java.util.Arrays.copyOfRange(transaction, 129, transaction.length);
    byte[] signature =
        new TweetNaclFast.Signature(new byte[0], wallet.getSecretKey()).detached(message);
    System.arraycopy(signature, 0, transaction, 65, 64);
    return transaction;
  }
}
