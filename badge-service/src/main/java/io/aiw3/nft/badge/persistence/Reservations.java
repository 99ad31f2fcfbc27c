package io.aiw3.nft.badge.persistence;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What each saga was granted: a saga reserves once, and a late command cannot reserve again. */
@ApplicationScoped
public class Reservations {
  /** The state of a reservation, by the name in its column. */
  public static final String RESERVED = "reserved";

  public static final String RELEASED = "released";
  public static final String CONSUMED = "consumed";

  /** What was reserved for a saga, and for which user. */
  public record Granted(int userId, String state) {}

  /** The saga's reservation, if it ever had one. */
  public Uni<Optional<Granted>> of(Transaction tx, String sagaId) {
    return tx.select(
            "SELECT user_id, state FROM badge_reservation WHERE saga_id = ? FOR UPDATE", sagaId)
        .map(
            rows -> {
              for (Row row : rows) {
                return Optional.of(new Granted(row.getInteger(0), row.getString(1)));
              }
              return Optional.empty();
            });
  }

  public Uni<Void> store(Transaction tx, String sagaId, UserId user, int level, String state) {
    return tx.update(
            "INSERT INTO badge_reservation (saga_id, user_id, target_level, state)"
                + " VALUES (?, ?, ?, ?)",
            sagaId,
            user.value(),
            level,
            state)
        .replaceWithVoid();
  }

  public Uni<Void> change(Transaction tx, String sagaId, String state) {
    return tx.update("UPDATE badge_reservation SET state = ? WHERE saga_id = ?", state, sagaId)
        .replaceWithVoid();
  }
}
