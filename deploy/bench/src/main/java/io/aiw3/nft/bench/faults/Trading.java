package io.aiw3.nft.bench.faults;

import io.aiw3.nft.bench.saga.Suite;
import io.aiw3.nft.contract.Topics;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The trading platform: it links wallets, reports tasks, and trades without end, some trades twice,
 * some records no trades at all. Knows what must come of it.
 */
public final class Trading implements AutoCloseable {
  /** Enough for level 2. */
  private static final BigDecimal FIRST = new BigDecimal("600000.5");

  /** Each earns a badge of level 2. */
  private static final List<String> TASKS =
      List.of("contract_novice_guidance", "personal_data_completed");

  /** Participants of a competition; so many win. */
  private static final int RANKED = 4;

  private static final int WINNERS = 3;
  private static final int BURST = 250;
  private static final long PAUSE_MILLIS = 1000;

  private final KafkaProducer<String, String> producer;
  private final Map<String, BigDecimal> volumes = new HashMap<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final AtomicInteger bad = new AtomicInteger();
  private final AtomicInteger competitions = new AtomicInteger();
  private int distinct;
  private int streamed;

  Trading(Suite suite) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                suite.kafka(),
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                600_000,
                // A broker that is just coming up may refuse a new producer's first batch and take
                // its second: the first is then out of order permanently.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1),
            new StringSerializer(),
            new StringSerializer());
  }

  /** The trader has what claim and upgrade need, but for the badges, which are bound by hand. */
  void prepare(User user) {
    link(user.id(), user.address());
    trade("first-" + user.id(), user.address(), FIRST);
    tasks(user.id());
  }

  /** Links a wallet to a user. */
  public void link(int user, String wallet) {
    send(
        Topics.USERS,
        Integer.toString(user),
        "{\"userId\":\"%d\",\"walletAddress\":\"%s\",\"updatedAt\":\"%s\"}"
            .formatted(user, wallet, Instant.now()));
  }

  /** The user does what earns the badges of level 2. */
  public void tasks(int user) {
    for (String task : TASKS) {
      send(
          Topics.TASK_EVENTS,
          Integer.toString(user),
          "{\"userId\":\"%d\",\"task\":\"%s\",\"count\":1,\"occurredAt\":\"%s\"}"
              .formatted(user, task, Instant.now()));
    }
  }

  /**
   * A competition ends, and is published twice; the first three win. With too few there is none.
   */
  void competition(List<User> users, Random random) {
    if (users.size() < RANKED) {
      return;
    }
    String id = "cup-" + competitions.incrementAndGet();
    StringBuilder results = new StringBuilder();
    int first = random.nextInt(users.size());
    for (int rank = 1; rank <= RANKED; rank++) {
      results.append(
          "%s{\"rank\":%d,\"userId\":\"%d\"}"
              .formatted(
                  rank == 1 ? "" : ",", rank, users.get((first + rank) % users.size()).id()));
    }
    String body =
        ("{\"competitionId\":\"%s\",\"name\":\"%s\",\"endedAt\":\"%s\"," + "\"results\":[%s]}")
            .formatted(id, id, Instant.now(), results);
    send(Topics.COMPETITION_RESULTS, id, body);
    send(Topics.COMPETITION_RESULTS, id, body);
  }

  /** NFTs that the competitions awarded. */
  int awards() {
    return WINNERS * competitions.get();
  }

  /** So many small trades of the wallets, in bursts; returns when the broker has them all. */
  void stream(int trades, List<User> users, Random random) throws InterruptedException {
    for (int i = 0; i < trades; i++) {
      String wallet = users.get(random.nextInt(users.size())).address();
      trade("t-" + streamed, wallet, BigDecimal.valueOf(random.nextLong(10_000_000_000L), 10));
      if (random.nextInt(500) == 0) {
        send(Topics.TRADES, wallet, "{\"tradeId\":\"bad-" + streamed + "\"}");
        bad.incrementAndGet();
      }
      if (streamed++ % BURST == 0) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    producer.flush();
  }

  /** A trade that counts. */
  public synchronized void trade(String id, String wallet, BigDecimal price) {
    String body =
        ("{\"tradeId\":\"%s\",\"walletAddress\":\"%s\",\"tradeType\":\"perpetual\","
                + "\"totalUsdPrice\":%s,\"executedAt\":\"2026-01-01T00:00:00Z\"}")
            .formatted(id, wallet, price.toPlainString());
    volumes.merge(wallet, price, BigDecimal::add);
    send(Topics.TRADES, wallet, body);
    if (++distinct % 100 == 0) {
      send(Topics.TRADES, wallet, body);
    }
  }

  private void send(String topic, String key, String value) {
    Future<?> unused =
        producer.send(
            new ProducerRecord<>(topic, key, value),
            (stored, e) -> {
              if (e != null) {
                failure.set(e);
              }
            });
  }

  /**
   * Waits until the broker has everything.
   *
   * @throws IllegalStateException when it does not: the run proves nothing
   */
  public void settle() {
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("not all was stored", failure.get());
    }
  }

  /** Exact volume by wallet. */
  synchronized Map<String, BigDecimal> volumes() {
    return Map.copyOf(volumes);
  }

  synchronized int distinct() {
    return distinct;
  }

  int bad() {
    return bad.get();
  }

  @Override
  public void close() {
    producer.close();
  }
}
