package io.aiw3.nft.qualification;

import static io.aiw3.nft.qualification.Platform.newUser;
import static io.aiw3.nft.qualification.Platform.newWallet;
import static io.aiw3.nft.qualification.Platform.trade;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.QualificationCommand.VerifyQualification;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
class QualificationServiceIT {
  private static Platform platform;

  @Inject RedisDataSource redis;

  private final int user = newUser();
  private final UserId id = new UserId(user);
  private final String wallet = newWallet();

  @BeforeAll
  static void connect() {
    platform = new Platform();
  }

  @AfterAll
  static void disconnect() {
    platform.close();
  }

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
                + "\"badges\":[\"contract_enlightener\",\"platform_enlightener\"]}}");
    mine("/api/v1/nft/benefits")
        .body("data.level", equalTo(1))
        .body("data.feeReduction", equalTo(0.1f))
        .body("data.aiagentUses", equalTo(10))
        .body("data.sources.mintAddress", contains("mint1-" + user));
  }

  @Test
  void qualificationsTellWhatIsMissingForEveryLevel() {
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
  void aClaimIsVerifiedOrRefusedWithWhatIsMissing() {
    assertThat(verify(1).path("reason").asText())
        .isEqualTo("No wallet is linked to the user for claim");
    platform.link(user, wallet);
    platform.send(trade(wallet, "75000"));
    platform.awaitUserVolume(user, "75000");

    JsonNode refused = verify(1);

    assertThat(refused.path("replyType").asText()).isEqualTo("qualification_refused");
    assertThat(refused.path("reason").asText()).isEqualTo("Insufficient trading volume for claim");
    assertThat(refused.path("shortfall").toString())
        .isEqualTo(
            "{\"required\":100000,\"current\":75000,\"shortfall\":25000,\"badgesRequired\":0,"
                + "\"badgesCollected\":0,\"badgesMissing\":[],\"currentLevel\":0}");
    platform.send(trade(wallet, "25000"));
    platform.awaitUserVolume(user, "100000");
    JsonNode verified = verify(1);
    assertThat(verified.path("replyType").asText()).isEqualTo("qualification_verified");
    assertThat(verified.path("walletAddress").asText()).isEqualTo(wallet);
    assertThat(verified.has("currentMint")).isFalse();
    assertThat(verified.path("burned").asBoolean()).isFalse();
  }

  @Test
  void anUpgradeNeedsBoundBadgesAndGoesOnAfterABurn() {
    holdsLevelOne("500000");
    badge("contract_enlightener", BadgeState.BOUND);
    badge("platform_enlightener", BadgeState.OWNED);
    awaitQualified(2, false, 1);

    JsonNode refused = verify(2);
    assertThat(refused.path("reason").asText()).isEqualTo("Insufficient bound badges for upgrade");
    assertThat(refused.at("/shortfall/badgesMissing").toString())
        .isEqualTo("[\"platform_enlightener\"]");

    badge("platform_enlightener", BadgeState.BOUND);
    awaitQualified(2, true, 2);
    JsonNode verified = verify(2);
    assertThat(verified.path("currentMint").asText()).isEqualTo("mint1-" + user);
    assertThat(verified.path("currentLevel").asInt()).isEqualTo(1);
    assertThat(verified.path("badgesRequired").asInt()).isEqualTo(2);

    burned("mint1", 1, "saga");
    awaitLevel(0);
    assertThat(platform.number("SELECT resumable_level FROM `user` WHERE id = ?", user)).isOne();
    awaitQualified(2, true, 2);
    JsonNode resumed = verify(2);
    assertThat(resumed.path("burned").asBoolean()).isTrue();
    assertThat(resumed.path("currentMint").asText()).isEqualTo("mint1-" + user);

    platform.send(
        new NftEvent.Upgraded(
            Instant.now(),
            new NftEvent.Upgraded.Data(
                id, 1, 2, "Tech Chicken", "Quant Ape", "mint1-" + user, "mint2-" + user, "sig")));
    badge("contract_enlightener", BadgeState.CONSUMED);
    badge("platform_enlightener", BadgeState.CONSUMED);
    awaitLevel(2);
    awaitQualified(2, false, 0);
    assertThat(platform.number("SELECT resumable_level FROM `user` WHERE id = ?", user)).isZero();
    assertThat(verify(2).path("reason").asText())
        .isEqualTo("An NFT of this level or a higher one is held already for upgrade");
    JsonNode last = lastSnapshot();
    assertThat(last.at("/data/currentLevel").asInt()).isEqualTo(2);
  }

  @Test
  void anNftThatLeftTheWalletGivesNothingUntilItComesBack() {
    holdsLevelOne("100000");
    activated("mint1");
    awaitFee(0.1f);

    transferred(false, NftStatus.INACTIVE);
    awaitLevel(0);
    awaitFee(0);
    transferred(true, NftStatus.ACTIVE);

    awaitLevel(1);
    awaitFee(0.1f);
  }

  @Test
  void theSameMessageTakesEffectOnce() {
    platform.link(user, wallet);
    Map<String, String> headers = Map.of(MessageHeaders.ID, UUID.randomUUID().toString());
    String saga = UUID.randomUUID().toString();
    for (int i = 0; i < 3; i++) {
      platform.send(new VerifyQualification(saga, id, 1), headers);
    }

    verify(1);

    assertThat(
            platform.bodies(Topics.SAGA_REPLIES, user).stream()
                .filter(reply -> reply.path("sagaId").asText().equals(saga)))
        .hasSize(1);
  }

  @Test
  void cachesHaveTheKeysAndLifeOfTheDataModelAndAreDroppedOnChange() {
    holdsLevelOne("100000");
    activated("mint1");
    awaitFee(0.1f);
    mine("/api/v1/nft/status").statusCode(200);

    JsonNode qualification = cached("nft_qual:" + user);
    assertThat(names(qualification))
        .containsExactly(
            "trading_volume", "badges_collected", "eligible_levels", "last_calculated", "ttl");
    assertThat(qualification.path("trading_volume").decimalValue()).isEqualByComparingTo("100000");
    assertThat(qualification.path("eligible_levels").toString()).isEqualTo("[1]");
    assertThat(qualification.path("ttl").asInt()).isEqualTo(300);
    assertThat(redis.key().ttl("nft_qual:" + user)).isBetween(290L, 300L);
    JsonNode benefits = cached("nft_benefits:" + user);
    assertThat(names(benefits))
        .containsExactly("level", "feeReduction", "aiagentUses", "cached_at");
    assertThat(redis.key().ttl("nft_benefits:" + user)).isBetween(3590L, 3600L);

    platform.send(trade(wallet, "1"));
    Awaitility.await().until(() -> !redis.key().exists("nft_qual:" + user));
    mine("/api/v1/nft/qualifications").body("data.tradingVolume", equalTo(100001));
  }

  @Test
  void aStampedeFillsTheCachesOnce() throws Exception {
    mine("/api/v1/nft/status");
    TestInfrastructure.flushRedis();
    double before = misses();
    ExecutorService pool = Executors.newFixedThreadPool(16);
    List<Callable<Integer>> requests =
        Collections.nCopies(64, () -> mine("/api/v1/nft/status").extract().statusCode());
    for (Future<Integer> answer : pool.invokeAll(requests)) {
      assertThat(answer.get()).isEqualTo(200);
    }
    pool.shutdown();

    assertThat(misses() - before).isEqualTo(1);
  }

  @Test
  void withoutRedisMySqlAnswersAndNothingOldIsServedAfterwards() {
    platform.link(user, wallet);
    platform.send(trade(wallet, "1000"));
    platform.awaitUserVolume(user, "1000");
    Awaitility.await()
        .untilAsserted(
            () -> mine("/api/v1/nft/qualifications").body("data.tradingVolume", equalTo(1000)));
    TestInfrastructure.redis().pause();
    try {
      mine("/api/v1/nft/qualifications").statusCode(200).body("data.tradingVolume", equalTo(1000));
      platform.send(trade(wallet, "500"));
      platform.awaitUserVolume(user, "1500");
      Awaitility.await()
          .untilAsserted(
              () -> mine("/api/v1/nft/qualifications").body("data.tradingVolume", equalTo(1500)));
      assertThat(metric("aiw3_cache_reads_total{outcome=\"away\"")).isGreaterThan(0);
    } finally {
      TestInfrastructure.redis().resume();
    }

    for (int i = 0; i < 20; i++) {
      mine("/api/v1/nft/qualifications").body("data.tradingVolume", equalTo(1500));
    }
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

  private void holdsLevelOne(String volume) {
    platform.link(user, wallet);
    platform.send(trade(wallet, volume));
    platform.awaitUserVolume(user, volume);
    platform.send(
        new NftEvent.Claimed(
            Instant.now(),
            new NftEvent.Claimed.Data(id, 1, "Tech Chicken", "mint1-" + user, "signature")));
    awaitLevel(1);
  }

  private void activated(String mint) {
    platform.send(
        new NftEvent.Activated(
            Instant.now(), new NftEvent.Activated.Data(id, 1, "Tech Chicken", mint + "-" + user)));
  }

  private void burned(String mint, int level, String saga) {
    platform.send(
        new NftEvent.Burned(
            Instant.now(),
            new NftEvent.Burned.Data(id, level, "Tech Chicken", mint + "-" + user, "sig", saga)));
  }

  private void transferred(boolean held, NftStatus status) {
    platform.send(
        new NftEvent.Transferred(
            Instant.now(),
            new NftEvent.Transferred.Data(id, 1, "Tech Chicken", "mint1-" + user, held, status)));
  }

  private void badge(String badge, BadgeState state) {
    var definition = BadgeCatalogue.standard().find(badge).orElseThrow();
    platform.send(
        new BadgeEvent.Bound(
            Instant.now(),
            new BadgeEvent.Data(
                id,
                badge,
                badge + ":" + user,
                definition.name(),
                definition.type(),
                definition.level(),
                state,
                null)));
  }

  private void awaitLevel(int level) {
    Awaitility.await("level " + level)
        .until(
            () -> platform.number("SELECT current_nft_level FROM `user` WHERE id = ?", user),
            found -> found.intValue() == level);
  }

  private void awaitQualified(int level, boolean qualified, int badges) {
    Awaitility.await("qualification for level " + level)
        .until(
            () ->
                platform.number(
                    "SELECT COUNT(*) FROM usernftqualification WHERE user_id = ? AND target_level"
                        + " = ? AND is_qualified = ? AND badges_collected = ?",
                    user,
                    level,
                    qualified,
                    badges),
            found -> found.intValue() == 1);
  }

  private void awaitFee(float reduction) {
    Awaitility.await()
        .untilAsserted(
            () -> {
              float found =
                  mine("/api/v1/nft/benefits").extract().jsonPath().getFloat("data.feeReduction");
              assertThat(found).isEqualTo(reduction);
            });
  }

  /** Asks as the orchestrator does, and waits for the answer. */
  private JsonNode verify(int level) {
    String saga = UUID.randomUUID().toString();
    platform.send(new VerifyQualification(saga, id, level));
    return Platform.parse(
        platform.kafka().await(Topics.SAGA_REPLIES, reply -> reply.value().contains(saga)));
  }

  private JsonNode lastSnapshot() {
    return Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(30))
        .until(
            () -> {
              List<JsonNode> all = platform.bodies(Topics.QUALIFICATION_EVENTS, user);
              return all.get(all.size() - 1);
            },
            last ->
                platform
                            .number("SELECT snapshot_version FROM `user` WHERE id = ?", user)
                            .longValue()
                        == last.at("/data/version").asLong()
                    && platform
                            .number(
                                "SELECT 1 FROM `user` WHERE id = ? AND snapshot_due IS NULL", user)
                            .signum()
                        > 0);
  }

  private ValidatableResponse mine(String path) {
    return given().auth().oauth2(TestTokens.user(user, wallet)).get(path).then();
  }

  private static ValidatableResponse as(String role, String path) {
    return given().auth().oauth2(TestTokens.withRoles(1, role)).get(path).then();
  }

  private JsonNode data(String path) {
    return read(mine(path).extract().asString());
  }

  private static JsonNode read(String envelope) {
    try {
      return ContractJson.mapper().readTree(envelope).path("data");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode cached(String key) {
    String value = redis.value(String.class).get(key);
    assertThat(value).as(key).isNotNull();
    try {
      return ContractJson.mapper().readTree(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> names(JsonNode node) {
    Set<String> names = new LinkedHashSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static double misses() {
    return metric("aiw3_cache_fills_total");
  }

  private static double metric(String prefix) {
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(prefix))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
