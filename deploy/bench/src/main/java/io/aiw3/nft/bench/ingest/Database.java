package io.aiw3.nft.bench.ingest;

import io.aiw3.nft.bench.Machine;
import io.aiw3.nft.bench.Servers;
import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.infrastructure.Schema;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The qualification service's schema, queried and prepared from outside. */
final class Database implements AutoCloseable {
  private static final int ROWS = 1000;
  static final int FIRST_USER = 1_000_000;
  private static final List<Tier> TIERS = TierCatalogue.standard().tiered();

  private final Servers servers;
  private final Connection connection;

  Database(Servers servers) throws SQLException {
    this.servers = servers;
    connection = servers.mysql().connection(Schema.QUALIFICATION);
  }

  Connection connection() {
    return connection;
  }

  Duration cpu() {
    return Machine.cpu(servers.mysql().child().pid());
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  BigDecimal number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      BigDecimal number = rows.getBigDecimal(1);
      return number == null ? BigDecimal.ZERO : number;
    }
  }

  void awaitNumber(String query, BigDecimal expected, Duration limit)
      throws SQLException, InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    BigDecimal number = number(query);
    while (number.compareTo(expected) != 0) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException(query + ": " + number + ", not " + expected);
      }
      Thread.sleep(300);
      number = number(query);
    }
  }

  /**
   * Each wallet's volume that is not 0.
   *
   * @param table table or view
   */
  Map<String, BigDecimal> volumes(String table) throws SQLException {
    Map<String, BigDecimal> volumes = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT wallet_address, volume FROM " + table + " WHERE volume <> 0")) {
      while (rows.next()) {
        volumes.put(rows.getString(1), rows.getBigDecimal(2));
      }
    }
    return volumes;
  }

  /** A user for each wallet, as if they had come from the topic {@code users} long ago. */
  void link(String[] wallets) throws SQLException {
    for (int from = 0; from < wallets.length; from += ROWS) {
      StringBuilder users =
          new StringBuilder(
              "INSERT INTO `user` (id, wallet_address, announced_wallet, announced_at) VALUES ");
      StringBuilder levels =
          new StringBuilder(
              "INSERT INTO qualification_level (user_id, target_level, required_volume,"
                  + " badges_required) VALUES ");
      for (int i = from; i < Math.min(wallets.length, from + ROWS); i++) {
        users.append(i == from ? "" : ",");
        users.append("(%1$d,'%2$s','%2$s',UTC_TIMESTAMP())".formatted(FIRST_USER + i, wallets[i]));
        for (Tier tier : TIERS) {
          levels.append(i == from && tier.level() == 1 ? "" : ",");
          levels.append(
              "(%d,%d,%s,%d)"
                  .formatted(
                      FIRST_USER + i,
                      tier.level(),
                      tier.requiredVolume().toPlainString(),
                      tier.badgesRequired()));
        }
      }
      execute(users.toString());
      execute(levels.toString());
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
