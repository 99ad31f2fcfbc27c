package io.aiw3.nft.qualification;

import static io.aiw3.nft.qualification.Platform.newUser;
import static io.aiw3.nft.qualification.Platform.newWallet;
import static io.aiw3.nft.qualification.Platform.reversal;
import static io.aiw3.nft.qualification.Platform.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.Trade;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A trade counts once, for one user, permanently. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
class VolumeCreditIT extends UserITBase {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private final int second = newUser();
  private final int third = newUser();

  @Test
  void oneWalletForThreeUsersQualifiesOne() {
    platform.send(trade(wallet, "120000"));
    platform.awaitVolume(wallet, "120000");

    platform.link(user, wallet, START);
    platform.awaitUserVolume(user, "120000");
    platform.link(second, wallet, START.plusSeconds(1));
    awaitLinked(second);
    platform.link(third, wallet, START.plusSeconds(2));
    awaitLinked(third);

    platform.awaitUserVolume(user, "120000");
    platform.awaitUserVolume(second, "0");
    platform.awaitUserVolume(third, "0");
    assertThat(
            platform.number(
                "SELECT COUNT(*) FROM usernftqualification WHERE is_qualified AND user_id IN"
                    + " (?, ?, ?)",
                user,
                second,
                third))
        .isOne();
    awaitProven();
  }

  @Test
  void theLinkInForceWhenItWasExecutedDecides() {
    platform.link(user, wallet, START);
    awaitLinked(user);
    Trade early = at(1, "10");
    platform.send(early);
    platform.awaitUserVolume(user, "10");
    platform.link(second, wallet, START.plusSeconds(10));
    awaitLinked(second);

    Trade backfilled = at(2, "20");
    Trade before = at(-1000, "40");
    Trade late = at(11, "100");
    platform.send(backfilled, late, before);
    platform.awaitUserVolume(user, "70");
    platform.awaitUserVolume(second, "100");

    // Nobody has the wallet: its trades are still those of the last user.
    platform.link(user, null, START.plusSeconds(15));
    awaitUser(user, "announced_wallet IS NULL");
    platform.link(second, null, START.plusSeconds(20));
    awaitUnlinked(second);
    Trade between = at(25, "200");
    platform.send(between);
    platform.awaitUserVolume(second, "300");
    platform.link(third, wallet, START.plusSeconds(30));
    awaitLinked(third);
    platform.send(at(31, "400"));
    platform.awaitUserVolume(third, "400");

    // A reversal takes the volume from the user who got it.
    platform.send(
        reversal(UUID.randomUUID().toString(), late),
        reversal(UUID.randomUUID().toString(), early));
    platform.awaitUserVolume(second, "200");
    platform.awaitUserVolume(user, "60");
    platform.awaitUserVolume(third, "400");
    awaitProven();

    // And all of it once more.
    platform.send(early, backfilled, late, before, between);
    platform.send(trade(wallet, "0"));
    platform.send(at(32, "1"));
    platform.awaitUserVolume(third, "401");
    platform.awaitUserVolume(second, "200");
    platform.awaitUserVolume(user, "60");
    awaitProven();
  }

  @Test
  void aUserWhoChangesWalletsLosesNothing() {
    String other = newWallet();
    platform.send(trade(wallet, "500"), trade(other, "9"));
    platform.awaitVolume(wallet, "500");
    platform.awaitVolume(other, "9");
    platform.link(user, wallet, START);
    platform.awaitUserVolume(user, "500");

    platform.link(user, other, START.plusSeconds(1));
    platform.awaitUserVolume(user, "509");
    platform.link(second, wallet, START.plusSeconds(2));
    awaitLinked(second);
    platform.link(user, wallet, START.plusSeconds(3));
    awaitUser(user, "wallet_address = '" + wallet + "'");
    platform.awaitUserVolume(user, "509");
    platform.send(at(1, "1"), at(2, "2"), at(4, "4"));

    platform.awaitUserVolume(user, "514");
    platform.awaitUserVolume(second, "2");
    platform.kafka().send(Topics.USERS, Integer.toString(user), null);
    awaitUnlinked(user);
    platform.awaitUserVolume(user, "514");
    awaitProven();
  }

  /** Links and trades come at the same time; each trade ends with one user, or waits. */
  @Test
  void walletsThatChangeHandsWhileTheyTradeLoseNothing() {
    List<String> wallets = List.of(wallet, newWallet(), newWallet());
    List<Integer> users = List.of(user, second, third);
    BigDecimal sum = BigDecimal.ZERO;
    Random random = new Random(11);
    for (int i = 0; i < 600; i++) {
      Trade trade =
          new Trade(
              UUID.randomUUID().toString(),
              wallets.get(random.nextInt(3)),
              "perpetual",
              new BigDecimal(random.nextInt(2000) + ".0000000001"),
              null,
              START.plusMillis(random.nextInt(700)));
      sum = sum.add(trade.totalUsdPrice());
      platform.send(trade);
      if (random.nextInt(10) == 0) {
        sum = sum.subtract(trade.totalUsdPrice());
        platform.send(reversal(UUID.randomUUID().toString(), trade));
      }
      if (i % 10 == 0) {
        int to = random.nextInt(4);
        platform.link(
            users.get(random.nextInt(3)), to == 3 ? null : wallets.get(to), START.plusMillis(i));
      }
    }
    String all = sum.toPlainString();

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(
                        platform.number(
                            "SELECT (SELECT SUM(cached_trading_volume) FROM `user` WHERE id IN"
                                + " (?, ?, ?)) + (SELECT COALESCE(SUM(volume), 0) FROM"
                                + " unlinked_volume WHERE wallet_address IN (?, ?, ?))",
                            user,
                            second,
                            third,
                            wallets.get(0),
                            wallets.get(1),
                            wallets.get(2)))
                    .isEqualByComparingTo(all));
    awaitProven();
    assertThat(
            platform.number(
                "SELECT COUNT(*) FROM unlinked_volume v JOIN wallet_link l USING (wallet_address)"))
        .isZero();
    Awaitility.await()
        .until(
            () ->
                platform.number("SELECT COUNT(*) FROM snapshot_queue").signum()
                        + platform
                            .number("SELECT COUNT(*) FROM `user` WHERE snapshot_due IS NOT NULL")
                            .signum()
                    == 0);
  }

  /** Whom each trade counted for can be recomputed from the tables. */
  private static void awaitProven() {
    Awaitility.await("volumes as the ledger gives them")
        .until(
            () ->
                platform.number(
                    "SELECT COUNT(*) FROM `user` u LEFT JOIN (SELECT COALESCE(t.user_id, l.user_id)"
                        + " AS id, SUM(t.total_usd_price) AS volume FROM trades t LEFT JOIN"
                        + " wallet_link l ON l.wallet_address = t.wallet_address AND l.position = 1"
                        + " WHERE t.counts AND t.reversed_by IS NULL GROUP BY 1) p ON p.id = u.id"
                        + " WHERE u.cached_trading_volume <> COALESCE(p.volume, 0)"),
            found -> found.signum() == 0);
  }

  private Trade at(int second, String price) {
    return new Trade(
        UUID.randomUUID().toString(),
        wallet,
        "perpetual",
        new BigDecimal(price),
        null,
        START.plusSeconds(second));
  }

  private static void awaitLinked(int user) {
    awaitUser(user, "wallet_address IS NOT NULL");
  }

  private static void awaitUnlinked(int user) {
    awaitUser(user, "wallet_address IS NULL");
  }

  private static void awaitUser(int user, String condition) {
    Awaitility.await("user " + user + ": " + condition)
        .until(
            () ->
                platform.number(
                    "SELECT COUNT(*) FROM `user` WHERE announced_at IS NOT NULL AND "
                        + condition
                        + " AND id = ?",
                    user),
            found -> found.signum() > 0);
  }
}
