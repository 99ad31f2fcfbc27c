package io.aiw3.nft.bench.ingest;

import io.aiw3.nft.bench.Servers;
import java.sql.SQLException;

/** Users of the qualification service with wallets, without trades. */
public final class Population implements AutoCloseable {
  private final Database database;

  public Population(Servers servers) throws SQLException {
    database = new Database(servers);
  }

  /** Links the wallets of that many users. */
  public void link(int users, long seed) throws SQLException {
    database.link(Workload.wallets(users, seed));
  }

  /** Id of the n-th user. */
  public int user(int n) {
    return Database.FIRST_USER + n;
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
