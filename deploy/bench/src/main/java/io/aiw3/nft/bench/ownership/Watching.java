package io.aiw3.nft.bench.ownership;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.bench.Metrics;
import io.aiw3.nft.bench.Service;
import io.aiw3.nft.bench.chain.Network;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What the watch takes, from the start of this on. */
final class Watching implements AutoCloseable {
  private static final String OLDEST = "aiw3_ownership_oldest_check_seconds";
  private static final List<String> ITS_METHODS =
      List.of(
          "getMultipleAccounts",
          "getTokenLargestAccounts",
          "getTokenAccountsByOwner",
          "getSignaturesForAddress",
          "getTransaction");

  private final Service service;
  private final Network network;
  private final long start = System.nanoTime();
  private final Duration cpu;
  private final JsonNode calls;
  private final ScheduledExecutorService sampling = Executors.newSingleThreadScheduledExecutor();
  private final Future<?> samples;
  private volatile double oldest;

  Watching(Service service, Network network) throws IOException, InterruptedException {
    this.service = service;
    this.network = network;
    cpu = service.cpu();
    calls = network.state().get("calls");
    samples = sampling.scheduleAtFixedRate(this::sample, 0, 1, TimeUnit.SECONDS);
  }

  private void sample() {
    try {
      oldest = Math.max(oldest, Metrics.sum(service.url(), OLDEST));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * So far.
   *
   * @param callsPerSecond by method, of those that only the watch makes
   * @param cores of the service
   * @param oldest the longest that a check was ago, in seconds
   */
  record Use(Map<String, Double> callsPerSecond, double cores, double oldest) {
    double calls() {
      return callsPerSecond.values().stream().mapToDouble(d -> d).sum();
    }
  }

  Use use() throws IOException, InterruptedException {
    if (samples.isDone()) {
      throw new IllegalStateException("the oldest check could not be read all the time");
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    JsonNode now = network.state().get("calls");
    Map<String, Double> rates = new TreeMap<>();
    for (String method : ITS_METHODS) {
      int made = now.path(method).asInt() - calls.path(method).asInt();
      if (made > 0) {
        rates.put(method, made / seconds);
      }
    }
    return new Use(rates, service.cpu().minus(cpu).toMillis() / 1e3 / seconds, oldest);
  }

  @Override
  public void close() {
    sampling.shutdownNow();
  }
}
