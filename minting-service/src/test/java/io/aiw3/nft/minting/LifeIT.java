package io.aiw3.nft.minting;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.CompetitionResults;
import io.aiw3.nft.contract.CompetitionResults.Ranked;
import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.UserRecord;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.p2p.solanaj.core.Account;

/** What happens to NFTs apart from claims and upgrades. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "minting"))
@QuarkusTestResource(LocalNetwork.class)
@QuarkusTestResource(TestTokens.class)
class LifeIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private final SagaProbe saga = SagaProbe.shared();
  private final ChainProbe chain = new ChainProbe();

  @Test
  void noticesThatAnNftLeavesAndComesBack() {
    // Given
    UserId user = SagaProbe.newUser();
    TraderWallet seller = TraderWallet.funded(chain);
    TraderWallet buyer = TraderWallet.funded(chain);
    String mint = minted(user, seller);
    // When
    seller.transfer(mint, buyer.account().getPublicKey());
    NftEvent.Transferred left = saga.event(user, NftEvent.Transferred.class);
    buyer.transfer(mint, seller.account().getPublicKey());
    // Then
    assertThat(left.data())
        .isEqualTo(
            new NftEvent.Transferred.Data(
                user, 1, "Tech Chicken", mint, false, NftStatus.INACTIVE, null, null, 2L));
    Awaitility.await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                assertThat(saga.events(user))
                    .last()
                    .extracting(NftEvent::data)
                    .isEqualTo(
                        new NftEvent.Transferred.Data(
                            user,
                            1,
                            "Tech Chicken",
                            mint,
                            true,
                            NftStatus.UNLOCKED,
                            null,
                            null,
                            3L)));
  }

  @Test
  void noticesThatAnNftWasBurnedOutsideOfAnUpgrade() {
    // Given
    UserId user = SagaProbe.newUser();
    TraderWallet owner = TraderWallet.funded(chain);
    String mint = minted(user, owner);
    // When
    String signature = owner.burn(mint);
    // Then
    assertThat(saga.event(user, NftEvent.Burned.class).data())
        .isEqualTo(new NftEvent.Burned.Data(user, 1, "Tech Chicken", mint, signature, null, 2L));
  }

  @Test
  void awardsTheFirstThreeOnceHoweverOftenTheResultsCome() {
    // Given
    String competition = "competition-" + UUID.randomUUID();
    List<UserId> users = List.of(newUser(), newUser(), newUser(), newUser());
    users.subList(0, 3).forEach(user -> linkWallet(user, new Account().getPublicKeyBase58()));
    CompetitionResults results =
        new CompetitionResults(
            competition,
            "Spring cup",
            Instant.now(),
            List.of(
                new Ranked(1, users.get(0)),
                new Ranked(2, users.get(1)),
                new Ranked(3, users.get(2)),
                new Ranked(4, users.get(3))));
    // When
    saga.send(results);
    saga.send(results);
    // Then
    for (int i = 0; i < 3; i++) {
      NftEvent.Awarded event = saga.event(users.get(i), NftEvent.Awarded.class);
      assertThat(event.data().nftLevel()).isEqualTo(6);
      assertThat(event.data().tierName()).isEqualTo("Trophy Breeder");
      assertThat(event.data().competitionId()).isEqualTo(competition);
      assertThat(event.data().rank()).isEqualTo(i + 1);
      assertThat(chain.supply(event.data().mintAddress())).isEqualTo(1);
      assertThat(saga.events(users.get(i))).hasSize(1);
    }
    assertThat(saga.events(users.get(3))).isEmpty();
  }

  @Test
  void resultsWithMoreWinnersThanRanksAwardNobody() {
    // Given
    String competition = "competition-" + UUID.randomUUID();
    List<UserId> users = List.of(newUser(), newUser(), newUser());
    users.forEach(user -> linkWallet(user, new Account().getPublicKeyBase58()));
    users.forEach(this::awaitWallet);
    // When
    saga.send(results(competition, new Ranked(1, users.get(0)), new Ranked(1, users.get(1))));
    saga.send(results(competition, new Ranked(1, users.get(0)), new Ranked(2, users.get(0))));
    saga.send(results(competition, new Ranked(1, users.get(0)), new Ranked(2, users.get(1))));
    saga.send(results(competition, new Ranked(1, users.get(2))));
    // Then: the list that keeps the rules is awarded, and no later one has other winners
    awaitAward(users.get(0), competition);
    awaitAward(users.get(1), competition);
    Awaitility.await().atMost(TIMEOUT).until(() -> deadLetters(competition).size() == 3);
    assertThat(awardsOf(users.get(2), competition)).isEmpty();
    assertThat(deadLetters(competition))
        .containsExactly(
            "results: Ranks 1 to 3 have one winner each.",
            "user " + users.get(0) + " is listed twice",
            "rank 1 of this competition was awarded to another user");
  }

  @Test
  void aBurnedTrophyIsIssuedAgainWithItsCompetitionAndRank() {
    // Given
    String competition = "competition-" + UUID.randomUUID();
    UserId user = newUser();
    TraderWallet owner = TraderWallet.funded(chain);
    linkWallet(user, owner.address());
    saga.send(results(competition, new Ranked(1, newUser()), new Ranked(2, user)));
    NftEvent.Awarded.Data first = saga.event(user, NftEvent.Awarded.class).data();
    owner.burn(first.mintAddress());
    saga.event(user, NftEvent.Burned.class);
    // When
    RestAssured.given()
        .auth()
        .oauth2(TestTokens.token("79", null, "admin"))
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .contentType(ContentType.JSON)
        .body("{\"reason\":\"Burned by mistake\"}")
        .post("/api/v1/admin/nfts/" + first.mintAddress() + "/reissue")
        .then()
        .statusCode(202);
    // Then
    Awaitility.await().atMost(TIMEOUT).until(() -> awardsOf(user, competition).size() == 2);
    NftEvent.Awarded.Data again = ((NftEvent.Awarded) awardsOf(user, competition).get(1)).data();
    assertThat(again.replacesMintAddress()).isEqualTo(first.mintAddress());
    assertThat(again.rank()).isEqualTo(2);
    assertThat(again.mintAddress()).isNotEqualTo(first.mintAddress());
    assertThat(chain.supply(again.mintAddress())).isEqualTo(1);
    // And: the results, sent once more, award nobody again
    saga.send(results(competition, new Ranked(1, newUser()), new Ranked(2, user)));
    Awaitility.await().atMost(TIMEOUT).until(() -> deadLetters(competition).size() == 1);
    assertThat(awardsOf(user, competition)).hasSize(2);
  }

  private static CompetitionResults results(String competition, Ranked... ranked) {
    return new CompetitionResults(competition, "Spring cup", Instant.now(), List.of(ranked));
  }

  private void awaitAward(UserId user, String competition) {
    Awaitility.await().atMost(TIMEOUT).until(() -> awardsOf(user, competition).size() == 1);
  }

  private List<NftEvent> awardsOf(UserId user, String competition) {
    return saga.events(user).stream()
        .filter(
            event ->
                event instanceof NftEvent.Awarded awarded
                    && awarded.data().competitionId().equals(competition))
        .toList();
  }

  private List<String> deadLetters(String competition) {
    return saga.deadLetters(Topics.COMPETITION_RESULTS, competition);
  }

  @Test
  void managerAwardsWithAnOutcomeForEachRecipient() {
    // Given
    String competition = "competition-" + UUID.randomUUID();
    UserId withWallet = newUser();
    UserId without = newUser();
    String wallet = new Account().getPublicKeyBase58();
    linkWallet(withWallet, wallet);
    String sub = "auth0|" + "m".repeat(249);
    String manager = TestTokens.token(sub, null, "competition_manager");
    String path = "/api/v1/admin/competitions/" + competition + "/awards";
    String body =
        """
        {"reason":"Best trader","recipients":[{"userId":"%s","rank":1},{"userId":"%s"}]}\
        """
            .formatted(withWallet, without);
    awaitWallet(withWallet);
    // When
    RestAssured.given()
        .auth()
        .oauth2(manager)
        .contentType(ContentType.JSON)
        .body(body)
        .post(path)
        .then()
        .statusCode(202)
        .body("data.outcomes.result", Matchers.contains("queued", "waiting_for_wallet"));
    linkWallet(without, new Account().getPublicKeyBase58());
    // Then
    Awaitility.await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                assertThat(saga.events(withWallet))
                    .extracting(event -> ((NftEvent.Awarded) event).data().rank())
                    .contains(1));
    assertThat(saga.event(without, NftEvent.Awarded.class).data().rank()).isNull();
    RestAssured.given()
        .auth()
        .oauth2(manager)
        .contentType(ContentType.JSON)
        .body(body)
        .post(path)
        .then()
        .statusCode(202)
        .body("data.outcomes.result", Matchers.contains("already_awarded", "already_awarded"));
    RestAssured.given()
        .auth()
        .oauth2(manager)
        .get(path)
        .then()
        .statusCode(200)
        .body("data.awards.state", Matchers.contains("finalized", "finalized"))
        .body("data.awards.awardedBy", Matchers.contains(sub, sub))
        .body("data.audit.reason", Matchers.contains("Best trader", "Best trader"));
    RestAssured.given()
        .auth()
        .oauth2(TestTokens.user(withWallet.value(), wallet))
        .contentType(ContentType.JSON)
        .body(body)
        .post(path)
        .then()
        .statusCode(403);
  }

  @Test
  void aManagerSeesAndForeseesOnlyWhatIsGiven() {
    // Given
    String competition = "competition-" + UUID.randomUUID();
    UserId first = newUser();
    UserId second = newUser();
    linkWallet(first, new Account().getPublicKeyBase58());
    awaitWallet(first);
    saga.send(
        new CompetitionResults(
            competition,
            "Cup",
            Instant.parse("2026-11-01T00:00:00Z"),
            List.of(new Ranked(1, second), new Ranked(4, first))));
    String path = "/api/v1/admin/competitions";
    String body =
        "{\"recipients\":[{\"userId\":\"%s\"},{\"userId\":\"%s\"}]}".formatted(first, second);
    RequestSpecification manager = manager(competition);
    // When
    Awaitility.await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                manager(competition)
                    .get(path)
                    .then()
                    .body("data.items.competitionId", Matchers.contains(competition)));
    // Then
    manager
        .get(path + "/" + competition)
        .then()
        .statusCode(200)
        .body("data.name", Matchers.is("Cup"))
        .body("data.participants", Matchers.is(2))
        .body("data.awards", Matchers.is(1))
        .body("data.waitingForWallet", Matchers.is(1))
        .body("data.results.rank", Matchers.contains(1, 4))
        .body("data.results.award", Matchers.contains("waiting_for_wallet", null));
    manager(competition)
        .body(body)
        .post(path + "/" + competition + "/awards/dry-run")
        .then()
        .statusCode(200)
        .body("data.outcomes.result", Matchers.contains("queued", "already_awarded"))
        .body("data.outcomes.known", Matchers.contains(true, false));
    manager(competition)
        .get(path + "/" + competition + "/awards")
        .then()
        .body("data.awards", Matchers.hasSize(1));
    for (String other : List.of("another", competition.toUpperCase(java.util.Locale.ROOT))) {
      manager(competition).get(path + "/" + other).then().statusCode(404);
      manager(competition).get(path + "/" + other + "/awards").then().statusCode(404);
      manager(competition).body(body).post(path + "/" + other + "/awards").then().statusCode(404);
      manager(competition)
          .body(body)
          .post(path + "/" + other + "/awards/dry-run")
          .then()
          .statusCode(404);
    }
    manager().get(path).then().statusCode(200).body("data.total", Matchers.is(0));
  }

  private static RequestSpecification manager(String... competitions) {
    return RestAssured.given()
        .auth()
        .oauth2(TestTokens.manager(77, competitions))
        .contentType(ContentType.JSON);
  }

  /** Outcomes are in the order of user ids. */
  private static UserId newUser() {
    return SagaProbe.newUser();
  }

  /** The wallet has arrived once an award for it no longer waits. */
  private void awaitWallet(UserId user) {
    String manager = TestTokens.token("78", null, "competition_manager");
    Awaitility.await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                RestAssured.given()
                    .auth()
                    .oauth2(manager)
                    .contentType(ContentType.JSON)
                    .body("{\"recipients\":[{\"userId\":\"%s\"}]}".formatted(user))
                    .post("/api/v1/admin/competitions/probe-" + UUID.randomUUID() + "/awards")
                    .then()
                    .body("data.outcomes[0].result", Matchers.is("queued")));
  }

  private void linkWallet(UserId user, String wallet) {
    saga.send(new UserRecord(user, wallet, Instant.now()));
  }

  private String minted(UserId user, TraderWallet owner) {
    String sagaId = UUID.randomUUID().toString();
    saga.send(new MintNft(sagaId, user, OperationKind.CLAIM, owner.address(), 1, 0, null));
    return saga.reply(sagaId, MintConfirmed.class).mintAddress();
  }
}
