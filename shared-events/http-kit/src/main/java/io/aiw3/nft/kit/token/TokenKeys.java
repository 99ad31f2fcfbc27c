package io.aiw3.nft.kit.token;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The keys that tokens are verified with, as text, refreshed on another thread than those that
 * verify: smallrye-jwt would fetch them on the event loop, never read a file again, and forget what
 * it knows when the issuer is unavailable.
 *
 * <p>A key of which a token speaks and which is not known has the keys read again, but never sooner
 * than the pause after the last time. Keys that cannot be read stay as they were.
 */
public final class TokenKeys {
  private static final Logger LOG = Logger.getLogger(TokenKeys.class);

  private final Optional<KeySource> source;
  private final long everyMillis;
  private final long pauseMillis;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean requested = new AtomicBoolean();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread own = new Thread(work, "token-keys");
            own.setDaemon(true);
            return own;
          });
  private volatile String text;
  private volatile long readNanos;

  /**
   * @param source empty: the keys never change, and are read elsewhere
   * @param refresh how often an address is polled
   * @param pause how often a file is checked, and between two reads that tokens cause
   */
  public TokenKeys(Optional<KeySource> source, Duration refresh, Duration pause) {
    this.source = source;
    pauseMillis = pause.toMillis();
    // Checking a file costs nothing.
    everyMillis =
        source.filter(KeySource.Local.class::isInstance).isPresent()
            ? pauseMillis
            : refresh.toMillis();
  }

  /** Reads the keys, and from then on again and again. */
  public void start() {
    if (source.isPresent()) {
      read();
      ScheduledFuture<?> unused =
          thread.scheduleWithFixedDelay(
              this::read, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }
  }

  public void stop() {
    thread.shutdownNow();
  }

  /** Whether they are kept here. */
  public boolean change() {
    return source.isPresent();
  }

  /** The keys as they were read last; empty until they could be read. */
  public Optional<String> text() {
    return Optional.ofNullable(text);
  }

  /** Has the listener run after each change. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Requests that the keys are read again soon; many requests at a time lead to one read. */
  public void refreshSoon() {
    if (requested.compareAndSet(false, true)) {
      long sinceMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - readNanos);
      ScheduledFuture<?> unused =
          thread.schedule(
              () -> {
                requested.set(false);
                read();
              },
              Math.max(0, pauseMillis - sinceMillis),
              TimeUnit.MILLISECONDS);
    }
  }

  private void read() {
    try {
      String now = source.orElseThrow().read();
      if (!now.equals(text)) {
        text = now;
        listeners.forEach(Runnable::run);
        LOG.info("JWKS loaded");
      }
    } catch (IOException | RuntimeException e) {
      LOG.errorf("JWKS refresh failed; keeping current keys cause=%s", e.toString());
    } finally {
      readNanos = System.nanoTime();
    }
  }
}
