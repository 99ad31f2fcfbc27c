package io.aiw3.nft.minting.persistence.award;

import io.aiw3.nft.contract.CompetitionResults;
import io.aiw3.nft.contract.CompetitionResults.Ranked;
import io.aiw3.nft.kit.transaction.SqlPlaceholders;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Competitions, and the first {@link #KEPT} ranks of their results. */
public final class CompetitionRows {
  /** Of one competition. */
  public static final int KEPT = 100;

  private static final String KNOWN =
      "INSERT INTO competition (competition_id) VALUES (?) ON DUPLICATE KEY UPDATE id = id";
  private static final String IMPORTED =
      "INSERT INTO competition (competition_id, name, ended_at, participants, imported_at) VALUES"
          + " (?, ?, ?, ?, UTC_TIMESTAMP(3)) AS new ON DUPLICATE KEY UPDATE name = new.name,"
          + " ended_at = new.ended_at, participants = new.participants, imported_at ="
          + " new.imported_at";
  private static final String FORGET = "DELETE FROM competition_result WHERE competition_id = ?";
  private static final String RESULTS =
      "INSERT INTO competition_result (competition_id, user_id, competition_rank) VALUES %s";
  private static final int WIDTH = 3;

  private CompetitionRows() {}

  /** A manager awards in it. */
  public static Uni<Void> known(Transaction tx, String competition) {
    return tx.update(KNOWN, competition).replaceWithVoid();
  }

  /** Keeps the newest results; of the same competition they replace those before. */
  public static Uni<Void> imported(Transaction tx, CompetitionResults results) {
    String competition = results.competitionId();
    List<Object> ranked = new ArrayList<>();
    results.results().stream()
        .sorted(Comparator.comparingInt(Ranked::rank))
        .limit(KEPT)
        .forEach(one -> ranked.addAll(List.of(competition, one.userId().value(), one.rank())));
    return tx.update(
            IMPORTED, competition, results.name(), results.endedAt(), results.results().size())
        .chain(() -> tx.update(FORGET, competition))
        .chain(
            () ->
                ranked.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : tx.update(
                            RESULTS.formatted(SqlPlaceholders.rows(ranked.size() / WIDTH, WIDTH)),
                            ranked.toArray())
                        .replaceWithVoid());
  }
}
