package io.aiw3.nft.qualification;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Drains a backlog of trades, against the bare insert of the same rows. Not run by the build:
 * {@code ./mvnw -pl qualification-service -am verify -Dit.test=IngestBenchmark
 * -Dbench.trades=1000000}.
 */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
@QuarkusTestResource(IngestBenchmark.Backlog.class)
class IngestBenchmark {
  private static final int TRADES = Integer.getInteger("bench.trades", 300_000);
  private static final int WALLETS = Integer.getInteger("bench.wallets", 10_000);
  private static final boolean LINKED =
      Boolean.parseBoolean(System.getProperty("bench.linked", "true"));

  @Test
  void drains() throws SQLException {
    String[] wallets = wallets();
    BigDecimal expected = new BigDecimal(System.getProperty("bench.sum"));
    try (Connection sql = TestInfrastructure.connection(Schema.of("qualification"))) {
      if (LINKED) {
        link(sql, wallets);
      }
      Map<String, String> settings = TestInfrastructure.class == null ? Map.of() : Map.of();
      assertThat(settings).isEmpty();
      long cpu = cpu();
      long start = System.nanoTime();
      produceGate(sql);
      Awaitility.await()
          .atMost(Duration.ofMinutes(10))
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> number(sql, "SELECT SUM(volume) FROM wallet_volume").compareTo(expected) == 0);
      double seconds = (System.nanoTime() - start) / 1e9;
      double cpuSeconds = (cpu() - cpu) / 1e9;
      assertThat(number(sql, "SELECT COUNT(*) FROM trades").intValue()).isEqualTo(TRADES);
      double bare = bare(sql);
      double rate = TRADES * 1.01 / seconds;
      System.out.printf(
          "BENCH ingest %,.0f trades/s (%.1f s) · bare insert %,.0f rows/s · ratio %.2f · service"
              + " CPU %.1f s per million%n",
          rate, seconds, bare, rate / bare, cpuSeconds / TRADES * 1e6);
      if (LINKED) {
        Awaitility.await()
            .atMost(Duration.ofMinutes(5))
            .until(
                () ->
                    number(sql, "SELECT COUNT(*) FROM `user` WHERE snapshot_due IS NOT NULL")
                                .signum()
                            == 0
                        && number(sql, "SELECT COUNT(*) FROM outbox").signum() == 0);
        System.out.printf(
            "BENCH snapshots told after %.1f s in all: %s%n",
            (System.nanoTime() - start) / 1e9,
            number(sql, "SELECT SUM(snapshot_version) FROM `user`"));
        assertThat(
                number(
                    sql,
                    "SELECT COUNT(*) FROM usernftqualification q JOIN `user` u ON u.id = q.user_id"
                        + " JOIN wallet_volume v ON v.wallet_address = u.wallet_address"
                        + " WHERE q.current_volume <> v.volume OR u.cached_trading_volume <>"
                        + " v.volume OR q.is_qualified <> (q.target_level = 1 AND v.volume >="
                        + " 100000)"))
            .isZero();
      }
    }
  }

  private static void produceGate(Connection sql) throws SQLException {
    try (Statement statement = sql.createStatement()) {
      statement.execute("DO RELEASE_LOCK('bench')");
    }
    Backlog.produce();
  }

  private static void link(Connection sql, String[] wallets) throws SQLException {
    try (Statement statement = sql.createStatement()) {
      for (int from = 0; from < wallets.length; from += 1000) {
        StringBuilder users =
            new StringBuilder(
                "INSERT INTO `user` (id, wallet_address, announced_wallet, announced_at) VALUES ");
        StringBuilder rows =
            new StringBuilder(
                "INSERT INTO usernftqualification (user_id, target_level, required_volume,"
                    + " badges_required) VALUES ");
        for (int i = from; i < Math.min(wallets.length, from + 1000); i++) {
          users
              .append(i == from ? "" : ",")
              .append(
                  "(%d,'%s','%s',UTC_TIMESTAMP())".formatted(100_000 + i, wallets[i], wallets[i]));
          for (int level = 1; level <= 5; level++) {
            rows.append(i == from && level == 1 ? "" : ",")
                .append("(%d,%d,100000,0)".formatted(100_000 + i, level));
          }
        }
        statement.execute(users.toString());
        statement.execute(rows.toString());
      }
    }
  }

  private static double bare(Connection sql) throws SQLException {
    List<String> statements = new ArrayList<>();
    Random random = new Random(1);
    String[] wallets = wallets();
    for (int from = 0; from < TRADES; from += 5000) {
      List<String> ids = new ArrayList<>();
      for (int i = from; i < Math.min(TRADES, from + 5000); i++) {
        ids.add(Backlog.id(i));
      }
      ids.sort(null);
      StringBuilder text =
          new StringBuilder(
              "INSERT INTO bare (trade_id, wallet_address, total_usd_price, trade_type, counts,"
                  + " reverses, executed_at, batch_id) VALUES ");
      for (int i = 0; i < ids.size(); i++) {
        text.append(i == 0 ? "(" : ",(").append('\'').append(ids.get(i)).append("','");
        text.append(wallets[random.nextInt(wallets.length)]).append("',");
        text.append(Backlog.price(random))
            .append(",'perpetual',1,NULL,TIMESTAMP'2026-01-01 00:00:00.000',7)");
      }
      statements.add(text.toString());
    }
    try (Statement statement = sql.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS bare");
      statement.execute("CREATE TABLE bare LIKE trades");
      long start = System.nanoTime();
      for (String text : statements) {
        statement.execute(text);
      }
      return TRADES / ((System.nanoTime() - start) / 1e9);
    }
  }

  private static BigDecimal number(Connection sql, String query) throws SQLException {
    try (Statement statement = sql.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      BigDecimal number = rows.getBigDecimal(1);
      return number == null ? BigDecimal.ZERO : number;
    }
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static String[] wallets() {
    return System.getProperty("bench.all-wallets").split(",");
  }

  /** Fills the topic before the service starts. */
  public static final class Backlog implements QuarkusTestResourceLifecycleManager {
    @Override
    public int order() {
      return 1;
    }

    @Override
    public Map<String, String> start() {
      String[] wallets = new String[WALLETS];
      for (int i = 0; i < WALLETS; i++) {
        wallets[i] = Platform.newWallet();
      }
      System.setProperty("bench.all-wallets", String.join(",", wallets));
      Random random = new Random(42);
      BigDecimal sum = BigDecimal.ZERO;
      for (int i = 0; i < TRADES; i++) {
        random.nextInt(WALLETS);
        sum = sum.add(new BigDecimal(price(random)));
      }
      System.setProperty("bench.sum", sum.toPlainString());
      return Map.of();
    }

    @Override
    public void stop() {}

    static String id(int i) {
      return Long.toHexString(i * 0x9E3779B97F4A7C15L) + "-" + i;
    }

    static String price(Random random) {
      return new BigDecimal(random.nextLong(20_000_000_000_000L)).movePointLeft(10).toPlainString();
    }

    static void produce() {
      String[] wallets = wallets();
      Random random = new Random(42);
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
        for (int i = 0; i < TRADES; i++) {
          String wallet = wallets[random.nextInt(wallets.length)];
          String body =
              "{\"tradeId\":\"%s\",\"walletAddress\":\"%s\",\"tradeType\":\"perpetual\",\"totalUsdPrice\":%s,\"executedAt\":\"2026-01-01T00:00:00Z\"}"
                  .formatted(id(i), wallet, price(random));
          producer.send(new ProducerRecord<>("trades", wallet, body));
          if (i % 100 == 0) {
            producer.send(new ProducerRecord<>("trades", wallet, body));
          }
        }
      }
    }
  }
}
