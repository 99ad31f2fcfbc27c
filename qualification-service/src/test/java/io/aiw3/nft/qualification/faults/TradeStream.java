package io.aiw3.nft.qualification.faults;

import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.qualification.Platform;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Trades of many wallets with duplicates, reversals and bad records among them, and what they must
 * come to. The same for the same seed, but for the wallets' addresses.
 */
final class TradeStream {
  private final Random random;
  private final int trades;
  private final List<String> wallets;
  private final List<Item> items = new ArrayList<>();
  private final Map<String, BigDecimal> volumes = new TreeMap<>();
  private final Set<String> ids = new HashSet<>();
  private final Set<String> bad = ConcurrentHashMap.newKeySet();

  /** A record, and where in the stream it is. */
  private record Item(double place, String key, String body, boolean bad) {}

  TradeStream(int trades, int walletCount, long seed) {
    this.random = new Random(seed);
    this.trades = trades;
    this.wallets = Stream.generate(Platform::newWallet).limit(walletCount).toList();
    for (int i = 0; i < trades; i++) {
      add(i);
    }
    items.sort(Comparator.comparingDouble(Item::place));
  }

  private void add(int i) {
    String id = "t-" + Long.toHexString(i * 0x9E3779B97F4A7C15L);
    String wallet = wallets.get(random.nextInt(wallets.size()));
    BigDecimal price = BigDecimal.valueOf(random.nextLong(20_000_000_000_000L), 10);
    boolean counts = random.nextInt(20) > 0;
    String body = body(id, wallet, counts ? "perpetual" : "spot", price.toPlainString());
    good(i, id, wallet, body);
    int chance = random.nextInt(1000);
    if (chance < 5) { // sent twice at once
      good(i + 0.5, id, wallet, body);
    } else if (chance < 10) { // and again somewhere later
      good(later(i), id, wallet, body);
    } else if (chance < 15) {
      bad(i, id, wallet);
    } else if (chance < 20) { // taken back, afterwards or ahead, some of them twice
      boolean ahead = random.nextBoolean();
      reversal(ahead ? random.nextDouble() * i : later(i), "r-" + id, wallet, id);
      if (random.nextInt(4) == 0) {
        reversal(later(i), "rr-" + id, wallet, id);
      }
      counts = false;
    }
    volumes.merge(wallet, counts ? price : BigDecimal.ZERO, BigDecimal::add);
  }

  private void bad(int i, String id, String wallet) {
    String other = "b-" + id;
    String good = body(other, wallet, "perpetual", "1.5");
    double place = later(i);
    switch (i % 10) {
      case 0 -> items.add(new Item(place, wallet, "{not json", true));
      case 1 -> items.add(new Item(place, wallet, good.replace(":1.5", ":-1.5"), true));
      case 2 -> items.add(new Item(place, wallet, good.replace(":1.5", ":0.12345678901"), true));
      case 3 -> items.add(new Item(place, wallet, good.replace("perpetual", ""), true));
      case 4 -> items.add(new Item(place, "stranger", good, true));
      case 5 -> items.add(new Item(place, null, good, true));
      case 6 -> items.add(new Item(place, wallet, null, true));
      case 7 -> items.add(new Item(place, wallet, good.replace("tradeId", "id"), true));
      case 8 -> items.add(new Item(place, wallet, good.replace(":1.5", ":1e25"), true));
      // The id of a trade that came before, of the same wallet and so of the same partition.
      default -> items.add(new Item(place, wallet, body(id, wallet, "perpetual", "2001"), true));
    }
  }

  private void good(double place, String id, String wallet, String body) {
    ids.add(id);
    items.add(new Item(place, wallet, body, false));
  }

  private void reversal(double place, String id, String wallet, String original) {
    String body = body(id, wallet, "reversal", "0");
    good(place, id, wallet, body.replaceFirst("}$", ",\"reverses\":\"" + original + "\"}"));
  }

  private double later(int i) {
    return i + 0.6 + random.nextDouble() * (trades - i);
  }

  private static String body(String id, String wallet, String type, String price) {
    return ("{\"tradeId\":\"%s\",\"walletAddress\":\"%s\",\"tradeType\":\"%s\","
            + "\"totalUsdPrice\":%s,\"executedAt\":\"2026-01-01T00:00:00Z\"}")
        .formatted(id, wallet, type, price);
  }

  List<String> wallets() {
    return wallets;
  }

  /** Exact volume of every wallet that traded. */
  Map<String, BigDecimal> volumes() {
    return volumes;
  }

  /** Of all good trades and reversals. */
  Set<String> ids() {
    return ids;
  }

  /** Partition and offset of each bad record sent so far. */
  Set<String> bad() {
    return bad;
  }

  /** Sends one of so many equal parts of the stream; returns when the broker has it. */
  void send(String bootstrapServers, int part, int parts) {
    int size = items.size();
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                // A broker that is just coming up may refuse a new producer's first batch and take
                // its second: the first is then out of order permanently.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.LINGER_MS_CONFIG,
                20),
            new StringSerializer(),
            new StringSerializer())) {
      for (Item item : items.subList(part * size / parts, (part + 1) * size / parts)) {
        var unused =
            producer.send(
                new ProducerRecord<>(Topics.TRADES, item.key(), item.body()),
                (stored, e) -> {
                  if (e != null) {
                    failure.set(e);
                  } else if (item.bad()) {
                    bad.add(stored.partition() + "-" + stored.offset());
                  }
                });
      }
      producer.flush();
    }
    if (failure.get() != null) {
      throw new IllegalStateException("the trades were not stored", failure.get());
    }
  }
}
