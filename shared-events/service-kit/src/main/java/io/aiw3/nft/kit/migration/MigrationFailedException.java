package io.aiw3.nft.kit.migration;

import java.io.Serial;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;

/** The schema is not what the service requires, so the service does not start. */
public final class MigrationFailedException extends IllegalStateException {
  @Serial private static final long serialVersionUID = 1L;

  MigrationFailedException(FlywayException cause) {
    super(
        "The database schema could not be migrated; the service does not start. Check"
            + " quarkus.datasource.jdbc.url and the server, or mend the migration that failed: "
            + cause.getMessage(),
        cause);
  }

  MigrationFailedException(String missing, Duration waited) {
    super(
        "The database schema lacks "
            + missing
            + " after "
            + waited
            + "; the service does not start. Run its migration Job, or set"
            + " aiw3.migration.at-start=true");
  }
}
