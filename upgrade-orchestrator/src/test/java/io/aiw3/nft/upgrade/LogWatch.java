package io.aiw3.nft.upgrade;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What the service logs while it is open. */
final class LogWatch extends Handler implements AutoCloseable {
  /** The message and the stack. */
  private static final PatternFormatter FORMAT = new PatternFormatter("%s%e");

  private final Queue<LogRecord> records = new ConcurrentLinkedQueue<>();

  private LogWatch() {}

  static LogWatch start() {
    LogWatch watch = new LogWatch();
    Logger.getLogger("").addHandler(watch);
    return watch;
  }

  List<String> errors() {
    return records.stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogWatch::text)
        .toList();
  }

  /** All of it, stacks too. */
  String text() {
    return records.stream().map(LogWatch::text).collect(Collectors.joining("\n"));
  }

  private static String text(LogRecord entry) {
    return FORMAT.format(entry);
  }

  @Override
  public void publish(LogRecord entry) {
    records.add(entry);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(this);
  }
}
