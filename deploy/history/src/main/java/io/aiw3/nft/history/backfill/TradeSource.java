package io.aiw3.nft.history.backfill;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;

/** Past trades in an order that never changes, so that a later run can continue at a position. */
interface TradeSource extends AutoCloseable {
  /** A place between two rows. Its meaning is the source's: byte and line, or the last id. */
  record Position(long at, long line) {}

  /** What makes it this source and no other; compared with the one of a state file. */
  Map<String, String> identity();

  /** Where the first row begins. */
  Position start();

  /** {@link Position#at} behind the last row; to show how much is done. */
  long end();

  /** What {@link Position#at} counts, for people, e.g. {@code MiB}, and how much makes one. */
  Unit unit();

  /** Goes to a position that this source once gave. */
  void seek(Position position) throws IOException, SQLException;

  /** The next row, or null behind the last. */
  LegacyRow next() throws IOException, SQLException;

  /** Behind the row that {@link #next()} gave last. */
  Position position();

  @Override
  void close() throws IOException, SQLException;

  /** A unit of progress. */
  record Unit(String name, long size) {}
}
