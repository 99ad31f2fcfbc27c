package io.aiw3.nft.minting;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.MintingCommand.PrepareBurn;
import io.aiw3.nft.contract.MintingCommand.WithdrawBurn;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.SagaReply.BurnExpired;
import io.aiw3.nft.contract.SagaReply.BurnPrepared;
import io.aiw3.nft.contract.SagaReply.BurnRefused;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.SagaReply.MintRefused;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.UserRecord;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.p2p.solanaj.core.Account;

/** Each tier is minted to a user once, ever, whatever becomes of the NFT, for any caller. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "minting"))
@QuarkusTestResource(LocalNetwork.class)
@QuarkusTestResource(TestTokens.class)
class EntitlementIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private final SagaProbe saga = SagaProbe.shared();
  private final ChainProbe chain = new ChainProbe();
  private final UserId user = SagaProbe.newUser();

  @Test
  void anotherSpellingOfTheSagaMintsNothing() {
    // Given
    MintNft claim = claim(new Account().getPublicKeyBase58());
    MintNft inUpperCase =
        new MintNft(
            claim.sagaId().toUpperCase(Locale.ROOT),
            user,
            OperationKind.CLAIM,
            claim.walletAddress(),
            1,
            0,
            null);
    // When
    saga.send(claim);
    saga.send(inUpperCase);
    MintConfirmed confirmed = saga.reply(claim.sagaId(), MintConfirmed.class);
    // Then
    assertThat(saga.reply(inUpperCase.sagaId(), MintRefused.class).reason())
        .isEqualTo("TIER_ALREADY_ISSUED");
    assertThat(chain.successes(claim.walletAddress())).containsExactly(confirmed.signature());
  }

  @Test
  void noClaimAfterTheNftWasBurned() {
    // Given
    TraderWallet owner = TraderWallet.funded(chain);
    owner.burn(minted(claim(owner.address())));
    saga.event(user, NftEvent.Burned.class);
    MintNft again = claim(owner.address());
    // When
    saga.send(again);
    saga.send(again);
    // Then
    assertThat(saga.replies(again.sagaId(), MintRefused.class, 2))
        .extracting(MintRefused::reason)
        .containsOnly("TIER_ALREADY_ISSUED");
  }

  @Test
  void noClaimAfterTheNftWasSold() {
    // Given
    TraderWallet seller = TraderWallet.funded(chain);
    seller.transfer(minted(claim(seller.address())), new Account().getPublicKey());
    saga.event(user, NftEvent.Transferred.class);
    MintNft again = claim(seller.address());
    // When
    saga.send(again);
    // Then
    assertThat(saga.reply(again.sagaId(), MintRefused.class).reason())
        .isEqualTo("TIER_ALREADY_ISSUED");
  }

  @Test
  void whatTheOwnerBurnedAloneIsFollowedByTheNextLevelOnce() {
    // Given
    TraderWallet owner = TraderWallet.funded(chain);
    String burned = minted(claim(owner.address()));
    owner.burn(burned);
    saga.event(user, NftEvent.Burned.class);
    MintNft upgrade = upgrade(owner.address(), burned);
    MintNft second = upgrade(owner.address(), burned);
    // When
    saga.send(upgrade);
    saga.send(second);
    MintConfirmed minted = saga.reply(upgrade.sagaId(), MintConfirmed.class);
    // Then
    assertThat(minted.level()).isEqualTo(2);
    assertThat(saga.reply(second.sagaId(), MintRefused.class).reason())
        .isEqualTo("TIER_ALREADY_ISSUED");
    // No burn is prepared for a tier that was issued before, with or without its level in the
    // command.
    PrepareBurn toTheSameTier = prepare(owner.address(), minted.mintAddress(), 2);
    saga.send(toTheSameTier);
    BurnRefused refused = saga.reply(toTheSameTier.sagaId(), BurnRefused.class);
    assertThat(refused.reason()).isEqualTo("TIER_ALREADY_ISSUED");
    saga.send(toTheSameTier);
    assertThat(saga.replies(toTheSameTier.sagaId(), BurnRefused.class, 2)).containsOnly(refused);
  }

  @Test
  void aBurnThatCanLandKeepsItsTierAndOneThatIsWithdrawnDoesNot() {
    // Given
    String wallet = new Account().getPublicKeyBase58();
    String mint = minted(claim(wallet));
    PrepareBurn first = prepare(wallet, mint, null);
    PrepareBurn tooEarly = prepare(wallet, mint, 2);
    PrepareBurn later = prepare(wallet, mint, 2);
    saga.send(first);
    saga.reply(first.sagaId(), BurnPrepared.class);
    // When
    saga.send(tooEarly);
    BurnRefused refused = saga.reply(tooEarly.sagaId(), BurnRefused.class);
    saga.send(new WithdrawBurn(first.sagaId(), user, 1));
    saga.reply(first.sagaId(), BurnExpired.class);
    saga.send(later);
    // Then
    assertThat(refused.reason()).isEqualTo("TIER_RESERVED");
    assertThat(saga.reply(later.sagaId(), BurnPrepared.class).attempt()).isEqualTo(1);
  }

  @Test
  void noUpgradeWithoutABurn() {
    // Given
    String wallet = new Account().getPublicKeyBase58();
    MintNft upgrade = upgrade(wallet, minted(claim(wallet)));
    // When
    saga.send(upgrade);
    // Then
    assertThat(saga.reply(upgrade.sagaId(), MintRefused.class).reason())
        .isEqualTo("BURN_NOT_FINAL");
  }

  @Test
  void aProvenBurnIsIssuedAgainOnceByAnAdministrator() {
    // Given
    TraderWallet owner = TraderWallet.funded(chain);
    String lost = minted(claim(owner.address()));
    reissue(lost, "k0").statusCode(409).body("error.code", Matchers.is("NFT_NOT_REISSUABLE"));
    owner.burn(lost);
    saga.event(user, NftEvent.Burned.class);
    reissue(lost, "k1").statusCode(422).body("error.code", Matchers.is("WALLET_NOT_LINKED"));
    String wallet = new Account().getPublicKeyBase58();
    saga.send(new UserRecord(user, wallet, Instant.now()));
    // When
    Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> reissue(lost, "k1").statusCode(202));
    reissue(lost, "k1").statusCode(202).body("data.walletAddress", Matchers.is(wallet));
    // Then
    NftEvent.Claimed.Data again =
        Awaitility.await()
            .atMost(TIMEOUT)
            .until(
                () ->
                    saga.events(user).stream()
                        .filter(NftEvent.Claimed.class::isInstance)
                        .map(event -> ((NftEvent.Claimed) event).data())
                        .filter(data -> data.replacesMintAddress() != null)
                        .findFirst(),
                Optional::isPresent)
            .orElseThrow();
    assertThat(again)
        .isEqualTo(
            new NftEvent.Claimed.Data(
                user,
                1,
                "Tech Chicken",
                again.mintAddress(),
                again.transactionSignature(),
                lost,
                1L));
    assertThat(again.mintAddress()).isNotEqualTo(lost);
    assertThat(chain.successes(wallet)).containsExactly(again.transactionSignature());
    reissue(lost, "k2").statusCode(409).body("error.code", Matchers.is("NFT_NOT_REISSUABLE"));
    reissues("admin", "?pageSize=1")
        .statusCode(200)
        .body("data.items[0].burnedMintAddress", Matchers.is(lost))
        .body("data.items[0].userId", Matchers.is(user.toString()))
        .body("data.items[0].state", Matchers.oneOf("confirmed", "finalized"))
        .body("data.items[0].mintAddress", Matchers.is(again.mintAddress()))
        .body("data.items[0].signature", Matchers.is(again.transactionSignature()))
        .body("data.items[0].actor", Matchers.startsWith("auth0|"));
    reissues("admin", "?cursor=1").statusCode(200).body("data.items", Matchers.empty());
    reissues("admin", "?cursor=x").statusCode(400);
    reissues("user", "").statusCode(403);
    // What was issued again entitles to nothing else.
    MintNft upgrade = upgrade(wallet, lost);
    saga.send(upgrade);
    assertThat(saga.reply(upgrade.sagaId(), MintRefused.class).reason()).isEqualTo("NFT_REISSUED");
    PrepareBurn burn = prepare(wallet, lost, 2);
    saga.send(burn);
    assertThat(saga.reply(burn.sagaId(), BurnRefused.class).reason()).isEqualTo("NFT_REISSUED");
  }

  @Test
  void whatWasBurnedForTheNextLevelIsNotIssuedAgain() {
    // Given
    TraderWallet owner = TraderWallet.funded(chain);
    String burned = minted(claim(owner.address()));
    owner.burn(burned);
    saga.event(user, NftEvent.Burned.class);
    minted(upgrade(owner.address(), burned));
    saga.send(new UserRecord(user, owner.address(), Instant.now()));
    // Then
    reissue(burned, "k").statusCode(409).body("error.code", Matchers.is("NFT_NOT_REISSUABLE"));
    reissue(new Account().getPublicKeyBase58(), "k").statusCode(404);
    RestAssured.given()
        .auth()
        .oauth2(TestTokens.user(user.value(), owner.address()))
        .contentType(ContentType.JSON)
        .body("{\"reason\":\"mine\"}")
        .post("/api/v1/admin/nfts/" + burned + "/reissue")
        .then()
        .statusCode(403);
  }

  private static ValidatableResponse reissues(String role, String query) {
    return RestAssured.given()
        .auth()
        .oauth2(TestTokens.token("7", null, role))
        .get("/api/v1/admin/nfts/reissues" + query)
        .then();
  }

  private static ValidatableResponse reissue(String mint, String key) {
    return RestAssured.given()
        .auth()
        .oauth2(TestTokens.token("auth0|" + "x".repeat(240), null, "admin"))
        .header("Idempotency-Key", key)
        .contentType(ContentType.JSON)
        .body("{\"reason\":\"Burned by mistake\"}")
        .post("/api/v1/admin/nfts/" + mint + "/reissue")
        .then();
  }

  private String minted(MintNft command) {
    saga.send(command);
    return saga.reply(command.sagaId(), MintConfirmed.class).mintAddress();
  }

  private MintNft claim(String wallet) {
    return new MintNft(newSaga(), user, OperationKind.CLAIM, wallet, 1, 0, null);
  }

  private MintNft upgrade(String wallet, String burned) {
    return new MintNft(newSaga(), user, OperationKind.UPGRADE, wallet, 2, 1, burned);
  }

  private PrepareBurn prepare(String wallet, String mint, Integer level) {
    return new PrepareBurn(newSaga(), user, wallet, mint, 1, level);
  }

  private static String newSaga() {
    return UUID.randomUUID().toString();
  }
}
