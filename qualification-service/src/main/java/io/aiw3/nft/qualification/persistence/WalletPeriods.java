package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.qualification.domain.LinkPeriod;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The times in which wallets counted for a user, as last committed. */
@ApplicationScoped
public class WalletPeriods {
  /** A user with more wallets sees the trades of the newest of them. */
  private static final int MOST_PERIODS = 50;

  private static final String SELECT =
      "SELECT l.wallet_address, l.position, l.linked_from, n.linked_from AS next_from"
          + " FROM wallet_link l LEFT JOIN wallet_link n ON n.wallet_address = l.wallet_address"
          + " AND n.position = l.position + 1 WHERE l.user_id = ? ORDER BY l.linked_from DESC"
          + " LIMIT "
          + MOST_PERIODS;

  public Uni<List<LinkPeriod>> of(Sql sql, int user) {
    return sql.select(SELECT, user).map(rows -> Sql.list(rows, WalletPeriods::period));
  }

  private static LinkPeriod period(Row row) {
    boolean first = row.getInteger("position") == 1;
    return new LinkPeriod(
        row.getString("wallet_address"),
        first,
        row.getLocalDateTime("next_from") == null,
        first ? null : Columns.instant(row.getLocalDateTime("linked_from")),
        Columns.instant(row.getLocalDateTime("next_from")));
  }
}
