package io.aiw3.nft.bench.ingest;

import io.aiw3.nft.contract.SolanaAddress;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Trades of many wallets, the same for the same seed: ids without order, prices with ten decimals,
 * one record in a hundred sent twice.
 */
final class Workload {
  static final int DUPLICATE_EVERY = 100;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long LARGEST_PRICE = 20_000_000_000_000L;

  private final String series;
  private final String[] wallets;
  private final int[] walletOf;
  private final long[] prices;

  /**
   * @param series part of every trade id: workloads of different series have no trade in common
   * @param wallets base58 addresses
   */
  Workload(String series, String[] wallets, int trades, long seed) {
    this.series = series;
    this.wallets = wallets.clone();
    Random random = new Random(seed);
    walletOf = random.ints(trades, 0, wallets.length).toArray();
    prices = random.longs(trades, 0, LARGEST_PRICE).toArray();
  }

  /** Addresses of 32 bytes each. */
  static String[] wallets(int count, long seed) {
    Random random = new Random(seed);
    String[] wallets = new String[count];
    Arrays.setAll(wallets, i -> address(random));
    return wallets;
  }

  private static String address(Random random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    bytes[0] |= 1;
    return SolanaAddress.of(bytes);
  }

  /** Trades, each once. */
  int size() {
    return prices.length;
  }

  /** Records in Kafka, with those sent twice. */
  int records() {
    return prices.length + (prices.length + DUPLICATE_EVERY - 1) / DUPLICATE_EVERY;
  }

  String id(int trade) {
    return Long.toHexString(trade * GOLDEN) + "-" + series + trade;
  }

  String wallet(int trade) {
    return wallets[walletOf[trade]];
  }

  BigDecimal price(int trade) {
    return BigDecimal.valueOf(prices[trade], 10);
  }

  byte[] body(int trade) {
    return ("{\"tradeId\":\"%s\",\"walletAddress\":\"%s\",\"tradeType\":\"perpetual\","
            + "\"totalUsdPrice\":%s,\"executedAt\":\"2026-01-01T00:00:00Z\"}")
        .formatted(id(trade), wallet(trade), price(trade).toPlainString())
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Exact volume of each wallet, over all of these workloads. */
  static Map<String, BigDecimal> volumes(Workload... workloads) {
    Map<String, BigDecimal> volumes = new TreeMap<>();
    for (Workload workload : workloads) {
      for (int i = 0; i < workload.size(); i++) {
        volumes.merge(workload.wallet(i), workload.price(i), BigDecimal::add);
      }
    }
    return volumes;
  }

  BigDecimal volume() {
    BigInteger sum = BigInteger.ZERO;
    for (long price : prices) {
      sum = sum.add(BigInteger.valueOf(price));
    }
    return new BigDecimal(sum, 10);
  }
}
