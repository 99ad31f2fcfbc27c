package io.aiw3.nft.kit.migration;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the schema up to date before anything else of the service starts: consumers, relays and
 * the HTTP port come after it, and a migration that fails ends the start.
 *
 * <p>Flyway takes a lock in the database, so of several replicas one migrates and the others wait.
 * Out of order, because the kit and the service number their files independently of each other.
 */
@ApplicationScoped
class Migrations {
  /** Before every other observer; those of Quarkus itself start at 0. */
  private static final int FIRST = Integer.MIN_VALUE;

  private final MigrationConfig config;
  private final DataSource database;

  Migrations(MigrationConfig config, DataSource database) {
    this.config = config;
    this.database = database;
  }

  void run(@Observes @Priority(FIRST) StartupEvent event) {
    if (!config.atStart()) {
      return;
    }
    try {
      Flyway.configure(Thread.currentThread().getContextClassLoader())
          .dataSource(database)
          .locations(config.locations().toArray(String[]::new))
          // A jar packed without its migrations must not start as if there were none.
          .failOnMissingLocations(true)
          .outOfOrder(true)
          .connectRetries(config.connectRetries())
          .connectRetriesInterval((int) Math.max(1, config.connectRetryInterval().toSeconds()))
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new MigrationFailedException(e);
    }
  }
}
