package io.aiw3.nft.qualification;

import static io.aiw3.nft.qualification.Platform.newUser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.contract.BadgeType;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What happened to a user, once each, whatever comes again and in which order. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
class HistoryIT extends UserITBase {
  private static final String PATH = "/api/v1/nft/history";
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  private final String first = "first-" + user;
  private final String second = "second-" + user;

  @Test
  void everythingIsThereOnceNewestFirst() {
    NftEvent claimed =
        new NftEvent.Claimed(
            NOON, new NftEvent.Claimed.Data(id, 1, "Tech Chicken", first, "sig1", null, 1L));
    NftEvent burned =
        new NftEvent.Burned(
            NOON.plusSeconds(3),
            new NftEvent.Burned.Data(
                id, 1, "Tech Chicken", first, NftEvent.UNKNOWN_TRANSACTION, "saga", 3L));
    NftEvent upgraded =
        new NftEvent.Upgraded(
            NOON.plusSeconds(4),
            new NftEvent.Upgraded.Data(
                id, 1, 2, "Tech Chicken", "Quant Ape", first, second, "sig2", 1L));
    NftEvent activated =
        new NftEvent.Activated(
            NOON.plusSeconds(1), new NftEvent.Activated.Data(id, 1, "Tech Chicken", first, 2L));
    NftEvent sent = transferred(id, false, NftStatus.INACTIVE, 2L, NOON.plusSeconds(5));
    BadgeEvent bound = new BadgeEvent.Bound(NOON.plusSeconds(2), badge(BadgeState.BOUND, 2L));

    // Late, early, and twice under other ids.
    platform.send(claimed, burned, activated, upgraded, sent);
    platform.send(activated, claimed, burned);
    platform.send(bound, bound);

    List<JsonNode> items = await(6);
    assertThat(items.stream().map(item -> item.path("kind").asText()))
        .containsExactly(
            "nft_sent",
            "nft_upgraded",
            "nft_burned",
            "badge_bound",
            "nft_activated",
            "nft_claimed");
    assertThat(items.get(1).path("oldMintAddress").asText()).isEqualTo(first);
    assertThat(items.get(1).path("mintAddress").asText()).isEqualTo(second);
    assertThat(items.get(1).path("fromLevel").asInt()).isEqualTo(1);
    assertThat(items.get(2).path("transactionSignature").isNull()).isTrue();
    assertThat(items.get(2).path("operationId").asText()).isEqualTo("saga");
    assertThat(items.get(3).path("badge").asText()).isEqualTo("newcomer");
    assertThat(items.get(5).path("at").asText()).isEqualTo("2026-05-01T12:00:00Z");
    mine(PATH).body("data.completeSince", notNullValue());
  }

  @Test
  void ofASaleEachSideSeesItsOwn() {
    UserId buyer = new UserId(newUser());
    platform.send(
        transferred(id, false, NftStatus.INACTIVE, 2L, NOON),
        transferred(buyer, true, NftStatus.UNLOCKED, 3L, NOON));

    assertThat(await(1).get(0).path("kind").asText()).isEqualTo("nft_sent");
    Awaitility.await()
        .until(
            () ->
                platform.number(
                    "SELECT COUNT(*) FROM user_history WHERE user_id = ? AND kind ="
                        + " 'nft_received'",
                    buyer.value()),
            found -> found.intValue() == 1);
  }

  @Test
  void aHistoryIsBounded() {
    platform.link(user, wallet);
    Awaitility.await()
        .until(
            () -> platform.number("SELECT COUNT(*) FROM `user` WHERE id = ?", user),
            found -> found.intValue() == 1);
    platform.run(
        "INSERT INTO user_history (user_id, event_key, at, kind, details) WITH RECURSIVE n (i) AS"
            + " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT ?, CONCAT('old',"
            + " a.i, ':', b.i), '2026-01-01', 'badge_bound', '{}' FROM n a JOIN n b WHERE b.i <="
            + " 10",
        user);

    platform.send(new BadgeEvent.Bound(NOON, badge(BadgeState.BOUND, 2L)));

    Awaitility.await()
        .until(
            () -> data(PATH + "?pageSize=1").path("items").path(0).path("badge").asText(),
            "newcomer"::equals);
    assertThat(platform.number("SELECT COUNT(*) FROM user_history WHERE user_id = ?", user))
        .isEqualByComparingTo("10000");
  }

  @Test
  void aCursorThatIsNotOursIsRefused() {
    mine(PATH + "?cursor=LSAx")
        .statusCode(400)
        .body("error.details.fields.'cursor'", notNullValue());
    mine(PATH).statusCode(200).body("data.items.size()", equalTo(0));
  }

  private BadgeEvent.Data badge(BadgeState state, Long version) {
    return new BadgeEvent.Data(
        id,
        "newcomer",
        "newcomer:" + user,
        "Newcomer",
        BadgeType.ACHIEVEMENT_BADGE,
        3,
        state,
        null,
        version);
  }

  private NftEvent transferred(
      UserId owner, boolean held, NftStatus status, Long version, Instant at) {
    return new NftEvent.Transferred(
        at,
        new NftEvent.Transferred.Data(
            owner, 2, "Quant Ape", second, held, status, null, null, version));
  }

  private List<JsonNode> await(int size) {
    return Awaitility.await(size + " items").until(this::all, items -> items.size() == size);
  }

  private List<JsonNode> all() {
    List<JsonNode> found = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = data(PATH + "?pageSize=2" + cursor);
      StreamSupport.stream(page.path("items").spliterator(), false).forEach(found::add);
      cursor = page.path("next").isNull() ? null : "&cursor=" + page.path("next").asText();
    } while (cursor != null && found.size() < 100);
    return found;
  }
}
