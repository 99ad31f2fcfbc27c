package io.aiw3.nft.kit.migration;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Migrates a service's schema and ends: the Job that runs before a release. It is started from the
 * service's own image, without Quarkus, so it needs no broker, no key and no right but that of its
 * database user:
 *
 * <pre>java -cp "/app/app/*:/app/lib/main/*" io.aiw3.nft.kit.migration.MigrateMain</pre>
 *
 * <p>{@code AIW3_MIGRATION_URL} (JDBC), {@code AIW3_MIGRATION_USERNAME} and {@code
 * AIW3_MIGRATION_PASSWORD} say where. First come the migrations, for which the services wait, then
 * the backfills, for which nothing waits. Killed at any point it is run again.
 */
public final class MigrateMain {
  private static final List<String> LOCATIONS = List.of("db/kit", "db/migration");

  private MigrateMain() {}

  public static void main(String[] arguments) {
    System.exit(run(System.getenv(), System.out, System.err));
  }

  /**
   * @return the exit code: 0 done, 1 it could not be done, 2 something is not set
   */
  static int run(Map<String, String> environment, PrintStream out, PrintStream err) {
    String url = environment.get("AIW3_MIGRATION_URL");
    String user = environment.get("AIW3_MIGRATION_USERNAME");
    String password = environment.get("AIW3_MIGRATION_PASSWORD");
    if (url == null || user == null || password == null) {
      err.println(
          "Set AIW3_MIGRATION_URL (jdbc:mysql://HOST:PORT/SCHEMA), AIW3_MIGRATION_USERNAME and"
              + " AIW3_MIGRATION_PASSWORD");
      return 2;
    }
    try {
      SchemaMigration.of(url, user, password, new Settings()).migrate();
      out.println("the schema has all that this release requires");
      new Backfills(url, user, password, out).run();
      return 0;
    } catch (MigrationFailedException | BackfillFailedException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  /** The defaults of a service: its configuration is not read here. */
  private record Settings() implements MigrationConfig {
    @Override
    public boolean atStart() {
      return true;
    }

    @Override
    public Duration waitTimeout() {
      return Duration.ZERO;
    }

    @Override
    public Optional<String> username() {
      return Optional.empty();
    }

    @Override
    public Optional<String> password() {
      return Optional.empty();
    }

    @Override
    public List<String> locations() {
      return LOCATIONS;
    }

    @Override
    public int connectRetries() {
      return 60;
    }

    @Override
    public Duration connectRetryInterval() {
      return Duration.ofSeconds(1);
    }
  }
}
