package io.aiw3.nft.qualification.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.qualification.Platform;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Drains a backlog of trades, against the bare insert of the same rows in the same statements. Not
 * run by the build: {@code ./mvnw -pl qualification-service -am verify -Dit.test=IngestBenchmark
 * -Dbench.trades=1000000 -Dbench.wallets=10000 -Dbench.linked=true}.
 */
@QuarkusTest
@TestProfile(IngestBenchmark.Waiting.class)
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
class IngestBenchmark {
  private static final int TRADES = Integer.getInteger("bench.trades", 300_000);
  private static final int WALLETS = Integer.getInteger("bench.wallets", 10_000);
  private static final boolean LINKED = !"false".equals(System.getProperty("bench.linked"));
  private static final int FIRST_USER = 1_000_000;
  private static final int STATEMENT = 5000;

  @Inject TradeConsumer consumer;

  /** The backlog is there before the first record is read. */
  public static final class Waiting implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("aiw3.ingest.enabled", "false");
    }
  }

  @Test
  void drainsABacklog() throws SQLException {
    List<LedgerTrade> trades = trades();
    BigDecimal sum =
        trades.stream().map(LedgerTrade::price).reduce(BigDecimal.ZERO, BigDecimal::add);
    try (Connection sql = TestInfrastructure.connection(Schema.of("qualification"))) {
      if (LINKED) {
        link(sql, trades);
      }
      produce(trades);
      System.gc();
      long cpu = cpu();
      long start = System.nanoTime();
      consumer.read();
      Awaitility.await()
          .atMost(Duration.ofMinutes(15))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> number(sql, "SELECT SUM(volume) FROM wallet_volume").compareTo(sum) == 0);
      double seconds = seconds(start);
      double cpuSeconds = (cpu() - cpu) / 1e9;
      assertThat(number(sql, "SELECT COUNT(*) FROM trades").intValue()).isEqualTo(TRADES);
      double bare = bare(sql, trades);
      System.out.printf(
          "BENCH %d trades, %d wallets, linked %s: %,.0f trades/s, bare insert %,.0f rows/s, ratio"
              + " %.2f, service CPU %.1f s per million%n",
          TRADES,
          WALLETS,
          LINKED,
          TRADES / seconds,
          bare,
          TRADES / seconds / bare,
          cpuSeconds / TRADES * 1e6);
      if (LINKED) {
        settled(sql, start);
      }
    }
  }

  /** Every snapshot is told and every row is true. */
  private static void settled(Connection sql, long start) throws SQLException {
    Awaitility.await()
        .atMost(Duration.ofMinutes(10))
        .until(
            () ->
                number(sql, "SELECT COUNT(snapshot_due) FROM `user`").signum() == 0
                    && number(sql, "SELECT COUNT(*) FROM outbox").signum() == 0);
    System.out.printf(
        "BENCH all told after %.1f s: %s snapshots%n",
        seconds(start), number(sql, "SELECT SUM(snapshot_version) FROM `user`"));
    assertThat(
            number(
                sql,
                "SELECT COUNT(*) FROM usernftqualification q JOIN `user` u ON u.id = q.user_id"
                    + " JOIN wallet_volume v ON v.wallet_address = u.wallet_address"
                    + " WHERE q.current_volume <> v.volume"
                    + " OR u.cached_trading_volume <> v.volume"
                    + " OR q.is_qualified <> (q.target_level = 1 AND v.volume >= 100000)"))
        .isZero();
  }

  private static List<LedgerTrade> trades() {
    Random random = new Random(42);
    List<String> wallets = new ArrayList<>();
    for (int i = 0; i < WALLETS; i++) {
      wallets.add(Platform.newWallet());
    }
    List<LedgerTrade> trades = new ArrayList<>(TRADES);
    for (int i = 0; i < TRADES; i++) {
      trades.add(
          new LedgerTrade(
              Long.toHexString(i * 0x9E3779B97F4A7C15L) + "-" + i,
              wallets.get(random.nextInt(WALLETS)),
              "perpetual",
              new BigDecimal(random.nextLong(20_000_000_000_000L)).movePointLeft(10),
              true,
              null,
              Instant.parse("2026-01-01T00:00:00Z"),
              null));
    }
    return trades;
  }

  /** One in a hundred twice. */
  private static void produce(List<LedgerTrade> trades) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                TestInfrastructure.kafkaBootstrapServers(),
                "linger.ms",
                20,
                "batch.size",
                262_144),
            new StringSerializer(),
            new StringSerializer())) {
      int i = 0;
      for (LedgerTrade trade : trades) {
        String body =
            "{\"tradeId\":\"%s\",\"walletAddress\":\"%s\",\"tradeType\":\"%s\",\"totalUsdPrice\":%s,\"executedAt\":\"%s\"}"
                .formatted(
                    trade.id(),
                    trade.wallet(),
                    trade.type(),
                    trade.price().toPlainString(),
                    trade.executedAt());
        for (int copies = i++ % 100 == 0 ? 2 : 1; copies > 0; copies--) {
          producer.send(new ProducerRecord<>("trades", trade.wallet(), body));
        }
      }
    }
  }

  private static void link(Connection sql, List<LedgerTrade> trades) throws SQLException {
    List<String> wallets = trades.stream().map(LedgerTrade::wallet).distinct().toList();
    try (Statement statement = sql.createStatement()) {
      for (int from = 0; from < wallets.size(); from += 1000) {
        StringBuilder users =
            new StringBuilder(
                "INSERT INTO `user` (id, wallet_address, announced_wallet, announced_at) VALUES ");
        StringBuilder rows =
            new StringBuilder(
                "INSERT INTO usernftqualification (user_id, target_level, required_volume) VALUES"
                    + " ");
        for (int i = from; i < Math.min(wallets.size(), from + 1000); i++) {
          String wallet = wallets.get(i);
          users.append(i == from ? "" : ",");
          users.append("(%d,'%s','%s',UTC_TIMESTAMP())".formatted(FIRST_USER + i, wallet, wallet));
          for (int level = 1; level <= 5; level++) {
            rows.append(i == from && level == 1 ? "" : ",");
            rows.append("(%d,%d,1)".formatted(FIRST_USER + i, level));
          }
        }
        statement.execute(users.toString());
        statement.execute(rows.toString());
      }
    }
  }

  private static double bare(Connection sql, List<LedgerTrade> trades) throws SQLException {
    List<String> statements = new ArrayList<>();
    for (int from = 0; from < TRADES; from += STATEMENT) {
      TreeMap<String, LedgerTrade> sorted = new TreeMap<>();
      trades
          .subList(from, Math.min(TRADES, from + STATEMENT))
          .forEach(trade -> sorted.put(trade.id(), trade));
      statements.add(insert(sorted.values()));
    }
    try (Statement statement = sql.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS bare");
      statement.execute("CREATE TABLE bare LIKE trades");
      long start = System.nanoTime();
      for (String text : statements) {
        statement.execute(text);
      }
      double rate = TRADES / seconds(start);
      statement.execute("DROP TABLE bare");
      return rate;
    }
  }

  private static String insert(Collection<LedgerTrade> trades) {
    return LedgerSql.insert(trades, 7).replace("INSERT IGNORE INTO trades", "INSERT INTO bare");
  }

  private static BigDecimal number(Connection sql, String query) throws SQLException {
    try (Statement statement = sql.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      BigDecimal number = rows.getBigDecimal(1);
      return number == null ? BigDecimal.ZERO : number;
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
