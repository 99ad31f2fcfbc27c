package io.aiw3.nft.upgrade.persistence;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.SearchHit;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What operators read of all sagas; every statement goes by an index. */
@ApplicationScoped
public class OperatorReads {
  private static final String SEARCH =
      "(SELECT id, user_id, 'operation' AS matched, CONCAT(kind, ' to ', to_level, ', ', status) AS"
          + " text, created_at FROM saga WHERE id = ?)"
          + " UNION ALL (SELECT id, user_id, 'user', CONCAT(kind, ' to ', to_level, ', ', status),"
          + " created_at FROM saga WHERE user_id = ? ORDER BY seq DESC LIMIT 10)"
          + " UNION ALL (SELECT s.id, s.user_id, 'mint', CONCAT(s.kind, ' to ', s.to_level, ', ',"
          + " s.status), s.created_at FROM nft_holding h JOIN saga s ON s.user_id = h.user_id WHERE"
          + " h.mint_address = ? AND (s.old_mint = h.mint_address OR s.new_mint = h.mint_address)"
          + " ORDER BY s.seq DESC LIMIT 10) LIMIT "
          + SearchHit.MOST;

  private static final String OPEN =
      "SELECT kind, state, COUNT(*) AS count, MIN(state_since) AS oldest, SUM(state <>"
          + " 'awaiting_signature' AND state_since < ?) AS stuck FROM saga WHERE open_user_id IS"
          + " NOT NULL GROUP BY kind, state ORDER BY kind, state";

  private final Statements statements;

  OperatorReads(Statements statements) {
    this.statements = statements;
  }

  /** Open operations of a kind in a state. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record OpenOperations(
      @Schema(enumeration = {"claim", "upgrade"}) String kind,
      @Schema(
              enumeration = {
                "verifying",
                "reserving_badges",
                "preparing_burn",
                "awaiting_signature",
                "submitting_burn",
                "confirming_burn",
                "withdrawing_burn",
                "releasing_badges",
                "minting",
                "consuming_badges"
              },
              description = "What they wait for")
          String state,
      long count,
      @Schema(description = "Since when the oldest of them waits") Instant oldestSince,
      @Schema(description = "How many of them wait longer than they should") long stuck) {}

  /**
   * @param text of printable ASCII
   */
  public Uni<List<SearchHit>> search(String text) {
    return statements
        .select(SEARCH, text, number(text), text)
        .map(rows -> Sql.list(rows, OperatorReads::hit));
  }

  /**
   * @param stuckSince what has waited since before is stuck
   */
  public Uni<List<OpenOperations>> open(Instant stuckSince) {
    return statements
        .select(OPEN, SagaColumns.column(stuckSince))
        .map(
            rows -> {
              List<OpenOperations> open = new ArrayList<>(rows.size());
              for (Row row : rows) {
                open.add(
                    new OpenOperations(
                        row.getString("kind"),
                        row.getString("state"),
                        row.getLong("count"),
                        SagaColumns.instant(row.getLocalDateTime("oldest")),
                        row.getLong("stuck")));
              }
              return open;
            });
  }

  private static SearchHit hit(Row row) {
    return new SearchHit(
        "operation",
        row.getString("id"),
        new UserId(row.getInteger("user_id")),
        row.getString("matched"),
        row.getString("text"),
        SagaColumns.instant(row.getLocalDateTime("created_at")));
  }

  /** 0, which no user has, for what is no user id. */
  private static int number(String text) {
    return UserId.parse(text).map(UserId::value).orElse(0);
  }
}
