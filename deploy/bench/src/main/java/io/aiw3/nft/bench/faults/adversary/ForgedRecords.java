package io.aiw3.nft.bench.faults.adversary;

import io.aiw3.nft.bench.saga.Wallet;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records with foreign keys, impossible times, forged ids and headers that no column holds: each
 * bad one becomes a dead letter, and no honest user is linked to the forger's wallet.
 */
final class ForgedRecords implements Adversary {
  private static final List<String> TIMES =
      List.of(
          "\"9999-12-31T23:59:59Z\"",
          "\"+12345-01-01T00:00:00Z\"",
          "\"0000-01-01T00:00:00Z\"",
          "1764446400000",
          "\"yesterday\"");
  private static final int HUGE_HEADER = 70_000;
  private static final int CONTROL_CHARACTERS = 12_000;
  private static final int FORGED_IDS = 40;

  private final Arena arena;
  private final Wallet wallet = new Wallet();

  ForgedRecords(Arena arena) {
    this.arena = arena;
  }

  @Override
  public String name() {
    return "forged records";
  }

  @Override
  public void attack() throws Exception {
    int victim = arena.honest().get(arena.random().nextInt(arena.honest().size()));
    int own = arena.newUser();
    String now = '"' + Instant.now().toString() + '"';
    arena.records().sendBad(user(own, link(victim, now)));
    for (String time : TIMES) {
      arena.records().sendBad(user(own, link(own, time)));
    }
    arena.records().sendBad(withHeader(user(own, "{"), "x-huge", "h".repeat(HUGE_HEADER)));
    arena
        .records()
        .sendBad(withHeader(user(own, "{"), "x-control", "\u0001".repeat(CONTROL_CHARACTERS)));
    forgeIds(own, now);
    arena.records().sendBad(trade("{\"tradeId\":\"" + "x".repeat(900_000) + "\"}"));
  }

  /** Ids as a consumer may derive them for records without one. */
  private void forgeIds(int own, String now) throws InterruptedException {
    for (int partition = 0; partition < 6; partition++) {
      for (int offset = 0; offset < FORGED_IDS; offset++) {
        ProducerRecord<byte[], byte[]> forged = user(own, link(own, now));
        forged
            .headers()
            .add(MessageHeaders.ID, bytes("users-%d-%d".formatted(partition, 10 * offset)));
        arena.records().send(forged);
      }
    }
  }

  private String link(int user, String time) {
    return "{\"userId\":\"%d\",\"walletAddress\":\"%s\",\"updatedAt\":%s}"
        .formatted(user, wallet.address().toBase58(), time);
  }

  private static ProducerRecord<byte[], byte[]> user(int key, String body) {
    return new ProducerRecord<>(Topics.USERS, bytes(Integer.toString(key)), bytes(body));
  }

  private ProducerRecord<byte[], byte[]> trade(String body) {
    return new ProducerRecord<>(Topics.TRADES, bytes(wallet.address().toBase58()), bytes(body));
  }

  private static ProducerRecord<byte[], byte[]> withHeader(
      ProducerRecord<byte[], byte[]> forged, String name, String value) {
    forged.headers().add(name, bytes(value));
    return forged;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
