package io.aiw3.nft.qualification;

import static io.aiw3.nft.qualification.Platform.newWallet;
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
import java.util.List;
import java.util.Random;
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
    raw(wallet, Platform.json(trade(wallet, "1")).replace("perpetual", " "));
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
            "tradeType is missing",
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
  void snapshotsAreCompleteAndTheLastChangeIsPublished() {
    platform.link(user, wallet);
    platform.send(trade(wallet, "99000"), trade(wallet, "2000"), trade(wallet, "8000.0000000001"));

    Awaitility.await()
        .until(
            () -> platform.bodies(Topics.QUALIFICATION_EVENTS, user),
            snapshots ->
                !snapshots.isEmpty()
                    && snapshots
                        .get(snapshots.size() - 1)
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

  /** Their sum does not fit the column: one of them counts, the other is a dead letter. */
  @Test
  void tradesThatAreTooLargeTogetherStopNobody() {
    for (boolean isLinked : List.of(false, true)) {
      String rich = newWallet();
      if (isLinked) {
        platform.link(user, rich);
        awaitLinked(rich);
      }
      Trade first = trade(rich, "99999999999999999999");
      Trade second = trade(rich, "99999999999999999999");
      platform.send(first, second, trade(wallet, "1"), trade(rich, "0.5"));

      platform.awaitVolume(rich, "99999999999999999999.5");
      platform.awaitVolume(wallet, isLinked ? "2" : "1");
      List<ConsumerRecord<String, String>> dead =
          platform
              .kafka()
              .awaitCount(Topics.deadLetter(Topics.TRADES), m -> rich.equals(m.key()), 1);
      assertThat(dead).hasSize(1);
      assertThat(dead.get(0).value())
          .satisfiesAnyOf(
              body -> assertThat(body).contains(first.tradeId()),
              body -> assertThat(body).contains(second.tradeId()));
    }
  }

  /** More placeholders than one statement accepts. */
  @Test
  void aBacklogOfBadRecordsAloneIsBuriedAsAWhole() {
    int count = 7_000;
    for (int i = 0; i < count; i++) {
      raw(wallet, "{\"n\":" + i + "}");
    }
    platform.send(trade(wallet, "1"));

    platform.awaitVolume(wallet, "1");
    assertThat(
            platform
                .kafka()
                .awaitCount(Topics.deadLetter(Topics.TRADES), m -> wallet.equals(m.key()), count))
        .hasSize(count);
  }

  private static void awaitLinked(String wallet) {
    Awaitility.await()
        .until(
            () -> platform.number("SELECT COUNT(*) FROM `user` WHERE wallet_address = ?", wallet),
            found -> found.intValue() == 1);
  }

  @Test
  void whileMySqlIsUnavailableTradesWaitAndTheServiceIsNotReady() {
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
