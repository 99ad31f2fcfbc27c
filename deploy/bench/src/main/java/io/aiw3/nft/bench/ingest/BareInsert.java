package io.aiw3.nft.bench.ingest;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Baseline (a): the same rows as the ledger's, in multi-row statements that were made before, one
 * after another on one connection, each committed.
 */
final class BareInsert implements Contestant {
  private static final int ROWS = 5000;

  private final Workload workload;
  private final Database database;

  BareInsert(Workload workload, Database database) {
    this.workload = workload;
    this.database = database;
  }

  @Override
  public String title() {
    return "(a) bare multi-row insert";
  }

  @Override
  public Outcome run() throws SQLException {
    List<String> statements = statements();
    database.execute("DROP TABLE IF EXISTS bare");
    database.execute("CREATE TABLE bare LIKE trades");
    try (Statement statement = database.connection().createStatement()) {
      Duration server = database.cpu();
      long start = System.nanoTime();
      for (String sql : statements) {
        statement.execute(sql);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return Outcome.of(workload.size(), seconds, database.cpu().minus(server));
    } finally {
      database.execute("DROP TABLE bare");
    }
  }

  private List<String> statements() {
    List<String> statements = new ArrayList<>();
    for (int from = 0; from < workload.size(); from += ROWS) {
      StringBuilder sql =
          new StringBuilder(
              "INSERT INTO bare (trade_id, wallet_address, total_usd_price, trade_type, counts,"
                  + " executed_at, batch_id) VALUES ");
      IntStream.range(from, Math.min(workload.size(), from + ROWS))
          .boxed()
          .sorted((a, b) -> workload.id(a).compareTo(workload.id(b)))
          .forEach(
              i ->
                  sql.append("('")
                      .append(workload.id(i))
                      .append("','")
                      .append(workload.wallet(i))
                      .append("',")
                      .append(workload.price(i).toPlainString())
                      .append(",'perpetual',1,'2026-01-01 00:00:00.000',7),"));
      sql.setLength(sql.length() - 1);
      statements.add(sql.toString());
    }
    return statements;
  }
}
