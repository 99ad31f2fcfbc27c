package io.aiw3.nft.qualification.status;

import io.aiw3.nft.kit.transaction.SqlFailures;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.qualification.persistence.History;
import io.aiw3.nft.qualification.persistence.History.Place;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reads what happened to a user. */
@ApplicationScoped
public class HistoryViews {
  private static final int READ_RETRIES = 2;
  private static final Duration RETRY_DELAY = Duration.ofMillis(50);

  private final Statements statements;
  private final History history;

  HistoryViews(Statements statements, History history) {
    this.statements = statements;
    this.history = history;
  }

  /**
   * @param cursor null for the first page
   * @throws io.aiw3.nft.kit.api.InvalidRequestException if the cursor is not one of ours
   */
  public Uni<HistoryView> page(int user, String cursor, int size) {
    Place place = cursor == null ? Place.START : Cursors.history(cursor);
    return statements
        .inOneView(
            sql ->
                history
                    .start(sql)
                    .chain(
                        start ->
                            history
                                .after(sql, user, place, size + 1)
                                .map(found -> view(start, found, size))))
        .onFailure(SqlFailures::isTransient)
        .retry()
        .withBackOff(RETRY_DELAY)
        .atMost(READ_RETRIES);
  }

  private static HistoryView view(Instant start, List<History.Stored> found, int size) {
    List<History.Stored> page = found.subList(0, Math.min(size, found.size()));
    String next = found.size() > size ? Cursors.of(page.get(size - 1)) : null;
    return new HistoryView(start, page.stream().map(HistoryView.Item::of).toList(), next);
  }
}
