package io.aiw3.nft.minting;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;

import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What pages are told before anybody has signed in. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "minting"))
@QuarkusTestResource(LocalNetwork.class)
@QuarkusTestResource(TestTokens.class)
class PagesIT {
  @Test
  void theArtworkOfEveryPinnedTierIsThereInSeveralWidths() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                given()
                    .get("/api/v1/nft/artwork")
                    .then()
                    .statusCode(200)
                    .body("data.level", equalTo(List.of(1, 2, 3, 4, 5, 6))));
    given()
        .get("/api/v1/nft/artwork")
        .then()
        .header("Cache-Control", containsString("max-age=60"))
        .body("data[0].name", equalTo("Tech Chicken"))
        .body("data[0].imageUri", containsString("/ipfs/"))
        .body("data[0].metadataUri", containsString("/ipfs/"))
        .body("data[0].images.width", hasItems(160, 480, 960))
        .body("data[0].images[0].url", matchesPattern(".+/ipfs/[^?]+\\?img-width=160"));
  }

  @Test
  void theConfigurationNamesClusterProgramsAndSystemWallet() {
    given()
        .get("/api/v1/nft/config")
        .then()
        .statusCode(200)
        .body("data.cluster", equalTo("localnet"))
        .body("data.programs.token", equalTo("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"))
        .body("data.updateAuthority", matchesPattern("[1-9A-HJ-NP-Za-km-z]{32,44}"))
        .body("data.explorer.transaction", containsString("/tx/{signature}?cluster=custom"));
  }
}
