package io.aiw3.nft.minting.persistence.operator;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.SearchHit;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.minting.persistence.operator.OperatorRows.ChainTransactionRow;
import io.aiw3.nft.minting.persistence.operator.OperatorRows.Counts;
import io.aiw3.nft.minting.persistence.operator.OperatorRows.Day;
import io.aiw3.nft.minting.persistence.operator.OperatorRows.Queued;
import io.aiw3.nft.minting.persistence.operator.OperatorRows.UserAward;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** What operators read of the tables; every statement goes by an index, or counts few rows. */
@ApplicationScoped
public class OperatorReads {
  /** Each part is a look-up by a key. */
  private static final String SEARCH =
      "(SELECT 'nft' AS kind, nft_mint_address AS id, user_id, 'mint' AS matched,"
          + " CONCAT(nft_name, ', ', status) AS text, createdAt AS at FROM usernft WHERE"
          + " nft_mint_address = ?)"
          + " UNION ALL (SELECT 'nft', nft_mint_address, user_id, 'user', CONCAT(nft_name, ', ',"
          + " status), createdAt FROM usernft WHERE user_id = ? ORDER BY id DESC LIMIT 5)"
          + " UNION ALL (SELECT 'transaction', COALESCE(signature, request_id), user_id,"
          + " 'signature', CONCAT(kind, ' for ', purpose, ', ', state), queued_at FROM"
          + " chain_transaction WHERE signature = ?)"
          + " UNION ALL (SELECT 'transaction', COALESCE(signature, request_id), user_id, 'request',"
          + " CONCAT(kind, ' for ', purpose, ', ', state), queued_at FROM chain_transaction WHERE"
          + " kind IN ('mint', 'burn') AND request_id = ? ORDER BY id DESC LIMIT 5)"
          + " UNION ALL (SELECT 'transaction', COALESCE(signature, request_id), user_id, 'mint',"
          + " CONCAT(kind, ' for ', purpose, ', ', state), queued_at FROM chain_transaction WHERE"
          + " mint_address = ? ORDER BY id DESC LIMIT 5)"
          + " UNION ALL (SELECT 'award', request_id, user_id, 'request', CONCAT('competition ',"
          + " competition_id, ', ', state), createdAt FROM competition_award WHERE request_id = ?)"
          + " LIMIT "
          + SearchHit.MOST;

  private static final String TRANSACTIONS =
      "SELECT id, kind, purpose, request_id, attempt, state, nft_level, mint_address, signature,"
          + " sends, error_code, error_message, next_action_at, queued_at, closed_at FROM"
          + " chain_transaction WHERE user_id = ? ORDER BY id DESC LIMIT 100";

  private static final String AWARDS =
      "SELECT competition_id, competition_rank, state, request_id, awarded_by, createdAt FROM"
          + " competition_award WHERE user_id = ? ORDER BY id DESC LIMIT 100";

  /** What was signed a day earlier may be final within the first day. */
  private static final String DAYS =
      "SELECT DATE(finalized_at) AS day, SUM(kind = 'mint') AS mints, SUM(kind = 'burn') AS burns"
          + " FROM chain_transaction WHERE signed_at >= UTC_DATE() - INTERVAL 30 DAY AND state ="
          + " 'finalized' AND finalized_at >= UTC_DATE() - INTERVAL 29 DAY GROUP BY day ORDER BY"
          + " day DESC";

  private static final String QUEUE =
      "SELECT kind, state, COUNT(*) AS count, MIN(queued_at) AS oldest FROM chain_transaction WHERE"
          + " state IN ('blocked', 'queued', 'offered', 'signed', 'prepared', 'sent',"
          + " 'confirmed') GROUP BY kind, state"
          + " ORDER BY kind, state";

  private static final String COUNTS =
      "SELECT (SELECT COUNT(*) FROM nftdefinition WHERE pinning_state = 'pending') AS definitions,"
          + " (SELECT COUNT(*) FROM competition_award WHERE state = 'waiting_for_wallet') AS"
          + " awards, (SELECT COALESCE(SUM(spent_lamports), 0) FROM chain_transaction WHERE"
          + " signed_at >= UTC_DATE()) AS spent";

  private final Statements statements;

  OperatorReads(Statements statements) {
    this.statements = statements;
  }

  /**
   * @param text of printable ASCII
   */
  public Uni<List<SearchHit>> search(String text) {
    return statements
        .select(SEARCH, text, number(text), text, text, text, text)
        .map(rows -> Sql.list(rows, OperatorReads::hit));
  }

  /** The user's newest 100 attempts. */
  public Uni<List<ChainTransactionRow>> transactions(UserId user) {
    return statements
        .select(TRANSACTIONS, user.value())
        .map(rows -> Sql.list(rows, ChainTransactionRow::of));
  }

  /** The user's newest 100 awards. */
  public Uni<List<UserAward>> awards(UserId user) {
    return statements.select(AWARDS, user.value()).map(rows -> Sql.list(rows, UserAward::of));
  }

  /** The days of the last 30 on which something was finalized. */
  public Uni<List<Day>> days() {
    return statements.select(DAYS).map(rows -> Sql.list(rows, Day::of));
  }

  /** What is under way, by kind and state. */
  public Uni<List<Queued>> queue() {
    return statements.select(QUEUE).map(rows -> Sql.list(rows, Queued::of));
  }

  public Uni<Counts> counts() {
    return statements.run(COUNTS).map(rows -> Counts.of(rows.iterator().next()));
  }

  static Instant instant(LocalDateTime utc) {
    return utc == null ? null : utc.toInstant(ZoneOffset.UTC);
  }

  private static SearchHit hit(Row row) {
    return new SearchHit(
        row.getString("kind"),
        row.getString("id"),
        new UserId(row.getInteger("user_id")),
        row.getString("matched"),
        row.getString("text"),
        instant(row.getLocalDateTime("at")));
  }

  /** 0, which no user has, for what is no user id. */
  private static int number(String text) {
    return UserId.parse(text).map(UserId::value).orElse(0);
  }
}
