package io.aiw3.nft.bench.ingest;

import java.time.Duration;

/**
 * What a contestant did.
 *
 * @param rate records or rows per second
 * @param cpu CPU seconds of the program per million
 * @param serverCpu CPU seconds of MySQL (or, where there is none, the broker) per million
 */
record Outcome(double rate, double cpu, double serverCpu) {
  static Outcome of(int count, double seconds, Duration cpu, Duration serverCpu) {
    return new Outcome(count / seconds, perMillion(cpu, count), perMillion(serverCpu, count));
  }

  private static double perMillion(Duration cpu, int count) {
    return cpu.toNanos() / 1e9 / count * 1e6;
  }
}
