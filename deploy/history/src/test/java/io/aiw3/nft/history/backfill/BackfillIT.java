package io.aiw3.nft.history.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.commandline.CommandRunner;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.history.MySqlOptions;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestInfrastructure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackfillIT {
  private static final int ROWS = 30_000;
  private static final int BAD_EVERY = 100;

  @TempDir private Path folder;

  @BeforeAll
  static void startServers() {
    TestInfrastructure.start();
  }

  @Test
  void aKilledRunIsTakenUpWhereItWas() throws Exception {
    Path csv = folder.resolve("killed.csv");
    Files.write(csv, rows("killed"));
    Path state = folder.resolve("killed.csv.backfill.json");

    Process first = start("--csv", csv.toString(), "--rate", "10000");
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Files.exists(state) && rows(state) >= 2000);
    first.destroyForcibly().waitFor();
    long half = rows(state);
    int second = start("--csv", csv.toString()).waitFor();

    assertThat(half).isBetween(2000L, ROWS - 1L);
    assertThat(second).isEqualTo(CommandRunner.FOUND);
    assertThat(ContractJson.mapper().readTree(state.toFile()).path("finished").asBoolean())
        .isTrue();
    assertThat(rows(state)).isEqualTo(ROWS);
    Map<String, String> expected = new TreeMap<>();
    List<String> rejected = new ArrayList<>(List.of("row,trade_id,reason"));
    for (int i = 1; i <= ROWS; i++) {
      if (i % BAD_EVERY == 0) {
        rejected.add("line %d,\"killed-%d\",\"totalUsdPrice is negative\"".formatted(i + 1, i));
      } else {
        expected.put("killed-" + i, i + ".5");
      }
    }
    assertThat(pricesById("killed-")).isEqualTo(expected);
    assertThat(Files.readAllLines(folder.resolve("killed.csv.rejected.csv"))).isEqualTo(rejected);

    long before = records();
    assertThat(start("--csv", csv.toString()).waitFor()).isEqualTo(CommandRunner.FOUND);
    assertThat(records()).isEqualTo(before);
  }

  @Test
  void anotherFileUnderTheSameStateIsRefused() throws Exception {
    Path csv = folder.resolve("other.csv");
    Files.write(csv, rows("other").subList(0, 10));
    assertThat(start("--csv", csv.toString()).waitFor()).isEqualTo(CommandRunner.WELL);
    Files.write(csv, rows("other").subList(0, 20));
    long before = records();

    assertThat(start("--csv", csv.toString()).waitFor()).isEqualTo(BackfillCommand.STOPPED);
    assertThat(records()).isEqualTo(before);
  }

  @Test
  void theLegacyTableIsReadInRanges() throws Exception {
    try (Connection connection = TestInfrastructure.connection(Schema.BADGE);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE legacy_trades (id INT PRIMARY KEY, wallet_address VARCHAR(64), total_price"
              + " DECIMAL(30,10), trade_type VARCHAR(20), createdAt DATETIME)");
      statement.execute("SET SESSION cte_max_recursion_depth = 30000");
      statement.execute(
          "INSERT INTO legacy_trades WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM"
              + " n WHERE i < 25000) SELECT 3 * i, '%s', 0.0000000001 * i, IF(i = 9, 'sopt', 'spot'),"
                  .formatted(Rows.WALLET)
              + " '2024-01-31 23:59:59' FROM n");
    }

    int code =
        start(
                "--jdbc-url",
                TestInfrastructure.jdbcUrl(Schema.BADGE),
                "--user",
                Schema.BADGE.user(),
                "--table",
                "legacy_trades",
                "--types",
                "spot,perpetual",
                "--column",
                "price=total_price",
                "--state",
                folder.resolve("state").toString(),
                "--rejected",
                folder.resolve("rejected").toString())
            .waitFor();

    assertThat(code).isEqualTo(CommandRunner.FOUND);
    Map<String, String> prices = pricesById("legacy-");
    assertThat(prices).hasSize(24_999).doesNotContainKey("legacy-27");
    assertThat(prices).containsEntry("legacy-75000", "0.0000025");
    assertThat(Files.readAllLines(folder.resolve("rejected")))
        .containsExactly(
            "row,trade_id,reason", "id 27,\"legacy-27\",\"tradeType is not known: sopt\"");
  }

  private static List<String> rows(String series) {
    List<String> lines = new ArrayList<>();
    lines.add("trade_id,wallet_address,trade_type,total_usd_price,executed_at");
    for (int i = 1; i <= ROWS; i++) {
      lines.add(
          "%s-%d,%s,perpetual,%s%d.5,2024-01-31T23:59:59Z"
              .formatted(series, i, Rows.WALLET, i % BAD_EVERY == 0 ? "-" : "", i));
    }
    return lines;
  }

  private static Process start(String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                BackfillCommand.class.getName(),
                "--bootstrap-servers",
                TestInfrastructure.kafkaBootstrapServers()));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put(MySqlOptions.PASSWORD, Schema.BADGE.password());
    return builder.start();
  }

  private static long rows(Path state) throws IOException {
    JsonNode checkpoint = ContractJson.mapper().readTree(state.toFile()).path("checkpoint");
    return checkpoint.path("sent").asLong() + checkpoint.path("rejected").asLong();
  }

  /** The topic's trades with that prefix; the same trade may be there twice. */
  private static Map<String, String> pricesById(String prefix) throws IOException {
    Map<String, String> prices = new TreeMap<>();
    TreeSet<String> keys = new TreeSet<>();
    for (ConsumerRecord<String, String> message : all()) {
      JsonNode trade = ContractJson.mapper().readTree(message.value());
      String id = trade.path("tradeId").asText();
      if (id.startsWith(prefix)) {
        prices.put(id, trade.path("totalUsdPrice").decimalValue().toPlainString());
        keys.add(message.key());
      }
    }
    assertThat(keys).containsExactly(Rows.WALLET);
    return prices;
  }

  private static long records() {
    return all().size();
  }

  private static List<ConsumerRecord<String, String>> all() {
    try (KafkaProbe probe = KafkaProbe.ofTestInfrastructure()) {
      return probe.readAll(Topics.TRADES);
    }
  }
}
