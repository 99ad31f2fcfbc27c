package io.aiw3.nft.qualification;

import static io.aiw3.nft.qualification.Platform.newUser;
import static io.aiw3.nft.qualification.Platform.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
class PortfolioIT extends UserITBase {
  private static final String PATH = "/api/v1/nft/portfolio";

  @Test
  void aUserNobodyAnnouncedSeesEveryTierLocked() {
    JsonNode data = data(PATH);

    assertThat(data.path("volumeText").asText()).isEqualTo("0");
    assertThat(data.path("walletAddress").isNull()).isTrue();
    assertThat(statuses(data)).containsExactly("locked", "locked", "locked", "locked", "locked");
    assertThat(data.path("tiers").path(0).path("obstacle").asText()).isEqualTo("WALLET_NOT_LINKED");
    assertThat(data.path("competitionNfts")).isEmpty();
  }

  @Test
  void amountsHaveTheirExactTextBesideThem() {
    platform.link(user, wallet);
    platform.send(trade(wallet, "49999999.9999999999"));
    platform.awaitUserVolume(user, "49999999.9999999999");

    JsonNode data = data(PATH);

    assertThat(data.path("volumeText").asText()).isEqualTo("49999999.9999999999");
    assertThat(statuses(data)).startsWith("unlockable", "locked");
    assertThat(data.path("tiers").path(0).path("obstacle").isNull()).isTrue();
    JsonNode top = data.path("tiers").path(4);
    assertThat(top.path("requirement").path("volumeText").asText()).isEqualTo("50000000");
    assertThat(top.path("progress").path("shortfallText").asText()).isEqualTo("0.0000000001");
    assertThat(top.path("progress").path("ratio").decimalValue()).isEqualByComparingTo("0.9999");
  }

  @Test
  void aTierIsFollowedFromTheClaimToTheSale() {
    holdsLevelOne("612345.5");
    assertThat(statuses(data(PATH))).startsWith("unlocked", "locked");

    activated("mint1");
    awaitStatus("active");
    JsonNode tier = data(PATH).path("tiers").path(0);
    assertThat(tier.path("nft").path("mintAddress").asText()).isEqualTo("mint1-" + user);
    assertThat(tier.path("nft").path("benefitsActive").asBoolean()).isTrue();
    assertThat(tier.path("obstacle").asText()).isEqualTo("NFT_ALREADY_HELD");
    mine(PATH).body("data.benefits.feeReduction", equalTo(0.1f));

    platform.send(transferred(new UserId(newUser())));
    awaitStatus("inactive");
    assertThat(data(PATH).path("tiers").path(0).path("obstacle").asText())
        .isEqualTo("TIER_ALREADY_ISSUED");
  }

  private NftEvent transferred(UserId buyer) {
    return new NftEvent.Transferred(
        Instant.now(),
        new NftEvent.Transferred.Data(
            buyer, 1, "Tech Chicken", "mint1-" + user, true, NftStatus.UNLOCKED, id, buyer, 9L));
  }

  private void awaitStatus(String status) {
    Awaitility.await(status)
        .until(() -> statuses(data(PATH)), found -> found.get(0).equals(status));
  }

  private static List<String> statuses(JsonNode data) {
    return StreamSupport.stream(data.path("tiers").spliterator(), false)
        .map(tier -> tier.path("status").asText())
        .toList();
  }
}
