package io.aiw3.nft.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Work done for many, several at a time.
 *
 * @param seconds for all of them
 * @param results in the order of the subjects
 */
public record AtOnce<T>(double seconds, List<T> results) {
  /** What one of the subjects does. */
  public interface Work<S, T> {
    T on(S subject) throws Exception;
  }

  /** Does it for all, {@code threads} at a time; the first failure ends the benchmark. */
  public static <S, T> AtOnce<T> all(int threads, List<S> subjects, Work<S, T> work)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long start = System.nanoTime();
      List<Future<T>> futures =
          subjects.stream()
              .map(subject -> pool.submit((Callable<T>) () -> work.on(subject)))
              .toList();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return new AtOnce<>((System.nanoTime() - start) / 1e9, results);
    } finally {
      pool.shutdownNow();
    }
  }

  public double rate() {
    return results.size() / seconds;
  }
}
