package io.aiw3.nft.qualification;

import static io.aiw3.nft.qualification.Platform.newUser;
import static io.aiw3.nft.qualification.Platform.newWallet;
import static io.aiw3.nft.qualification.Platform.reversal;
import static io.aiw3.nft.qualification.Platform.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.Trade;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
class IngestIT extends UserITBase {

  @Test
  void duplicatesChangeNothingWhereverTheyAre() {
    List<Trade> trades = new ArrayList<>();
    Random random = new Random(7);
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < 300; i++) {
      Trade trade =
          trade(
              wallet,
              new BigDecimal(random.nextLong(1_000_000_000_000L))
                  .movePointLeft(10)
                  .toPlainString());
      sum = sum.add(trade.totalUsdPrice());
      trades.add(trade);
      if (i % 3 == 0) {
        trades.add(trade);
      }
    }

    platform.send(trades);
    platform.send(trades.subList(50, 250));
    platform.send(trade(wallet, "0.0000000001"));

    platform.awaitVolume(wallet, sum.add(new BigDecimal("0.0000000001")).toPlainString());
    assertThat(platform.ledgerRows(wallet)).isEqualTo(301);
  }

  @Test
  void badRecordsAreDeadLettersOneByOneAndTheRestCounts() {
    String stranger = newWallet();
    Trade first = trade(wallet, "1.5");
    platform.send(first);
    raw(wallet, "{not json");
    raw(wallet, Platform.json(trade(wallet, "1")).replace(":1,", ":-1,"));
    raw(wallet, Platform.json(trade(wallet, "1")).replace(":1,", ":NaN,"));
    raw(wallet, Platform.json(trade(wallet, "1")).replace(":1,", ":0.12345678901,"));
    raw(wallet, Platform.json(trade(wallet, "100000000000000000000")));
    raw(wallet, Platform.json(trade(wallet, "1")).replace("perpetual", "unheard-of"));
    raw(stranger, Platform.json(trade(wallet, "1")));
    raw(null, Platform.json(trade(wallet, "1")));
    raw(wallet, Platform.json(trade(first.tradeId(), wallet, "2")));
    platform.send(trade(wallet, "2.25"));

    platform.awaitVolume(wallet, "3.75");
    List<String> reasons =
        platform
            .kafka()
            .awaitCount(Topics.deadLetter(Topics.TRADES), dead -> ofThisTest(dead, stranger), 9)
            .stream()
            .map(dead -> KafkaProbe.header(dead, "dlq_reason").orElseThrow())
            .toList();
    assertThat(reasons).hasSize(9);
    assertThat(reasons)
        .contains(
            "totalUsdPrice is negative",
            "totalUsdPrice has more than 10 fraction digits",
            "totalUsdPrice has more than 20 integer digits",
            "tradeType is not known: unheard-of",
            "the key is not the walletAddress",
            "the record has no key",
            "the tradeId was used for another trade before: " + first.tradeId());
    assertThat(reasons).filteredOn(reason -> reason.startsWith("the body is not JSON")).hasSize(2);
    assertThat(platform.ledgerRows(wallet)).isEqualTo(2);
  }

  @Test
  void tradesOfUnknownWalletsCountWhenTheWalletIsLinked() {
    platform.send(trade(wallet, "100000"));
    platform.awaitVolume(wallet, "100000");

    platform.link(user, wallet);

    platform.awaitUserVolume(user, "100000");
    assertThat(qualifiedLevels(user)).isEqualTo(1);
    platform.send(trade(wallet, "1"));
    platform.awaitUserVolume(user, "100001");
    assertThat(rowsWithVolume(user, "100001")).isEqualTo(5);
  }

  @Test
  void aReversalTakesItsOriginalBackOnceInWhateverOrder() {
    Trade late = trade(wallet, "70");
    Trade early = trade(wallet, "30");
    Trade stays = trade(wallet, "5.5");
    platform.send(reversal(UUID.randomUUID().toString(), late));
    platform.send(early, stays);
    platform.send(
        reversal(UUID.randomUUID().toString(), early),
        reversal(UUID.randomUUID().toString(), early),
        late,
        late,
        early);
    platform.send(trade(wallet, "0.5"));

    platform.awaitVolume(wallet, "6");
    assertThat(platform.ledgerRows(wallet)).isEqualTo(7);
  }

  @Test
  void aReversalOfAnothersTradeIsADeadLetter() {
    Trade foreign = trade(newWallet(), "10");
    platform.send(foreign);
    platform.awaitVolume(foreign.walletAddress(), "10");
    String id = UUID.randomUUID().toString();
    platform.send(
        new Trade(id, wallet, "reversal", BigDecimal.TEN, foreign.tradeId(), Instant.now()));

    platform
        .kafka()
        .await(Topics.deadLetter(Topics.TRADES), dead -> String.valueOf(dead.value()).contains(id));

    assertThat(platform.volume(foreign.walletAddress())).isEqualByComparingTo("10");
    assertThat(platform.ledgerRows(wallet)).isZero();
  }

  @Test
  void aWalletTakesItsVolumeWithIt() {
    String other = newWallet();
    int second = newUser();
    platform.send(trade(wallet, "500"), trade(other, "9"));
    platform.awaitVolume(wallet, "500");
    platform.awaitVolume(other, "9");
    Instant t = Instant.now();
    platform.link(user, wallet, t);
    platform.awaitUserVolume(user, "500");

    platform.link(second, wallet, t.plusMillis(5));

    platform.awaitUserVolume(second, "500");
    platform.awaitUserVolume(user, "0");
    platform.link(second, other, t.plusMillis(9));
    platform.awaitUserVolume(second, "9");
    platform.awaitUserVolume(user, "500");
    platform.link(user, null, t.plusMillis(2));
    platform.link(user, other, t.plusMillis(1));
    platform.awaitUserVolume(user, "0");
    platform.kafka().send(Topics.USERS, Integer.toString(second), null);
    platform.awaitUserVolume(second, "0");
    assertThat(rowsWithVolume(second, "0")).isEqualTo(5);
  }

  /** A volume stands in one place, with the user or by itself, and is moved while trades come. */
  @Test
  void walletsThatChangeHandsWhileTheyTradeLoseNothing() {
    List<String> wallets = List.of(wallet, newWallet(), newWallet());
    List<Integer> users = List.of(user, newUser());
    Map<String, BigDecimal> sums = new HashMap<>();
    Random random = new Random(11);
    Instant at = Instant.now();
    for (int i = 0; i < 600; i++) {
      Trade trade = trade(wallets.get(random.nextInt(3)), random.nextInt(2000) + ".0000000001");
      sums.merge(trade.walletAddress(), trade.totalUsdPrice(), BigDecimal::add);
      platform.send(trade);
      if (i % 10 == 0) {
        int to = random.nextInt(4);
        platform.link(
            users.get(random.nextInt(2)), to == 3 ? null : wallets.get(to), at.plusMillis(i));
      }
    }
    platform.link(users.get(1), null, at.plusMillis(1000));
    platform.link(user, wallets.get(1), at.plusMillis(1001));

    sums.forEach((trader, sum) -> platform.awaitVolume(trader, sum.toPlainString()));
    platform.awaitUserVolume(user, sums.get(wallets.get(1)).toPlainString());
    platform.awaitUserVolume(users.get(1), "0");
    assertThat(count("unlinked_volume v JOIN `user` u ON u.wallet_address = v.wallet_address"))
        .isZero();
    Awaitility.await()
        .until(() -> count("snapshot_queue") + count("`user` WHERE snapshot_due IS NOT NULL") == 0);
  }

  private static long count(String from) {
    return platform.number("SELECT COUNT(*) FROM " + from).longValue();
  }

  @Test
  void snapshotsAreCompleteAndTheLastChangeIsTold() {
    platform.link(user, wallet);
    platform.send(trade(wallet, "99000"), trade(wallet, "2000"), trade(wallet, "8000.0000000001"));

    Awaitility.await()
        .until(
            () -> platform.bodies(Topics.QUALIFICATION_EVENTS, user),
            told ->
                !told.isEmpty()
                    && told.get(told.size() - 1)
                        .at("/data/tradingVolume")
                        .decimalValue()
                        .equals(new BigDecimal("109000.0000000001")));

    var all = platform.bodies(Topics.QUALIFICATION_EVENTS, user);
    var last = all.get(all.size() - 1);
    assertThat(last.path("eventType").asText()).isEqualTo("qualification_changed");
    assertThat(last.at("/data/userId").asText()).isEqualTo(Integer.toString(user));
    assertThat(last.at("/data/walletAddress").asText()).isEqualTo(wallet);
    assertThat(last.at("/data/levels")).hasSize(5);
    assertThat(last.at("/data/eligibleLevels").toString()).isEqualTo("[1]");
    assertThat(last.at("/data/levels/1/badgesMissing")).hasSize(2);
    assertThat(last.at("/data/levels/1/progress").decimalValue()).isEqualByComparingTo("0.2180");
    List<Long> versions = all.stream().map(body -> body.at("/data/version").asLong()).toList();
    assertThat(versions).isSorted().doesNotHaveDuplicates().startsWith(1L);
    for (int i = 1; i < all.size(); i++) {
      Instant before = Instant.parse(all.get(i - 1).path("timestamp").asText());
      assertThat(Instant.parse(all.get(i).path("timestamp").asText()))
          .isAfterOrEqualTo(before.plusMillis(1000));
    }
  }

  @Test
  void whileMySqlIsAwayTradesWaitAndTheServiceIsNotReady() {
    platform.send(trade(wallet, "1"));
    platform.awaitVolume(wallet, "1");
    TestInfrastructure.mysql().stop();
    try {
      platform.send(trade(wallet, "2"), trade(wallet, "3"));
      Awaitility.await()
          .untilAsserted(() -> RestAssured.get("/q/health/ready").then().statusCode(503));
      RestAssured.get("/q/health/live").then().statusCode(200);
    } finally {
      TestInfrastructure.mysql().start();
    }

    platform.awaitVolume(wallet, "6");
    Awaitility.await()
        .untilAsserted(() -> RestAssured.get("/q/health/ready").then().statusCode(200));
  }

  private static void raw(String key, String value) {
    platform.kafka().send(Topics.TRADES, key, value);
  }

  private boolean ofThisTest(ConsumerRecord<String, String> dead, String stranger) {
    return wallet.equals(dead.key())
        || stranger.equals(dead.key())
        || String.valueOf(dead.value()).contains(wallet);
  }

  private static long qualifiedLevels(int user) {
    return platform
        .number(
            "SELECT COUNT(*) FROM usernftqualification WHERE user_id = ? AND is_qualified", user)
        .longValue();
  }

  private static long rowsWithVolume(int user, String volume) {
    return platform
        .number(
            "SELECT COUNT(*) FROM usernftqualification WHERE user_id = ? AND current_volume = ?",
            user,
            new BigDecimal(volume))
        .longValue();
  }
}
