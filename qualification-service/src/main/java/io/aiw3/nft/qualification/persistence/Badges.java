package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;

/** The read model of badges. */
@ApplicationScoped
public class Badges {
  private static final String STORE =
      "INSERT INTO badge (badge_identifier, user_id, badge, level, state, changed_at)"
          + " VALUES (?, ?, ?, ?, ?, ?) AS new ON DUPLICATE KEY UPDATE state = new.state,"
          + " level = new.level, changed_at = new.changed_at";

  /** Stores the badge as the event tells it; the user's lock is held. */
  public Uni<Void> store(SqlConnection connection, BadgeEvent.Data badge, Instant at) {
    if (badge.badgeIdentifier() == null || badge.badge() == null || badge.state() == null) {
      throw new BadMessageException("badge, badgeIdentifier or state is missing");
    }
    return connection
        .preparedQuery(STORE)
        .execute(
            Tuple.from(
                Arrays.asList(
                    badge.badgeIdentifier(),
                    badge.userId().value(),
                    badge.badge(),
                    badge.level(),
                    badge.state().wireName(),
                    Columns.utc(at))))
        .replaceWithVoid();
  }
}
