package io.aiw3.nft.kit.migration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** How a service brings its schema up to date when it starts. */
@ConfigMapping(prefix = "aiw3.migration")
interface MigrationConfig {
  /** Off where the schema is migrated before the start, or where there is no database. */
  @WithDefault("true")
  boolean atStart();

  /** Folders on the class path: the kit's own tables, and the service's. */
  @WithDefault("db/kit,db/migration")
  List<String> locations();

  /** Further attempts while the database cannot be reached; then the start fails. */
  @WithDefault("60")
  int connectRetries();

  /** The longest delay between two attempts. */
  @WithDefault("1S")
  Duration connectRetryInterval();
}
