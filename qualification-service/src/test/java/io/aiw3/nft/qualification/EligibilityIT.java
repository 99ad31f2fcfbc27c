package io.aiw3.nft.qualification;

import static io.aiw3.nft.qualification.Platform.newUser;
import static io.aiw3.nft.qualification.Platform.trade;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.QualificationCommand.VerifyQualification;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
class EligibilityIT extends UserITBase {
  private static final int TOGETHER = 20;

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
  void commandsThatComeTogetherAreAnsweredOneForEach() {
    platform.link(user, wallet);
    platform.send(trade(wallet, "100000"));
    platform.awaitUserVolume(user, "100000");
    Map<String, UserId> sagas = new LinkedHashMap<>();
    for (int i = 0; i < TOGETHER; i++) {
      UserId other = i % 2 == 0 ? id : new UserId(newUser());
      sagas.put(UUID.randomUUID().toString(), other);
    }

    sagas.forEach((saga, other) -> platform.send(new VerifyQualification(saga, other, 1)));

    sagas.forEach(
        (saga, other) -> {
          JsonNode reply =
              Platform.parse(
                  platform.kafka().await(Topics.SAGA_REPLIES, m -> m.value().contains(saga)));
          assertThat(reply.path("userId").asInt()).isEqualTo(other.value());
          assertThat(reply.path("replyType").asText())
              .isEqualTo(other.equals(id) ? "qualification_verified" : "qualification_refused");
        });
  }

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
}
