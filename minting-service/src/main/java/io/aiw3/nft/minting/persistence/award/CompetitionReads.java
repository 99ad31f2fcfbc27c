package io.aiw3.nft.minting.persistence.award;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.SqlPlaceholders;
import io.aiw3.nft.kit.transaction.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What competition managers read of competitions, their results and awards. */
@ApplicationScoped
public class CompetitionReads {
  private static final String COMPETITIONS =
      "SELECT c.competition_id, c.name, c.ended_at, c.imported_at, c.participants,"
          + " (SELECT COUNT(*) FROM competition_award a WHERE a.competition_id = c.competition_id),"
          + " (SELECT COUNT(*) FROM competition_award a WHERE a.competition_id = c.competition_id"
          + " AND a.state = 'waiting_for_wallet') FROM competition c";
  private static final String OF_ID = " WHERE c.competition_id IN %s";
  private static final String PAGE = " ORDER BY c.id DESC LIMIT ? OFFSET ?";
  private static final String COUNT = "SELECT COUNT(*) FROM competition c";
  private static final String RESULTS =
      "SELECT r.competition_rank, r.user_id, a.state FROM competition_result r LEFT JOIN"
          + " competition_award a ON a.competition_id = r.competition_id AND a.user_id = r.user_id"
          + " WHERE r.competition_id = ? ORDER BY r.competition_rank, r.user_id LIMIT "
          + CompetitionRows.KEPT;
  private static final String AWARDED =
      "SELECT user_id FROM competition_award WHERE competition_id = ? AND user_id IN %s";
  private static final String USERS =
      "SELECT id, wallet_address IS NOT NULL FROM user WHERE id IN %s AND NOT removed"
          + " AND platform_updated_at > '1970-01-02'";

  private final Statements statements;

  CompetitionReads(Statements statements) {
    this.statements = statements;
  }

  /**
   * @param name null unless results were imported
   * @param awards made, those that wait among them
   */
  public record Competition(
      String id,
      String name,
      Instant endedAt,
      Instant importedAt,
      int participants,
      long awards,
      long waiting) {}

  /**
   * @param award state of the award; null without one
   */
  public record Result(int rank, UserId userId, String award) {}

  /** Of recipients: who has an award of the competition, and who is known with or without one. */
  public record Recipients(Set<Integer> awarded, Map<Integer, Boolean> withWallet) {}

  /**
   * Newest first.
   *
   * @param only these; null for all
   */
  public Uni<List<Competition>> page(Collection<String> only, int limit, int offset) {
    List<Object> parameters = new ArrayList<>(only == null ? List.of() : only);
    parameters.add(limit);
    parameters.add(offset);
    return statements
        .select(COMPETITIONS + among(only) + PAGE, parameters.toArray())
        .map(rows -> Sql.list(rows, CompetitionReads::competition));
  }

  public Uni<Long> count(Collection<String> only) {
    return statements
        .select(COUNT + among(only), only == null ? new Object[0] : only.toArray())
        .map(rows -> rows.iterator().next().getLong(0));
  }

  public Uni<Optional<Competition>> find(String id) {
    return statements
        .select(COMPETITIONS + among(List.of(id)), id)
        .map(rows -> Sql.first(rows, CompetitionReads::competition));
  }

  /** The first ranks. */
  public Uni<List<Result>> results(String competition) {
    return statements
        .select(RESULTS, competition)
        .map(
            rows ->
                Sql.list(
                    rows,
                    row ->
                        new Result(
                            row.getInteger(0), new UserId(row.getInteger(1)), row.getString(2))));
  }

  /**
   * @param users at least one
   */
  public Uni<Recipients> recipients(String competition, List<Integer> users) {
    String in = SqlPlaceholders.list(users.size());
    List<Object> parameters = new ArrayList<>();
    parameters.add(competition);
    parameters.addAll(users);
    return statements
        .select(AWARDED.formatted(in), parameters.toArray())
        .chain(
            awarded ->
                statements
                    .select(USERS.formatted(in), users.toArray())
                    .map(known -> recipients(awarded, known)));
  }

  private static Recipients recipients(RowSet<Row> awarded, RowSet<Row> known) {
    Set<Integer> awards = Set.copyOf(Sql.list(awarded, row -> row.getInteger(0)));
    Map<Integer, Boolean> wallets = new HashMap<>();
    known.forEach(row -> wallets.put(row.getInteger(0), row.getInteger(1) != 0));
    return new Recipients(awards, wallets);
  }

  private static String among(Collection<String> only) {
    return only == null ? "" : OF_ID.formatted(SqlPlaceholders.list(only.size()));
  }

  private static Competition competition(Row row) {
    return new Competition(
        row.getString(0),
        row.getString(1),
        instant(row.getLocalDateTime(2)),
        instant(row.getLocalDateTime(3)),
        row.getInteger(4),
        row.getLong(5),
        row.getLong(6));
  }

  private static Instant instant(LocalDateTime column) {
    return column == null ? null : column.toInstant(ZoneOffset.UTC);
  }
}
