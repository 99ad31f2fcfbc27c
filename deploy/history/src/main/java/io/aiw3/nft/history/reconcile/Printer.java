package io.aiw3.nft.history.reconcile;

import java.io.PrintWriter;
import java.util.Locale;

/** Prints differences up to a limit, and counts all. */
final class Printer {
  private final PrintWriter out;
  private final long limit;
  private long count;

  Printer(PrintWriter out, long limit) {
    this.out = out;
    this.limit = limit;
  }

  void print(String difference) {
    count++;
    if (count <= limit) {
      out.println(difference);
    }
  }

  long count() {
    return count;
  }

  /** Says how many were not printed. */
  void end() {
    if (count > limit) {
      out.printf(Locale.ROOT, "… and %,d more%n", count - limit);
    }
  }
}
