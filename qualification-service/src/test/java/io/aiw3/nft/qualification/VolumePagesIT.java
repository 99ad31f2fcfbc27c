package io.aiw3.nft.qualification;

import static io.aiw3.nft.qualification.Platform.newUser;
import static io.aiw3.nft.qualification.Platform.newWallet;
import static io.aiw3.nft.qualification.Platform.reversal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.Trade;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
class VolumePagesIT extends UserITBase {
  private static final String PATH = "/api/v1/nft/volume";
  private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");

  @Test
  void everyTradeIsThereOnceNewestFirstWithTheReasonWhyItDoesNotCount() {
    Trade undone = trade("undone", wallet, "7", DAY.plusSeconds(3));
    platform.link(user, wallet);
    platform.send(
        trade("a", wallet, "0.0000000001", DAY),
        trade("c", wallet, "3", DAY.plusSeconds(2)),
        trade("b", wallet, "2", DAY.plusSeconds(2)),
        undone,
        trade("timeless", wallet, "5", null),
        reversal(named("reversal"), undone));
    platform.awaitUserVolume(user, "10.0000000001");

    List<JsonNode> found = all(2);

    assertThat(found.stream().map(item -> item.path("tradeId").asText()))
        .containsExactly(named("undone"), named("c"), named("b"), named("a"), named("timeless"));
    assertThat(found.get(0).path("counted").asBoolean()).isFalse();
    assertThat(found.get(0).path("reason").asText()).isEqualTo("REVERSED");
    assertThat(found.get(0).path("reversedBy").asText()).isEqualTo(named("reversal"));
    assertThat(found.get(1).path("reason").isNull()).isTrue();
    assertThat(found.get(3).path("amountText").asText()).isEqualTo("0.0000000001");
    assertThat(found.get(4).path("executedAt").isNull()).isTrue();
    mine(PATH).body("data.volumeText", equalTo("10.0000000001"));
    BigDecimal counted =
        found.stream()
            .filter(item -> item.path("counted").asBoolean())
            .map(item -> new BigDecimal(item.path("amountText").asText()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(counted).isEqualByComparingTo("10.0000000001");
  }

  @Test
  void aWalletThatPassedOnShowsEachUserTheirOwnTrades() {
    int later = newUser();
    platform.link(user, wallet, DAY);
    platform.send(trade("early", wallet, "1", DAY.plusSeconds(10)));
    platform.awaitUserVolume(user, "1");
    platform.link(user, newWallet(), DAY.plusSeconds(100));
    platform.link(later, wallet, DAY.plusSeconds(101));
    Awaitility.await()
        .until(
            () -> platform.number("SELECT COUNT(*) FROM wallet_link WHERE user_id = ?", later),
            count -> count.intValue() == 1);
    platform.send(
        trade("late", wallet, "2", DAY.plusSeconds(200)),
        trade("backfilled", wallet, "4", DAY.plusSeconds(20)));
    platform.awaitUserVolume(later, "2");
    platform.awaitUserVolume(user, "5");

    assertThat(all(10).stream().map(item -> item.path("tradeId").asText()))
        .containsExactly(named("backfilled"), named("early"));
    String body =
        RestAssured.given().auth().oauth2(TestTokens.user(later, wallet)).get(PATH).asString();
    assertThat(read(body).path("items").findValuesAsText("tradeId")).containsExactly(named("late"));
    assertThat(read(body).path("next").isNull()).isTrue();
  }

  @Test
  void aCursorThatIsNotOursIsRefused() {
    for (String cursor : List.of("x", "%20", "MTIz", "LSA", "OTk5OTk5OTk5OTk5OTk5IGE")) {
      mine(PATH + "?cursor=" + cursor)
          .statusCode(400)
          .body("error.code", equalTo("VALIDATION_FAILED"))
          .body("error.details.fields.'cursor'", notNullValue());
    }
    mine(PATH + "?pageSize=101").statusCode(400);
    mine(PATH).statusCode(200).body("data.volumeText", equalTo("0"));
  }

  private String named(String id) {
    return id + "-" + user;
  }

  private Trade trade(String id, String wallet, String price, Instant at) {
    return new Trade(named(id), wallet, "perpetual", new BigDecimal(price), null, at);
  }

  private List<JsonNode> all(int pageSize) {
    List<JsonNode> found = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = data(PATH + "?pageSize=" + pageSize + cursor);
      StreamSupport.stream(page.path("items").spliterator(), false).forEach(found::add);
      cursor = page.path("next").isNull() ? null : "&cursor=" + page.path("next").asText();
    } while (cursor != null && found.size() < 100);
    return found;
  }
}
