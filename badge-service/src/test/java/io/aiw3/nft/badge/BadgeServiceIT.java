package io.aiw3.nft.badge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Earning and binding, by tasks and the API. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
@QuarkusTestResource(TestTokens.class)
class BadgeServiceIT extends BadgeITBase {
  @Test
  void aTaskEarnsItsBadgeOnceHoweverOftenItIsPublished() {
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
        .body("data.items.metadataUri", everyItem(startsWith("ipfs://Qm")))
        .body("data.items.imageUri", everyItem(startsWith("ipfs://Qm")))
        .body("data.total", equalTo(2));
    assertThat(events())
        .allMatch(data -> data.path("metadataUri").asText().startsWith("ipfs://Qm"))
        .allMatch(data -> data.path("imageUri").asText().startsWith("ipfs://Qm"));
    assertThat(eventTypes()).containsExactly("awarded", "awarded");
  }

  @Test
  void operatorsFindABadgeAndSeeAUsersBadges() {
    task("contract_novice_guidance", 1);
    awaitBadges(1);

    admin()
        .get("/api/v1/admin/search?q=contract_enlightener:" + user)
        .then()
        .statusCode(200)
        .body("data.userId", contains(Integer.toString(user)))
        .body("data.text", contains("The Contract Enlightener, owned"));
    admin()
        .get("/api/v1/admin/users/" + user)
        .then()
        .statusCode(200)
        .body("data.badge", contains("contract_enlightener"));
    admin().get("/api/v1/admin/users/2147483647").then().statusCode(404);
    admin()
        .get("/api/v1/admin/overview")
        .then()
        .statusCode(200)
        .body("data.containsKey('deadLetters')", equalTo(true));
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
        .body("data.find { it.badge == 'fission_messenger' }.state", equalTo(null))
        .body("data.find { it.badge == 'fission_messenger' }.earnedAt", equalTo(null))
        .body(
            "data.find { it.badge == 'fission_messenger' }.taskText", equalTo("Invite 10 friends"))
        .body("data.find { it.badge == 'fission_messenger' }.icon", equalTo("network"));
    as().get("/api/v1/badges/catalogue?level=4")
        .then()
        .body("data.find { it.badge == 'referral_master' }.earnedAt", notNullValue())
        .body("data.find { it.badge == 'referral_master' }.boundAt", equalTo(null));
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
    assertThat(first).contains("\"stateVersion\":\"badge/contract_enlightener:" + user + "/2\"");
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quest-service",
        "b7c1f0de-0000-4000-8000-1234567890ab@clients",
        "spiffe://example.org/\u00e9\uD83D\uDC14/ ",
        "99999999999"
      })
  void aSubjectThatIsNoUserAwardsAndIsAudited(String sub) throws SQLException {
    String token = TestTokens.token(sub, null, "service");
    String key = UUID.randomUUID().toString();

    String first = award(token, key, "newcomer").then().statusCode(201).extract().asString();
    String second = award(token, key, "newcomer").then().statusCode(201).extract().asString();

    assertThat(second).isEqualTo(first);
    assertThat(awardedBy()).isEqualTo(sub);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 80, 81, 120, 121, 255})
  void aSubjectOfAnyLengthAwards(int length) throws SQLException {
    String sub = "s".repeat(length);

    award(TestTokens.token(sub, null, "admin"), UUID.randomUUID().toString(), "newcomer")
        .then()
        .statusCode(201);

    assertThat(awardedBy()).isEqualTo(sub);
  }

  @Test
  void eachChangeOfABadgeHasTheNextNumber() {
    task("contract_novice_guidance", 1);
    awaitBadges(1);

    bindWithKey("contract_enlightener", null, 200);

    assertThat(versions()).containsExactly(1, 2);
  }

  @Test
  void aBadgeThatAnAdministratorDefinedIsAwardedWithItsMetadata() {
    String badge = "festival_" + user;
    String uri = "ipfs://QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG";
    String admin = TestTokens.withRoles(1, "admin");
    award(admin, UUID.randomUUID().toString(), badge).then().statusCode(404);

    define(badge, Map.of("name", "Festival", "type", "event_badge", "metadataUri", uri))
        .statusCode(200)
        .body("data.badge", equalTo(badge));
    award(admin, UUID.randomUUID().toString(), badge)
        .then()
        .statusCode(201)
        .body("data.badgeIdentifier", equalTo(badge + ":" + user))
        .body("data.metadataUri", equalTo(uri))
        .body("data.level", equalTo(null));

    as().get("/api/v1/badges").then().body("data.items.metadataUri", contains(uri));
    as().get("/api/v1/badges/catalogue")
        .then()
        .body("data.find { it.badge == '" + badge + "' }.metadataUri", equalTo(uri))
        .body("data.find { it.badge == '" + badge + "' }.state", equalTo("owned"));
    admin()
        .get("/api/v1/admin/badges/definitions")
        .then()
        .body("data.find { it.badge == '" + badge + "' }.name", equalTo("Festival"));
    assertThat(events())
        .allMatch(data -> data.path("metadataUri").asText().equals(uri))
        .allMatch(data -> data.path("badgeIdentifier").asText().equals(badge + ":" + user))
        .hasSize(1);
  }

  @Test
  void whatIsNoEventOrSpecialBadgeIsNotDefined() {
    String uri = "ipfs://QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG";
    define("newcomer", Map.of("name", "N", "type", "event_badge", "metadataUri", uri))
        .statusCode(400)
        .body("error.details.fields.'badge'", notNullValue());
    define("another", Map.of("name", "N", "type", "micro_badge", "metadataUri", uri))
        .statusCode(400)
        .body("error.details.fields.'type'", notNullValue());
    define(
            "another",
            Map.of("name", "N", "type", "event_badge", "metadataUri", "https://example.org/a"))
        .statusCode(400)
        .body("error.details.fields.'metadataUri'", notNullValue());
    String image = "https://example.org/a.png";
    define(
            "another",
            Map.of("name", "N", "type", "event_badge", "metadataUri", uri, "imageUri", image))
        .statusCode(400)
        .body("error.details.fields.'imageUri'", notNullValue());
  }

  private static io.restassured.response.ValidatableResponse define(
      String badge, Map<String, String> body) {
    return admin()
        .contentType("application/json")
        .body(body)
        .put("/api/v1/admin/badges/definitions/" + badge)
        .then();
  }

  private String awardedBy() throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.BADGE);
        PreparedStatement query =
            connection.prepareStatement("SELECT awarded_by FROM badge WHERE user_id = ?")) {
      query.setInt(1, user);
      try (ResultSet rows = query.executeQuery()) {
        assertThat(rows.next()).isTrue();
        return rows.getString(1);
      }
    }
  }

  @Test
  void anothersBadgeLooksLikeNone() {
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
