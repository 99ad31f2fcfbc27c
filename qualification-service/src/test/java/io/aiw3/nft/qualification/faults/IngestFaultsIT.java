package io.aiw3.nft.qualification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.DeadLetterHeaders;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.UserRecord;
import io.aiw3.nft.testkit.KafkaProbe;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two replicas process a backlog while everything around them fails, then all of it once more.
 * {@code -Dfaults.trades} and {@code -Dfaults.seed} make it another run.
 */
class IngestFaultsIT {
  private static final Logger LOG = Logger.getLogger(IngestFaultsIT.class);
  private static final int TRADES = Integer.getInteger("faults.trades", 100_000);
  private static final long SEED = Long.getLong("faults.seed", 20_260_101L);
  private static final int WALLETS = 2_000;
  private static final int USERS = 300;
  private static final String GROUP = "qualification-service.trades";

  private static Site site;
  private static KafkaProbe probe;

  private final Random random = new Random(SEED);
  private final TradeStream stream = new TradeStream(TRADES, WALLETS, SEED);

  @BeforeAll
  static void start() throws Exception {
    // Small batches: many transactions for the faults to hit.
    site =
        new Site(
            2,
            Map.of(
                "AIW3_INGEST_MAX_BATCH",
                "500",
                "AIW3_INGEST_COUNTING_TYPES",
                "perpetual,strategy"));
    probe = new KafkaProbe(site.kafka().bootstrapServers());
  }

  @AfterAll
  static void stop() throws Exception {
    if (probe != null) {
      probe.close();
    }
    if (site != null) {
      site.close();
    }
  }

  @Test
  void volumesSnapshotsAndDeadLettersAreExactAfterEveryFaultAndAfterAReplay() throws Exception {
    List<Runnable> faults =
        List.of(
            this::killReplica,
            this::killMySql,
            this::killReplica,
            this::killBroker,
            site.redis()::flush,
            this::killReplica,
            site.redis()::stop,
            this::killReplica);

    // Given half of the users, the others to be linked while their trades come in
    link(0, USERS / 2);

    // When each part of the backlog is interrupted by a fault
    for (int i = 0; i < faults.size(); i++) {
      long before = site.count("trades");
      stream.send(site.kafka().bootstrapServers(), i, faults.size());
      long underWay = before + 1 + random.nextInt(TRADES / faults.size() / 4);
      within(60).until(() -> site.count("trades") >= underWay);
      LOG.infof("fault %d when %d trades are in", i, site.count("trades"));
      faults.get(i).run();
      if (i == 2) {
        link(USERS / 2, USERS);
      }
    }

    // Then
    awaitDrained();
    check();

    // When all is read again from the beginning
    site.stopReplicas();
    within(30).ignoreExceptions().until(() -> rewind());
    assertThat(site.lag(GROUP, Topics.TRADES)).isGreaterThan(TRADES);
    site.startReplicas();

    // Then
    awaitDrained();
    check();
  }

  private void killReplica() {
    site.replica(random.nextInt(2)).kill();
    site.startReplicas();
  }

  private void killMySql() {
    site.mysql().kill();
    site.mysql().start();
  }

  private void killBroker() {
    site.kafka().kill();
    site.kafka().start();
  }

  private boolean rewind() throws InterruptedException {
    site.rewind(GROUP, Topics.TRADES);
    return true;
  }

  private void link(int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      UserRecord user =
          new UserRecord(new UserId(1000 + i), stream.wallets().get(i), Instant.now());
      probe.send(user.topic(), user.key(), ContractJson.mapper().writeValueAsString(user));
    }
  }

  private void awaitDrained() {
    within(90).until(() -> site.lag(GROUP, Topics.TRADES) == 0);
    within(30).until(() -> site.count("`user` WHERE wallet_address IS NOT NULL") == USERS);
    within(40)
        .until(
            () ->
                site.count("outbox") == 0
                    && site.count("`user` WHERE snapshot_due IS NOT NULL") == 0
                    && site.count("outbox") == 0);
    LOG.info("drained");
  }

  private void check() {
    ledgerHoldsEachTradeOnce();
    volumesAreExact();
    snapshotsAreInOrderAndTheLastIsCorrect();
    deadLettersAreExactlyTheBadRecords();
  }

  private void ledgerHoldsEachTradeOnce() {
    Set<String> found = new HashSet<>();
    for (List<String> row : site.rows("SELECT trade_id FROM trades WHERE trade_type IS NOT NULL")) {
      assertThat(found.add(row.get(0))).as(row.get(0)).isTrue();
    }
    assertThat(found.equals(stream.ids()))
        .as("%d trades in the ledger, %d sent", found.size(), stream.ids().size())
        .isTrue();
    assertThat(site.count("trades")).isEqualTo(stream.ids().size());
  }

  private void volumesAreExact() {
    Map<String, BigDecimal> stored =
        decimals("SELECT wallet_address, volume FROM wallet_volume WHERE volume <> 0");
    Map<String, BigDecimal> expected = new TreeMap<>();
    stream
        .volumes()
        .forEach(
            (wallet, volume) -> {
              if (volume.signum() != 0) {
                expected.put(wallet, volume.setScale(10));
              }
            });
    assertThat(stored).isEqualTo(expected);
    assertThat(
            decimals(
                "SELECT wallet_address, cached_trading_volume FROM `user`"
                    + " WHERE cached_trading_volume <> 0"))
        .hasSize(USERS)
        .allSatisfy((wallet, volume) -> assertThat(volume).isEqualTo(expected.get(wallet)));
    List<List<String>> levels =
        site.rows(
            "SELECT u.wallet_address, q.current_volume FROM usernftqualification q"
                + " JOIN `user` u ON u.id = q.user_id");
    assertThat(levels)
        .hasSize(5 * USERS)
        .allSatisfy(row -> assertThat(row.get(1)).isEqualTo(expected.get(row.get(0)).toString()));
  }

  private void snapshotsAreInOrderAndTheLastIsCorrect() {
    Map<String, List<JsonNode>> published = new HashMap<>();
    Set<String> events = new HashSet<>();
    int again = 0;
    for (ConsumerRecord<String, String> message : probe.readAll(Topics.QUALIFICATION_EVENTS)) {
      // A relay that dies after publishing leaves the rows to its successor: same id, once more.
      if (events.add(KafkaProbe.header(message, MessageHeaders.ID).orElseThrow())) {
        published.computeIfAbsent(message.key(), user -> new ArrayList<>()).add(data(message));
      } else {
        again++;
      }
    }
    LOG.infof("%d snapshots, %d published again", events.size(), again);
    List<List<String>> users =
        site.rows(
            "SELECT id, snapshot_version, cached_trading_volume, snapshot_volume, wallet_address"
                + " FROM `user`");
    assertThat(users).hasSize(USERS);
    assertThat(published).hasSize(USERS);
    for (List<String> user : users) {
      List<JsonNode> snapshots = published.get(user.get(0));
      assertThat(snapshots)
          .as("versions of user %s", user.get(0))
          .extracting(data -> data.path("version").asLong())
          .containsExactlyElementsOf(
              LongStream.rangeClosed(1, Long.parseLong(user.get(1))).boxed().toList());
      JsonNode last = snapshots.get(snapshots.size() - 1);
      assertThat(last.path("tradingVolume").decimalValue()).isEqualByComparingTo(user.get(3));
      assertThat(wholePercents(last, user.get(3)))
          .as("published %s of %s of user %s", user.get(3), user.get(2), user.get(0))
          .isEqualTo(wholePercents(last, user.get(2)));
      assertThat(last.path("walletAddress").asText()).isEqualTo(user.get(4));
    }
  }

  /** Progress towards each level; a volume that moves none of them is not published. */
  private static List<Integer> wholePercents(JsonNode snapshot, String volume) {
    BigDecimal hundredfold = new BigDecimal(volume).movePointRight(2);
    List<Integer> percents = new ArrayList<>();
    for (JsonNode level : snapshot.path("levels")) {
      BigDecimal required = level.path("requiredVolume").decimalValue();
      int percent =
          required.signum() == 0 ? 100 : hundredfold.divideToIntegralValue(required).intValue();
      percents.add(Math.min(100, percent));
    }
    assertThat(percents).hasSize(5);
    return percents;
  }

  private void deadLettersAreExactlyTheBadRecords() {
    Map<String, String> origins = new HashMap<>();
    int again = 0;
    for (ConsumerRecord<String, String> dead : probe.readAll(Topics.deadLetter(Topics.TRADES))) {
      String origin =
          header(dead, DeadLetterHeaders.PARTITION) + "-" + header(dead, DeadLetterHeaders.OFFSET);
      String before = origins.put(origin, header(dead, DeadLetterHeaders.TIME));
      if (before != null) {
        // Published again by the next relay: the same row, so the same time. A second row is not.
        assertThat(header(dead, DeadLetterHeaders.TIME))
            .as("second row of %s", origin)
            .isEqualTo(before);
        again++;
      }
    }
    LOG.infof("%d dead letters, %d published again", origins.size(), again);
    assertThat(origins.keySet()).isEqualTo(stream.bad());
    assertThat(site.count("inbox WHERE consumer = 'trades.dlq'")).isEqualTo(stream.bad().size());
  }

  private static Map<String, BigDecimal> decimals(String sql) {
    Map<String, BigDecimal> found = new TreeMap<>();
    site.rows(sql).forEach(row -> found.put(row.get(0), new BigDecimal(row.get(1))));
    return found;
  }

  private static String header(ConsumerRecord<String, String> message, String name) {
    return KafkaProbe.header(message, name).orElseThrow();
  }

  private static JsonNode data(ConsumerRecord<String, String> message) {
    try {
      return ContractJson.mapper().readTree(message.value()).path("data");
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ConditionFactory within(int seconds) {
    return Awaitility.await()
        .pollInterval(Duration.ofMillis(100))
        .atMost(Duration.ofSeconds(seconds));
  }
}
