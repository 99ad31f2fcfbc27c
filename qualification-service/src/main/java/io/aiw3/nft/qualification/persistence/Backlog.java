package io.aiw3.nft.qualification.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Whether trades are waiting in large numbers: what can wait leaves the database to them then. */
@ApplicationScoped
public class Backlog {
  /** Longer than a large batch takes, usually. */
  private static final Duration MEMORY = Duration.ofSeconds(2);

  private final Clock clock;
  private volatile Instant until = Instant.MIN;

  Backlog(Clock clock) {
    this.clock = clock;
  }

  /** A large batch is being processed. */
  public void seen() {
    until = clock.instant().plus(MEMORY);
  }

  /**
   * Whether work that can wait has to: trades are waiting, and the work was last done less than
   * {@code pause} ago.
   */
  boolean postpones(Instant last, Duration pause) {
    Instant now = clock.instant();
    return now.isBefore(until) && now.isBefore(last.plus(pause));
  }
}
