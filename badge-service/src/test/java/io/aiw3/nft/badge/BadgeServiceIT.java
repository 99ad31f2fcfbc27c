package io.aiw3.nft.badge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Earning and binding, by tasks and the API. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
@QuarkusTestResource(TestTokens.class)
class BadgeServiceIT extends BadgeITBase {
  @Test
  void aTaskEarnsItsBadgeOnceHoweverOftenItIsTold() {
    task("contract_novice_guidance", 1);
    task("contract_novice_guidance", 1);
    task("personal_data_completed", 1);

    awaitBadges(2);

    as().get("/api/v1/badges")
        .then()
        .statusCode(200)
        .body("success", equalTo(true))
        .body("data.items.badge", contains("contract_enlightener", "platform_enlightener"))
        .body("data.items.state", contains("owned", "owned"))
        .body("data.total", equalTo(2));
    assertThat(eventTypes()).containsExactly("awarded", "awarded");
  }

  @Test
  void oneTaskCanEarnSeveralBadgesAndALateSmallerCountTakesNothingBack() {
    task("friends_invited", 2);
    task("friends_invited", 1);

    awaitBadges(2);

    as().get("/api/v1/badges/catalogue?level=5")
        .then()
        .statusCode(200)
        .body("data.find { it.badge == 'fission_messenger' }.taskProgress", equalTo(2))
        .body("data.find { it.badge == 'fission_messenger' }.state", equalTo(null));
  }

  @Test
  void bindingHasOneWinnerAndNoWayBack() {
    task("contract_novice_guidance", 1);
    awaitBadges(1);

    List<Integer> answers =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> as().post("/api/v1/badges/contract_enlightener/bind").statusCode())
            .sorted()
            .toList();

    assertThat(answers).containsExactly(200, 409, 409, 409, 409, 409, 409, 409);
    as().post("/api/v1/badges/contract_enlightener/bind")
        .then()
        .statusCode(409)
        .body("error.code", equalTo("BADGE_ALREADY_BOUND"))
        .body("error.details.state", equalTo("bound"));
  }

  @Test
  void theSameIdempotencyKeyGivesTheSameAnswer() {
    task("contract_novice_guidance", 1);
    awaitBadges(1);

    String first = bindWithKey("contract_enlightener", "k1", 200);
    String second = bindWithKey("contract_enlightener", "k1", 200);

    assertThat(second).isEqualTo(first);
    assertThat(first).containsPattern("\"boundAt\":\"[0-9T:-]{19}(\\.[0-9]{1,3})?Z\"");
  }

  @Test
  void aKeyUsedForAnotherBodyIsRefused() {
    String admin = TestTokens.withRoles(1, "admin");
    String key = UUID.randomUUID().toString();
    award(admin, key, "newcomer").then().statusCode(201);

    award(admin, key, "strategy_creator")
        .then()
        .statusCode(409)
        .body("error.code", equalTo("IDEMPOTENCY_KEY_REUSED"))
        .body("error.details.idempotencyKey", equalTo(key));
  }

  @Test
  void anothersBadgeCannotBeToldFromNone() {
    task("contract_novice_guidance", 1);
    awaitBadges(1);

    given()
        .auth()
        .oauth2(TestTokens.user(USERS.incrementAndGet(), null))
        .post("/api/v1/badges/contract_enlightener/bind")
        .then()
        .statusCode(404)
        .body("error.code", equalTo("NOT_FOUND"));
  }

  @Test
  void withoutATokenThereIsNothing() {
    given()
        .header("X-Request-ID", "req-7")
        .get("/api/v1/badges")
        .then()
        .statusCode(401)
        .header("X-Request-ID", "req-7")
        .body("success", equalTo(false))
        .body("error.code", equalTo("UNAUTHORIZED"))
        .body("meta.requestId", equalTo("req-7"));
    as().body("{\"userId\":\"1\",\"badge\":\"newcomer\"}")
        .contentType("application/json")
        .post("/api/v1/admin/badges")
        .then()
        .statusCode(403);
  }

  private io.restassured.response.Response award(String token, String key, String badge) {
    return given()
        .auth()
        .oauth2(token)
        .header("Idempotency-Key", key)
        .contentType("application/json")
        .body(Map.of("userId", Integer.toString(user), "badge", badge))
        .post("/api/v1/admin/badges");
  }
}
