package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.SearchHit;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Finds users by their id, a wallet that they have or had, an NFT, or a trade. */
@ApplicationScoped
public class Search {
  /** Each part is a look-up by a key. */
  private static final String SELECT =
      "(SELECT 'user' AS kind, CAST(id AS CHAR) AS id, id AS user_id, 'user' AS matched,"
          + " COALESCE(wallet_address, 'no wallet') AS text, createdAt AS at FROM `user`"
          + " WHERE id = ?)"
          + " UNION ALL (SELECT 'user', CAST(user_id AS CHAR), user_id, 'wallet',"
          + " IF(linked_until IS NULL, 'linked now', 'was linked'), linked_from FROM wallet_link"
          + " WHERE wallet_address = ? ORDER BY position DESC LIMIT 10)"
          + " UNION ALL (SELECT 'user', CAST(user_id AS CHAR), user_id, 'mint',"
          + " CONCAT(nft_name, ', ', status), minted_at FROM nft WHERE mint_address = ?)"
          + " UNION ALL (SELECT 'trade', t.trade_id, COALESCE(t.user_id, l.user_id), 'trade',"
          + " CONCAT(COALESCE(t.trade_type, 'awaited'), ' of ', t.wallet_address), t.executed_at"
          + " FROM trades t LEFT JOIN wallet_link l ON l.wallet_address = t.wallet_address AND"
          + " l.position = 1 WHERE t.trade_id = ?) LIMIT "
          + SearchHit.MOST;

  private final Statements statements;

  Search(Statements statements) {
    this.statements = statements;
  }

  /**
   * @param text of printable ASCII
   */
  public Uni<List<SearchHit>> find(String text) {
    return statements
        .select(SELECT, number(text), text, text, text)
        .map(rows -> Sql.list(rows, Search::hit));
  }

  /** 0, which no user has, for what is no user id. */
  private static int number(String text) {
    return UserId.parse(text).map(UserId::value).orElse(0);
  }

  private static SearchHit hit(Row row) {
    Integer user = row.getInteger("user_id");
    return new SearchHit(
        row.getString("kind"),
        row.getString("id"),
        user == null ? null : new UserId(user),
        row.getString("matched"),
        row.getString("text"),
        Columns.instant(row.getLocalDateTime("at")));
  }
}
