package io.aiw3.nft.kit.migration;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Brings the schema up to date before anything else of the service starts, or waits until a Job has
 * done so: consumers, relays and the HTTP port come after it, and a migration that fails ends the
 * start.
 */
@ApplicationScoped
class Migrations {
  /** Before every other observer; those of Quarkus itself start at 0. */
  private static final int FIRST = Integer.MIN_VALUE;

  private final MigrationConfig config;
  private final DataSource database;
  private final Optional<String> url;

  Migrations(
      MigrationConfig config,
      DataSource database,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") Optional<String> url) {
    this.config = config;
    this.database = database;
    this.url = url;
  }

  void run(@Observes @Priority(FIRST) StartupEvent event) {
    if (config.atStart()) {
      migration().migrate();
    } else if (!config.waitTimeout().isZero()) {
      SchemaMigration.of(database, config)
          .await(config.waitTimeout(), config.connectRetryInterval());
    }
  }

  private SchemaMigration migration() {
    return config.username().isPresent()
        ? SchemaMigration.of(
            url.orElseThrow(), config.username().get(), config.password().orElse(null), config)
        : SchemaMigration.of(database, config);
  }
}
