package io.aiw3.nft.minting.persistence.award;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.List;
import java.util.function.Function;

/** Awards of competitions, one for a competition and user, and who made them. */
public final class AwardRows {
  private static final String ADD =
      "INSERT IGNORE INTO competition_award (competition_id, user_id, competition_rank,"
          + " request_id, state, awarded_by) VALUES (?, ?, ?, ?, 'waiting_for_wallet', ?)";
  private static final String QUEUED =
      "UPDATE competition_award SET state = 'queued', updatedAt = UTC_TIMESTAMP(3)"
          + " WHERE request_id = ? AND state = 'waiting_for_wallet'";
  private static final String AWARDED_BY =
      "SELECT user_id, CAST(competition_rank AS SIGNED) FROM competition_award"
          + " WHERE competition_id = ? AND awarded_by = ?";
  private static final String WAITING =
      "SELECT competition_id, CAST(competition_rank AS SIGNED), request_id FROM competition_award"
          + " WHERE user_id = ? AND state = 'waiting_for_wallet' FOR UPDATE";
  private static final String AUDIT =
      "INSERT INTO competition_audit (competition_id, actor, reason, recipients)"
          + " VALUES (?, ?, ?, ?)";

  private AwardRows() {}

  /**
   * An award.
   *
   * @param rank or null
   */
  public record AwardRow(String competitionId, UserId user, Integer rank, String requestId) {}

  /** An award to a user with a rank or without. */
  public record Ranked(UserId user, Integer rank) {}

  /** Returns whether it was added; the user has one of this competition otherwise. */
  public static Uni<Boolean> add(Transaction tx, AwardRow award, String actor) {
    return tx.update(
            ADD,
            award.competitionId(),
            award.user().value(),
            award.rank(),
            award.requestId(),
            actor)
        .map(count -> count > 0);
  }

  /** It no longer waits for the user's wallet. */
  public static Uni<Void> queued(Transaction tx, String requestId) {
    return tx.update(QUEUED, requestId).replaceWithVoid();
  }

  public static Uni<List<Ranked>> awardedBy(Transaction tx, String competitionId, String actor) {
    return tx.select(AWARDED_BY, competitionId, actor)
        .map(list(row -> new Ranked(new UserId(row.getInteger(0)), row.getInteger(1))));
  }

  /** The awards that wait for the user's wallet; locked. */
  public static Uni<List<AwardRow>> waiting(Transaction tx, UserId user) {
    return tx.select(WAITING, user.value())
        .map(
            list(row -> new AwardRow(row.getString(0), user, row.getInteger(1), row.getString(2))));
  }

  /** Writes the audit of one list of awards. */
  public static Uni<Void> audit(
      Transaction tx,
      String competitionId,
      String actor,
      String reason,
      List<AwardOutcome> recipients) {
    return tx.update(AUDIT, competitionId, actor, reason, json(recipients)).replaceWithVoid();
  }

  private static <T> Function<RowSet<Row>, List<T>> list(Function<Row, T> of) {
    return rows -> Sql.list(rows, of);
  }

  private static String json(Object value) {
    try {
      return ContractJson.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
