package io.aiw3.nft.kit.migration;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Flyway as the suite uses it, in a service and in a Job alike.
 *
 * <p>Flyway takes a lock in the database, so of several processes one migrates and the others wait.
 * Out of order, because the kit and the service number their files independently of each other.
 */
final class SchemaMigration {
  private final Flyway flyway;

  private SchemaMigration(FluentConfiguration configuration) {
    this.flyway = configuration.load();
  }

  static SchemaMigration of(DataSource database, MigrationConfig config) {
    return new SchemaMigration(configuration(config).dataSource(database));
  }

  /** With a user of its own, on connections that no pool keeps. */
  static SchemaMigration of(String url, String user, String password, MigrationConfig config) {
    return new SchemaMigration(configuration(config).dataSource(url, user, password));
  }

  private static FluentConfiguration configuration(MigrationConfig config) {
    return Flyway.configure(Thread.currentThread().getContextClassLoader())
        .locations(config.locations().toArray(String[]::new))
        // A jar packed without its migrations must not start as if there were none.
        .failOnMissingLocations(true)
        .outOfOrder(true)
        .connectRetries(config.connectRetries())
        .connectRetriesInterval((int) Math.max(1, config.connectRetryInterval().toSeconds()));
  }

  /** Applies what is missing. */
  void migrate() {
    try {
      flyway.migrate();
    } catch (FlywayException e) {
      throw new MigrationFailedException(e);
    }
  }

  /** The files of this release that the schema does not have; reads alone. */
  List<String> missing() {
    try {
      return Arrays.stream(flyway.info().all())
          .filter(one -> one.getState().isResolved())
          .filter(one -> !one.getState().isApplied() || one.getState().isFailed())
          .map(MigrationInfo::getScript)
          .toList();
    } catch (FlywayException e) {
      throw new MigrationFailedException(e);
    }
  }

  /**
   * Returns when the schema has all that this release requires. It may have more: the release
   * before runs on it.
   *
   * @param interval between two looks
   */
  void await(Duration timeout, Duration interval) {
    long end = System.nanoTime() + timeout.toNanos();
    List<String> missing = missing();
    while (!missing.isEmpty()) {
      if (System.nanoTime() > end) {
        throw new MigrationFailedException(
            missing.stream().collect(Collectors.joining(", ")), timeout);
      }
      try {
        Thread.sleep(interval.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the start was interrupted", e);
      }
      missing = missing();
    }
  }
}
