package io.aiw3.nft.minting;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;

import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.p2p.solanaj.core.Account;

/** What pages get before anybody has signed in, and this service's parts of operators' pages. */
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
                    .body("data.level", equalTo(List.of(1, 2, 3, 4, 5, 6, 7))));
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
        .body("data.explorer.transaction", containsString("/tx/{signature}?cluster=custom"))
        .body("data.commitments.mint", equalTo("finalized"))
        .body("data.commitments.burn", equalTo("finalized"))
        .body("data.signing.seconds", greaterThan(0))
        .body("data.signing.slotMillis", greaterThan(0));
  }

  @Test
  void operatorsFindAnNftItsTransactionAndAnAward() throws SQLException {
    int user = SagaProbe.newUser().value();
    String mint = new Account().getPublicKeyBase58();
    String request = UUID.randomUUID().toString();
    run(
        "INSERT INTO usernft (user_id, nft_definition_id, nft_mint_address, nft_level, nft_name,"
            + " status, wallet_address, token_account, request_id, mint_transaction, burned_at,"
            + " watched_at, watch_due_at) SELECT ?, id, ?, 1, name, 'burned', ?, ?, ?, '"
            + ChainProbe.MADE_UP
            + "', UTC_TIMESTAMP(3), NULL, NULL FROM nftdefinition WHERE current_level = 1",
        user,
        mint,
        mint,
        mint,
        request);
    run(
        "INSERT INTO competition_award (competition_id, user_id, competition_rank, request_id,"
            + " state, awarded_by) VALUES ('cup', ?, 1, ?, 'waiting_for_wallet', 'a manager')",
        user,
        "award-" + request);

    search(mint).body("data.id", hasItem(mint)).body("data.userId", hasItem(text(user)));
    search(text(user)).body("data.kind", hasItem("nft"));
    search("award-" + request).body("data.kind", contains("award"));
    search("no-such-thing").body("data", empty());
    admin()
        .get("/api/v1/admin/users/" + user)
        .then()
        .statusCode(200)
        .body("data.nfts.mintAddress", contains(mint))
        .body("data.transactions", empty())
        .body("data.awards.competitionId", contains("cup"));
    admin().get("/api/v1/admin/users/2147483647").then().statusCode(404);
  }

  @Test
  void theOverviewHasTheQueueTheWalletAndDeadLetters() {
    admin()
        .get("/api/v1/admin/overview")
        .then()
        .statusCode(200)
        .body("data.wallet.address", matchesPattern("[1-9A-HJ-NP-Za-km-z]{32,44}"))
        .body("data.wallet.dailyLimitLamports", greaterThan(0L))
        .body("data.wallet.dailyLimitLamportsText", matchesPattern("[1-9][0-9]*"))
        .body("data.awardsWaitingForWallet", greaterThanOrEqualTo(0))
        .body("data.deadLetters.topic", hasItem("minting-commands.dlq"));
  }

  private static ValidatableResponse search(String q) {
    return admin().get("/api/v1/admin/search?q=" + q).then().statusCode(200);
  }

  private static RequestSpecification admin() {
    return given().auth().oauth2(TestTokens.withRoles(1, "admin"));
  }

  private static String text(int user) {
    return Integer.toString(user);
  }

  private static void run(String sql, Object... parameters) throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.MINTING);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    }
  }
}
