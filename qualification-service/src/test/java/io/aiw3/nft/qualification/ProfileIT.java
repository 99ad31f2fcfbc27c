package io.aiw3.nft.qualification;

import static io.aiw3.nft.qualification.Platform.newWallet;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
class ProfileIT extends UserITBase {
  @Test
  void aProfileIsSeenOnlyWhileItsOwnerAllowsIt() {
    holdsLevelOne("612345.5");
    Object unknown = profile(newWallet()).statusCode(404).extract().jsonPath().get("error");
    assertThat(profile(wallet).statusCode(404).extract().jsonPath().<Object>get("error"))
        .isEqualTo(unknown);
    mine("/api/v1/nft/profile").body("data.public", equalTo(false));

    put("{\"public\": true}").statusCode(200).body("data.public", equalTo(true));

    mine("/api/v1/nft/profile").body("data.public", equalTo(true));
    String shown =
        profile(wallet)
            .statusCode(200)
            .body("data.walletAddress", equalTo(wallet))
            .body("data.currentLevel", equalTo(1))
            .body("data.nfts.mintAddress", contains("mint1-" + user))
            .extract()
            .asString();
    assertThat(shown).doesNotContain("userId", "612345");

    String other = newWallet();
    platform.link(user, other);
    Awaitility.await().untilAsserted(() -> profile(other).statusCode(200));
    profile(wallet).statusCode(404);
    put("{\"public\": false}").statusCode(200);
    profile(other).statusCode(404);
  }

  @Test
  void whatIsNoAnswerIsRefused() {
    put("{}").statusCode(400);
    put("{\"public\": \"yes\"}").statusCode(400);
    given()
        .contentType("application/json")
        .body("{\"public\": true}")
        .put("/api/v1/nft/profile")
        .then()
        .statusCode(401);
  }

  private ValidatableResponse put(String body) {
    return given()
        .auth()
        .oauth2(TestTokens.user(user, wallet))
        .contentType("application/json")
        .body(body)
        .put("/api/v1/nft/profile")
        .then();
  }

  private static ValidatableResponse profile(String wallet) {
    return given().get("/api/v1/nft/profiles/" + wallet).then();
  }
}
