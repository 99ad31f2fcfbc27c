package io.aiw3.nft.history.backfill;

import io.aiw3.nft.history.backfill.TradeSource.Unit;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far it is: a bar on a terminal, else a line every few seconds. */
final class Progress implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final PrintStream out;
  private final long start;
  private final long end;
  private final long began = System.nanoTime();
  private final ProgressBar bar;
  private long rows;
  private long lastLine = began;

  /**
   * @param start where this run begins, {@code end} where it will be done, both as positions
   */
  Progress(PrintStream out, boolean terminal, long start, long end, Unit unit) {
    this.out = out;
    this.start = start;
    this.end = end;
    bar =
        terminal
            ? new ProgressBarBuilder()
                .setTaskName("backfill")
                .setInitialMax(end)
                .startsFrom(start, Duration.ZERO)
                .setUnit(unit.name(), unit.size())
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .setConsumer(new ConsoleProgressBarConsumer(out))
                .build()
            : null;
  }

  /**
   * @param sentNow rows that this run has read
   */
  void update(long at, long sentNow, long rejected) {
    rows = sentNow;
    if (bar != null) {
      bar.stepTo(at);
      bar.setExtraMessage(
          String.format(Locale.ROOT, " %,d rows, %,d/s, %,d rejected", rows, rate(), rejected));
    } else if (System.nanoTime() - lastLine >= EVERY.toNanos()) {
      lastLine = System.nanoTime();
      out.println(line(at, rejected));
    }
  }

  private String line(long at, long rejected) {
    double done = end == 0 ? 1 : (double) at / end;
    String left = "?";
    if (at > start) {
      double seconds = seconds() * (end - at) / (at - start);
      left = Math.round(seconds) + " s";
    }
    return String.format(
        Locale.ROOT,
        "%.1f %%, %,d rows, %,d/s, %,d rejected, %s left",
        done * 100,
        rows,
        rate(),
        rejected,
        left);
  }

  /** Rows a second since the beginning. */
  long rate() {
    return Math.round(rows / seconds());
  }

  double seconds() {
    return Math.max(0.001, (System.nanoTime() - began) / 1e9);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
