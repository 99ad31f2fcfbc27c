package io.aiw3.nft.bench.saga;

import io.aiw3.nft.contract.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** The trading platform: it links wallets, trades, and reports tasks. */
final class Platform implements AutoCloseable {
  /** Enough for level 2. */
  private static final String VOLUME = "600000.5";

  /** Each earns a badge of level 2. */
  private static final List<String> TASKS =
      List.of("contract_novice_guidance", "personal_data_completed");

  private final KafkaProducer<String, String> producer;

  Platform(Suite suite) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", suite.kafka()),
            new StringSerializer(),
            new StringSerializer());
  }

  /** The trader has what claim and upgrade need, but for the badges, which are bound by hand. */
  void prepare(Trader trader) {
    String wallet = trader.wallet().address().toBase58();
    String now = Instant.now().toString();
    send(
        Topics.USERS,
        Integer.toString(trader.id()),
        "{\"userId\":\"%d\",\"walletAddress\":\"%s\",\"updatedAt\":\"%s\"}"
            .formatted(trader.id(), wallet, now));
    send(
        Topics.TRADES,
        wallet,
        ("{\"tradeId\":\"%s\",\"walletAddress\":\"%s\",\"tradeType\":\"perpetual\","
                + "\"totalUsdPrice\":%s,\"executedAt\":\"%s\"}")
            .formatted(UUID.randomUUID(), wallet, VOLUME, now));
    for (String task : TASKS) {
      send(
          Topics.TASK_EVENTS,
          Integer.toString(trader.id()),
          "{\"userId\":\"%d\",\"task\":\"%s\",\"count\":1,\"occurredAt\":\"%s\"}"
              .formatted(trader.id(), task, now));
    }
  }

  private void send(String topic, String key, String value) {
    Future<?> unused = producer.send(new ProducerRecord<>(topic, key, value));
  }

  @Override
  public void close() {
    producer.close();
  }
}
