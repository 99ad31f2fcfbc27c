package io.aiw3.nft.kit.migration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a service brings its schema up to date when it starts. */
@ConfigMapping(prefix = "aiw3.migration")
interface MigrationConfig {
  /** Off where a Job migrates the schema before the start, or where there is no database. */
  @WithDefault("true")
  boolean atStart();

  /**
   * With {@code at-start} off: how long the start waits for a schema that a Job migrates; then it
   * fails. 0: the database is not read.
   */
  @WithDefault("0S")
  Duration waitTimeout();

  /** User of the database who may change the schema; unless set, the service's own. */
  Optional<String> username();

  /** Password of {@code username}. */
  Optional<String> password();

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
