package io.aiw3.nft.qualification;

import static io.aiw3.nft.qualification.Platform.trade;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
class StatusIT extends UserITBase {
  @Test
  void aUserNobodyAnnouncedHasAnEmptyStatus() {
    mine("/api/v1/nft/status")
        .statusCode(200)
        .body("success", equalTo(true))
        .body("meta.version", equalTo("v1"))
        .body("data.currentNFT", nullValue())
        .body("data.qualification.nextLevel", equalTo(1))
        .body("data.qualification.progress", equalTo(0))
        .body("data.qualification.requirements.tradingVolume", equalTo(100000))
        .body("data.qualification.requirements.badges", hasSize(0));
    mine("/api/v1/nft/benefits").body("data.feeReduction", equalTo(0));
  }

  @Test
  void theStatusHasTheShapeOfTheDataModel() {
    holdsLevelOne("375000");
    activated("mint1");

    Awaitility.await()
        .untilAsserted(
            () -> mine("/api/v1/nft/status").body("data.currentNFT.benefitsActive", equalTo(true)));

    JsonNode data = data("/api/v1/nft/status");
    assertThat(names(data)).containsExactly("currentNFT", "qualification");
    assertThat(data.path("currentNFT").toString())
        .isEqualTo(
            ("{\"level\":1,\"tierName\":\"Tech Chicken\",\"mintAddress\":\"mint1-%d\","
                    + "\"benefits\":{\"feeReduction\":0.1,\"aiagentUses\":10},"
                    + "\"status\":\"active\",\"benefitsActive\":true}")
                .formatted(user));
    assertThat(data.path("qualification").toString())
        .isEqualTo(
            "{\"nextLevel\":2,\"progress\":0.75,\"requirements\":{\"tradingVolume\":500000,"
                + "\"tradingVolumeText\":\"500000\",\"badges\":[\"contract_enlightener\",\"platform_enlightener\"]}}");
    mine("/api/v1/nft/benefits")
        .body("data.level", equalTo(1))
        .body("data.feeReduction", equalTo(0.1f))
        .body("data.aiagentUses", equalTo(10))
        .body("data.sources.mintAddress", contains("mint1-" + user));
  }

  @Test
  void qualificationsListWhatIsMissingForEveryLevel() {
    platform.link(user, wallet);
    platform.send(trade(wallet, "250000.5"));
    platform.awaitUserVolume(user, "250000.5");

    Awaitility.await()
        .untilAsserted(
            () ->
                mine("/api/v1/nft/qualifications")
                    .body("data.currentLevel", equalTo(0))
                    .body("data.levels.level", contains(1, 2, 3, 4, 5))
                    .body("data.levels.qualified", contains(true, false, false, false, false))
                    .body("data.levels[1].shortfall", equalTo(249999.5f))
                    .body("data.levels[1].progress", equalTo(0.5f))
                    .body("data.levels[2].badgesMissing", hasSize(4)));
  }

  @Test
  void othersAreSeenByServicesAndAdministratorsOnly() {
    platform.link(user, wallet);
    platform.send(trade(wallet, "100000"));
    platform.awaitUserVolume(user, "100000");

    given().get("/api/v1/nft/status").then().statusCode(401);
    mine("/api/v1/users/" + user + "/nft/status").statusCode(403);
    mine("/api/v1/admin/users/nft-status").statusCode(403);
    as("service", "/api/v1/users/" + user + "/nft/status")
        .statusCode(200)
        .body("data.qualification.nextLevel", equalTo(1));
    as("admin", "/api/v1/users/" + user + "/nft/benefits").statusCode(200);
    as("admin", "/api/v1/users/abc/nft/status").statusCode(404);
    String nobody = "/api/v1/users/" + Platform.newUser() + "/nft/";
    as("service", nobody + "status").statusCode(404).body("error.code", equalTo("NOT_FOUND"));
    as("admin", nobody + "benefits").statusCode(404);
    given().get("/api/v1/nft/tiers").then().statusCode(200).body("data", hasSize(6));
  }

  @Test
  void administratorsListUsersByLevelAndQualification() {
    platform.link(user, wallet);
    platform.send(trade(wallet, "100000"));
    platform.awaitUserVolume(user, "100000");

    JsonNode found = null;
    int page = 1;
    do {
      JsonNode list =
          read(
              as(
                      "admin",
                      "/api/v1/admin/users/nft-status?level=0&qualified=true&pageSize=100&page="
                          + page++)
                  .statusCode(200)
                  .extract()
                  .asString());
      assertThat(list.path("items")).isNotEmpty();
      for (JsonNode item : list.path("items")) {
        assertThat(item.path("qualified").asBoolean()).isTrue();
        if (item.path("userId").asText().equals(Integer.toString(user))) {
          found = item;
        }
      }
    } while (found == null);

    assertThat(found.path("walletAddress").asText()).isEqualTo(wallet);
    assertThat(found.path("nextLevel").asInt()).isEqualTo(1);
    as("admin", "/api/v1/admin/users/nft-status?pageSize=101")
        .statusCode(400)
        .body("error.code", equalTo("VALIDATION_FAILED"));
  }

  @Test
  void pagesHoldEveryUserOnceInOrder() {
    holdsLevelOne("1");
    int total = list("?level=1&pageSize=1").path("total").asInt();
    List<Integer> users = new ArrayList<>();

    for (int page = 1; page <= total; page++) {
      JsonNode one = list("?level=1&pageSize=1&page=" + page).path("items");
      assertThat(one).hasSize(1);
      assertThat(one.at("/0/currentLevel").asInt()).isEqualTo(1);
      users.add(one.at("/0/userId").asInt());
    }

    assertThat(users).isSorted().doesNotHaveDuplicates().contains(user);
    assertThat(list("?level=1&pageSize=1&page=" + (total + 1)).path("items")).isEmpty();
    assertThat(list("?level=1&qualified=true&pageSize=100").path("items"))
        .noneMatch(item -> item.path("userId").asInt() == user);
  }

  private static JsonNode list(String query) {
    return read(
        as("admin", "/api/v1/admin/users/nft-status" + query).statusCode(200).extract().asString());
  }
}
