package io.aiw3.nft.kit.transaction;

import io.aiw3.nft.kit.config.KitConfig;
import io.quarkus.arc.Unremovable;
import io.quarkus.reactive.mysql.client.MySQLPoolCreator;
import io.vertx.mysqlclient.MySQLBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections to MySQL on which nothing has come or gone for {@code
 * aiw3.transaction.silence}: what waits there fails as transient, and the server rolls back.
 *
 * <p>That is the only way to detect a server, a network path or a piece of work that was lost
 * silently: a statement has no time limit in the client, and TCP alone would wait for hours. The
 * pool's own idle time is shorter, so an idle connection is not closed by this.
 */
@Unremovable
@Singleton
class SilentConnections implements MySQLPoolCreator {
  private final KitConfig.Transaction config;

  SilentConnections(KitConfig config) {
    this.config = config.transaction();
  }

  @Override
  public Pool create(Input input) {
    input
        .mySQLConnectOptionsList()
        .forEach(
            options -> {
              options.setIdleTimeout(Math.toIntExact(config.silence().toMillis()));
              options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
              options.setConnectTimeout(Math.toIntExact(config.limit().toMillis()));
              options.setTcpKeepAlive(true);
            });
    return MySQLBuilder.pool()
        .with(input.poolOptions())
        .connectingTo(List.<SqlConnectOptions>copyOf(input.mySQLConnectOptionsList()))
        .using(input.vertx())
        .build();
  }
}
