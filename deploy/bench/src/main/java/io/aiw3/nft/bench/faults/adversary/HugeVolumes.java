package io.aiw3.nft.bench.faults.adversary;

import io.aiw3.nft.bench.saga.Wallet;
import io.aiw3.nft.contract.Topics;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Two trades, each of which fits, while their sum does not: the second is the dead letter. */
final class HugeVolumes implements Adversary {
  private static final BigDecimal LARGEST = new BigDecimal("99999999999999999999");

  private final Arena arena;

  HugeVolumes(Arena arena) {
    this.arena = arena;
  }

  @Override
  public String name() {
    return "a volume that no column holds";
  }

  @Override
  public void attack() throws Exception {
    String wallet = new Wallet().address().toBase58();
    arena.trading().trade("huge-1-" + wallet, wallet, LARGEST);
    arena.trading().settle();
    String body =
        ("{\"tradeId\":\"huge-2-%s\",\"walletAddress\":\"%s\",\"tradeType\":\"perpetual\","
                + "\"totalUsdPrice\":%s,\"executedAt\":\"2026-01-01T00:00:00Z\"}")
            .formatted(wallet, wallet, LARGEST.toPlainString());
    arena
        .records()
        .sendBad(
            new ProducerRecord<>(
                Topics.TRADES,
                wallet.getBytes(StandardCharsets.UTF_8),
                body.getBytes(StandardCharsets.UTF_8)));
  }
}
