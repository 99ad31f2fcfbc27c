package io.aiw3.nft.qualification;

import static io.aiw3.nft.qualification.Platform.newUser;
import static io.aiw3.nft.qualification.Platform.newWallet;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.contract.BadgeType;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A read that names the version of an answer never shows the state before it. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
class ReadsAfterChangesIT extends UserITBase {
  private static final int AT_ONCE = 24;

  @Inject RedisDataSource redis;

  @Test
  void theFirstReadAfterBindingShowsTheBadge() {
    String identifier = "contract_enlightener:" + user;
    platform.link(user, wallet);
    mine("/api/v1/nft/qualifications").statusCode(200);

    CompletableFuture<Response> read =
        CompletableFuture.supplyAsync(
            () -> read("/api/v1/nft/qualifications", "badge/" + identifier + "/2"));
    platform.send(
        new BadgeEvent.Bound(
            Instant.now(),
            new BadgeEvent.Data(
                id,
                "contract_enlightener",
                identifier,
                "The Contract Enlightener",
                BadgeType.MICRO_BADGE,
                2,
                BadgeState.BOUND,
                null,
                2L)));

    read.join()
        .then()
        .statusCode(200)
        .body("data.levels[1].badgesMissing", equalTo(List.of("platform_enlightener")));
  }

  @Test
  void theFirstReadAfterActivatingShowsTheBenefitsWhateverTheCacheHolds() {
    String mint = newWallet();
    platform.link(user, wallet);
    platform.send(
        new NftEvent.Claimed(
            Instant.now(),
            new NftEvent.Claimed.Data(id, 1, "Tech Chicken", mint, "signature", null, 1L)));
    read("/api/v1/nft/benefits", "operation/of-another-service/7,nft/" + mint + "/1")
        .then()
        .statusCode(200)
        .body("data.feeReduction", equalTo(0));

    platform.send(
        new NftEvent.Activated(
            Instant.now(), new NftEvent.Activated.Data(id, 1, "Tech Chicken", mint, 2L)));

    read("/api/v1/nft/benefits", "nft/" + mint + "/2")
        .then()
        .statusCode(200)
        .body("data.feeReduction", equalTo(0.1f));
  }

  @Test
  void whatDoesNotComeIsA503AndOtherReadsGoOn() {
    ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<CompletableFuture<Response>> reads =
          Stream.generate(
                  () ->
                      CompletableFuture.supplyAsync(
                          () -> read("/api/v1/nft/status", "badge/none:" + user + "/1"), callers))
              .limit(AT_ONCE)
              .toList();

      reads.forEach(
          read ->
              read.join()
                  .then()
                  .statusCode(503)
                  .header("Retry-After", notNullValue())
                  .body("error.code", equalTo("DEPENDENCY_UNAVAILABLE")));
    } finally {
      callers.shutdown();
    }
    mine("/api/v1/nft/status").statusCode(200);
  }

  /** Of others a user learns nothing by it, and changes nothing. */
  @Test
  void whatAnotherUserOwnsIsAsIfItDidNotExist() {
    String mint = newWallet();
    String badge = "newcomer:" + user;
    platform.link(user, wallet);
    platform.send(
        new NftEvent.Claimed(
            Instant.now(),
            new NftEvent.Claimed.Data(id, 1, "Tech Chicken", mint, "signature", null, 1L)));
    platform.send(
        new BadgeEvent.Awarded(
            Instant.now(),
            new BadgeEvent.Data(
                id,
                "newcomer",
                badge,
                "Newcomer",
                BadgeType.ACHIEVEMENT_BADGE,
                3,
                BadgeState.OWNED,
                null,
                1L)));
    read("/api/v1/nft/status", "nft/" + mint + "/1,badge/" + badge + "/1").then().statusCode(200);
    String cached = "nft_qual:" + user;
    Awaitility.await()
        .until(
            () -> {
              mine("/api/v1/nft/status").statusCode(200);
              return redis.key().exists(cached);
            });

    String stranger = TestTokens.user(newUser(), newWallet());
    for (String version : List.of("nft/" + mint + "/1", "badge/" + badge + "/1")) {
      read(stranger, "/api/v1/nft/status", version).then().statusCode(503);
    }

    assertThat(redis.key().exists(cached)).isTrue();

    read(
            TestTokens.withRoles(1, "service"),
            "/api/v1/users/" + user + "/nft/status",
            "badge/" + badge + "/1")
        .then()
        .statusCode(200);
  }

  /** The row is the buyer's by then. */
  @Test
  void whoSoldAnNftAtOnceStillSeesThePageAfterTheirOwnChange() {
    String mint = newWallet();
    int buyer = newUser();
    platform.link(user, wallet);
    platform.send(
        new NftEvent.Claimed(
            Instant.now(),
            new NftEvent.Claimed.Data(id, 1, "Tech Chicken", mint, "signature", null, 1L)));
    platform.send(
        new NftEvent.Activated(
            Instant.now(), new NftEvent.Activated.Data(id, 1, "Tech Chicken", mint, 2L)));
    read("/api/v1/nft/benefits", "nft/" + mint + "/2").then().statusCode(200);
    platform.run("INSERT IGNORE INTO `user` (id) VALUES (?)", buyer);
    platform.run("UPDATE nft SET user_id = ?, version = 3 WHERE mint_address = ?", buyer, mint);

    read("/api/v1/nft/benefits", "nft/" + mint + "/2").then().statusCode(200);
    read("/api/v1/nft/benefits", "nft/" + mint + "/3").then().statusCode(503);
  }

  @Test
  void oneThatIsNamedSeveralTimesAndFarAheadIsWaitedForOnce() {
    platform.link(user, wallet);
    String ahead = "nft/" + newWallet() + "/999999999999999999";

    read("/api/v1/nft/status", String.join(",", Collections.nCopies(8, ahead)))
        .then()
        .statusCode(503)
        .header("Retry-After", notNullValue());
  }

  @Test
  void whatIsNoVersionIsRefused() {
    for (String wrong :
        List.of(
            "x",
            "nft/a",
            "nft//1",
            "nft/a/-1",
            "nft/a/1,".repeat(9),
            "nft/a/" + "9".repeat(4000))) {
      read("/api/v1/nft/status", wrong)
          .then()
          .statusCode(400)
          .body("error.code", equalTo("VALIDATION_FAILED"))
          .body("error.details.fields.'X-State-Version'", notNullValue());
    }
  }

  private Response read(String path, String version) {
    return read(TestTokens.user(user, wallet), path, version);
  }

  private static Response read(String token, String path, String version) {
    return given().auth().oauth2(token).header("X-State-Version", version).get(path);
  }
}
