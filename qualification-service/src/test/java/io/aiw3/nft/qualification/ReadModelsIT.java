package io.aiw3.nft.qualification;

import static io.aiw3.nft.qualification.Platform.newUser;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.contract.BadgeType;
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
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Replay and reordering of events about NFTs and badges. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
class ReadModelsIT extends UserITBase {
  private final String mint = "mint1-" + user;
  private final int buyer = newUser();

  @Test
  void aClaimReplayedAfterTheBurnLeavesTheResumePathOpen() {
    holdsLevelOne("500000");
    platform.send(claimed(1L), burned(2L));
    awaitNumber("SELECT resumable_level FROM `user` WHERE id = ?", user, 1);

    platform.send(claimed(1L), claimed(null));
    awaitProcessed();

    awaitNumber("SELECT resumable_level FROM `user` WHERE id = ?", user, 1);
    awaitStatus("burned");
    assertThat(verify(user, 1)).contains("\"reason\":\"TIER_ALREADY_ISSUED\"");
  }

  @Test
  void anNftThatIsSoldIsTheBuyersInWhateverOrderTheEventsCome() {
    holdsLevelOne("100000");
    platform.send(claimed(1L), activated(user, 2L));
    awaitFee(0.1f);

    platform.send(transferred(buyer, true, NftStatus.UNLOCKED, 4L));
    awaitNumber("SELECT current_nft_level FROM `user` WHERE id = ?", buyer, 1);
    platform.send(transferred(user, false, NftStatus.INACTIVE, 3L));
    platform.send(activated(user, 2L));
    awaitProcessed();

    awaitLevel(0);
    awaitFee(0.25f); // of the trophy by which the end is noticed
    awaitStatus("unlocked");
    awaitNumber("SELECT user_id FROM nft WHERE mint_address = ?", mint, buyer);
    awaitNumber("SELECT current_nft_level FROM `user` WHERE id = ?", buyer, 1);
    assertThat(verify(user, 1)).contains("\"reason\":\"TIER_ALREADY_ISSUED\"");

    // And back again.
    platform.send(transferred(user, true, NftStatus.UNLOCKED, 6L));
    awaitLevel(1);
    awaitNumber("SELECT current_nft_level FROM `user` WHERE id = ?", buyer, 0);
  }

  @Test
  void anOlderStateOfABadgeChangesNothing() {
    platform.link(user, wallet);
    platform.send(badge(BadgeState.CONSUMED, 3L), badge(BadgeState.BOUND, 2L));
    platform.send(badge(BadgeState.BOUND, null));
    awaitProcessed();

    awaitNumber("SELECT COUNT(*) FROM badge WHERE state = 'consumed' AND user_id = ?", user, 1);
  }

  private NftEvent claimed(Long version) {
    return new NftEvent.Claimed(
        Instant.now(),
        new NftEvent.Claimed.Data(id, 1, "Tech Chicken", mint, "signature", null, version));
  }

  private NftEvent burned(Long version) {
    return new NftEvent.Burned(
        Instant.now(),
        new NftEvent.Burned.Data(
            id, 1, "Tech Chicken", mint, NftEvent.UNKNOWN_TRANSACTION, null, version));
  }

  private NftEvent activated(int owner, Long version) {
    return new NftEvent.Activated(
        Instant.now(),
        new NftEvent.Activated.Data(new UserId(owner), 1, "Tech Chicken", mint, version));
  }

  private NftEvent transferred(int owner, boolean held, NftStatus status, Long version) {
    return new NftEvent.Transferred(
        Instant.now(),
        new NftEvent.Transferred.Data(
            new UserId(owner),
            1,
            "Tech Chicken",
            mint,
            held,
            status,
            id,
            new UserId(buyer),
            version));
  }

  private BadgeEvent badge(BadgeState state, Long version) {
    return new BadgeEvent.Bound(
        Instant.now(),
        new BadgeEvent.Data(
            id,
            "contract_enlightener",
            "contract_enlightener:" + user,
            "The Contract Enlightener",
            BadgeType.MICRO_BADGE,
            2,
            state,
            null,
            version));
  }

  private void awaitStatus(String status) {
    Awaitility.await(status)
        .until(
            () ->
                platform.number(
                    "SELECT COUNT(*) FROM nft WHERE mint_address = ? AND status = ?", mint, status),
            found -> found.intValue() == 1);
  }

  /** Both topics of this user are read up to here. */
  private void awaitProcessed() {
    platform.send(
        new NftEvent.Awarded(
            Instant.now(),
            new NftEvent.Awarded.Data(
                id, 6, "Trophy Breeder", "last-" + user, "signature", "competition", 1)),
        new BadgeEvent.Awarded(
            Instant.now(),
            new BadgeEvent.Data(
                id,
                "newcomer",
                "newcomer:" + user,
                "Newcomer",
                BadgeType.MICRO_BADGE,
                3,
                BadgeState.OWNED,
                null)));
    awaitNumber("SELECT COUNT(*) FROM nft WHERE mint_address = ?", "last-" + user, 1);
    awaitNumber("SELECT COUNT(*) FROM badge WHERE badge_identifier = ?", "newcomer:" + user, 1);
  }

  private static void awaitNumber(String sql, Object parameter, int expected) {
    Awaitility.await(sql)
        .until(() -> platform.number(sql, parameter), found -> found.intValue() == expected);
  }

  private static String verify(int user, int level) {
    String saga = UUID.randomUUID().toString();
    platform.send(new VerifyQualification(saga, new UserId(user), level));
    return platform
        .kafka()
        .await(Topics.SAGA_REPLIES, reply -> reply.value().contains(saga))
        .value();
  }
}
