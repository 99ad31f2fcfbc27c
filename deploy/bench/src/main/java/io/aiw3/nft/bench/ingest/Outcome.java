package io.aiw3.nft.bench.ingest;

import java.time.Duration;

/**
 * What a contestant did.
 *
 * @param rate trades per second
 * @param cpu CPU seconds of the contestant's process per million trades; 0: it has none of its own
 * @param mysqlCpu the same of MySQL
 * @param kafkaCpu the same of the broker; 0: it had no part in it
 * @param peakMemory the most bytes of the contestant's process that were resident; 0: it has none
 */
record Outcome(double rate, double cpu, double mysqlCpu, double kafkaCpu, long peakMemory) {
  /** Of a contestant in the benchmark's own process. */
  static Outcome of(int count, double seconds, Duration mysql) {
    return new Outcome(count / seconds, 0, perMillion(mysql, count), 0, 0);
  }

  static double perMillion(Duration cpu, int count) {
    return cpu.toNanos() / 1e9 / count * 1e6;
  }
}
