package io.aiw3.nft.badge.persistence;

import io.aiw3.nft.badge.domain.ReservationState;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.WireName;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What each saga was granted: a saga reserves once, and a late command cannot reserve again. */
@ApplicationScoped
public class Reservations {
  /** What was reserved for a saga, and for which user. */
  public record Granted(int userId, ReservationState state) {}

  /** The saga's reservation, if it ever had one. */
  public Uni<Optional<Granted>> of(Transaction tx, String sagaId) {
    return tx.select(
            "SELECT user_id, state FROM badge_reservation WHERE saga_id = ? FOR UPDATE", sagaId)
        .map(rows -> Sql.first(rows, Reservations::granted));
  }

  private static Granted granted(Row row) {
    return new Granted(row.getInteger(0), WireName.parse(ReservationState.class, row.getString(1)));
  }

  public Uni<Void> store(
      Transaction tx, String sagaId, UserId user, int level, ReservationState state) {
    return tx.update(
            "INSERT INTO badge_reservation (saga_id, user_id, target_level, state)"
                + " VALUES (?, ?, ?, ?)",
            sagaId,
            user.value(),
            level,
            state.wireName())
        .replaceWithVoid();
  }

  public Uni<Void> change(Transaction tx, String sagaId, ReservationState state) {
    return tx.update(
            "UPDATE badge_reservation SET state = ? WHERE saga_id = ?", state.wireName(), sagaId)
        .replaceWithVoid();
  }
}
