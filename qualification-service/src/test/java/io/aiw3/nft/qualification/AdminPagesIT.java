package io.aiw3.nft.qualification;

import static io.aiw3.nft.qualification.Platform.trade;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** This service's parts of the operators' pages. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
class AdminPagesIT extends UserITBase {
  @Test
  void aUserIsFoundByIdWalletMintAndTrade() {
    holdsLevelOne("100000");
    platform.send(trade("trade-" + user, wallet, "1"));
    platform.awaitUserVolume(user, "100001");

    assertFound(Integer.toString(user), "user", "user");
    assertFound(wallet, "user", "wallet");
    assertFound("mint1-" + user, "user", "mint");
    assertFound("trade-" + user, "trade", "trade");
    as("admin", "/api/v1/admin/search?q=MINT1-" + user).statusCode(200).body("data", empty());
    as("admin", "/api/v1/admin/search?q=").statusCode(400);
    as("admin", "/api/v1/admin/search").statusCode(400);
    as("admin", "/api/v1/admin/search?q=%27%20OR%201").statusCode(400);
    as("user", "/api/v1/admin/search?q=1").statusCode(403);
  }

  @Test
  void aUsersPictureHasStandingWalletsAndHistory() {
    holdsLevelOne("100000");

    as("admin", "/api/v1/admin/users/" + user)
        .statusCode(200)
        .body("data.standing.tiers[0].status", equalTo("unlocked"))
        .body("data.standing.walletAddress", equalTo(wallet))
        .body("data.wallets.walletAddress", contains(wallet))
        .body("data.wallets[0].linkedUntil", nullValue())
        .body("data.history.items.kind", contains("nft_claimed"));
    as("admin", "/api/v1/admin/users/2147483647").statusCode(404);
    as("admin", "/api/v1/admin/users/x").statusCode(404);
  }

  @Test
  void theOverviewCountsUsersAndDeadLetters() {
    platform.link(user, wallet);
    platform.kafka().send(Topics.TRADES, wallet, "{\"tradeId\":\"\"}");

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                as("admin", "/api/v1/admin/overview")
                    .statusCode(200)
                    .body("data.total", greaterThan(0))
                    .body("data.byLevel.level", hasItem(0))
                    .body(
                        "data.deadLetters.find { it.topic == 'trades.dlq' }.records",
                        greaterThan(0))
                    .body(
                        "data.deadLetters.find { it.topic == 'trades.dlq' }.newestAt",
                        notNullValue()));
  }

  private void assertFound(String q, String kind, String matched) {
    as("admin", "/api/v1/admin/search?q=" + q)
        .statusCode(200)
        .body("data.kind", hasItem(kind))
        .body("data.matched", hasItem(matched))
        .body("data.userId", hasItem(Integer.toString(user)));
  }
}
