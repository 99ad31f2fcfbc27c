package io.aiw3.nft.bench.ownership;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** When the row of each moved NFT first shows it. */
final class Sightings {
  private static final long POLL_MILLIS = 200;

  private final Books books;
  private final Map<Integer, Move> awaited = new ConcurrentHashMap<>();

  Sightings(Books books) {
    this.books = books;
  }

  /** Called before the move is made. */
  void await(Move move) {
    awaited.put(move.nft().id(), move);
  }

  /**
   * Returns when all have been seen.
   *
   * @return by NFT, milliseconds of the clock
   */
  Map<Integer, Long> of(int count, Duration limit) throws SQLException, InterruptedException {
    Map<Integer, Long> seen = new HashMap<>();
    long deadline = System.nanoTime() + limit.toNanos();
    while (seen.size() < count) {
      if (!awaited.isEmpty()) {
        for (Books.Row row : books.rows(awaited.keySet())) {
          if (awaited.get(row.id()).isShownBy(row)) {
            seen.put(row.id(), System.currentTimeMillis());
            awaited.remove(row.id());
          }
        }
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%d of %d are not seen after %s".formatted(count - seen.size(), count, limit));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return seen;
  }
}
