package io.aiw3.nft.badge.persistence;

import io.aiw3.nft.badge.domain.ReservationState;
import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Badges whose rows are older than what was published of them, or lost: the database went back in
 * time. Each event has the badge's whole state; nothing is published again.
 */
@ApplicationScoped
public class LostBadges {
  private static final Logger LOG = Logger.getLogger(LostBadges.class);

  private static final String KNOWN =
      "SELECT version, saga_id FROM badge WHERE badge_identifier = ?1 FOR UPDATE";
  private static final String PUT =
      "INSERT INTO badge (user_id, badge_type, badge_name, badge_identifier, metadata_uri,"
          + " image_uri, is_bound, earned_at, bound_at, badge, badge_level, state, saga_id,"
          + " version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, IF(?7, ?8, NULL), ?9, ?10, ?11, ?12,"
          + " ?13) AS new ON DUPLICATE KEY UPDATE is_bound = new.is_bound, bound_at ="
          + " COALESCE(badge.bound_at, new.bound_at), state = new.state, saga_id = new.saga_id,"
          + " version = new.version";
  private static final String HISTORY =
      "INSERT INTO badge_history (badge_id, state, saga_id, at)"
          + " SELECT id, state, saga_id, ?2 FROM badge WHERE badge_identifier = ?1";
  private static final String RESERVATION =
      "INSERT INTO badge_reservation (saga_id, user_id, target_level, state) VALUES (?1, ?2, ?3,"
          + " ?4) AS new ON DUPLICATE KEY UPDATE state = IF(badge_reservation.state = 'consumed',"
          + " 'consumed', new.state)";
  private static final String USED =
      "SELECT 1 FROM badge_reservation WHERE saga_id = ?1 AND state = 'consumed' FOR UPDATE";
  private static final String CONSUME =
      "UPDATE badge SET state = 'consumed', version = version + 1 WHERE badge_identifier = ?1";

  private record Known(long version, String sagaId) {
    static Known of(Row row) {
      return new Known(row.getLong("version"), row.getString("saga_id"));
    }
  }

  /** Takes an event of this service's own: what the row knows already changes nothing. */
  public Uni<Void> published(Transaction tx, BadgeEvent event) {
    BadgeEvent.Data badge = event.data();
    return Owners.take(tx, badge.userId())
        .chain(() -> Owners.isRemoved(tx, badge.userId()))
        .chain(
            removed ->
                removed
                    ? Uni.createFrom().voidItem()
                    : tx.select(KNOWN, badge.badgeIdentifier())
                        .map(rows -> Sql.first(rows, Known::of))
                        .chain(known -> redo(tx, event, known)));
  }

  private static Uni<Void> redo(Transaction tx, BadgeEvent event, Optional<Known> known) {
    BadgeEvent.Data badge = event.data();
    if (badge.version() == null
        || known.filter(row -> row.version() >= badge.version()).isPresent()) {
      return Uni.createFrom().voidItem();
    }
    LOG.infof(
        "lost badge restored userId=%s badge=%s state=%s version=%d",
        badge.userId(), badge.badge(), badge.state(), badge.version());
    return put(tx, badge, event.timestamp())
        .chain(() -> tx.update(HISTORY, badge.badgeIdentifier(), event.timestamp()))
        .chain(() -> reservation(tx, badge, known.map(Known::sagaId).orElse(null)))
        .chain(
            () ->
                badge.state() == BadgeState.RESERVED
                    ? consumed(tx, event)
                    : Uni.createFrom().voidItem());
  }

  /** Its saga has consumed what else it had reserved before this one came back. */
  private static Uni<Void> consumed(Transaction tx, BadgeEvent event) {
    BadgeEvent.Data badge = event.data();
    return tx.select(USED, badge.sagaId())
        .chain(
            used ->
                used.size() == 0
                    ? Uni.createFrom().voidItem()
                    : tx.update(CONSUME, badge.badgeIdentifier())
                        .invoke(
                            () ->
                                tx.publish(
                                    new BadgeEvent.Consumed(event.timestamp(), consumed(badge))))
                        .replaceWithVoid());
  }

  private static BadgeEvent.Data consumed(BadgeEvent.Data badge) {
    return new BadgeEvent.Data(
        badge.userId(),
        badge.badge(),
        badge.badgeIdentifier(),
        badge.badgeName(),
        badge.badgeType(),
        badge.level(),
        BadgeState.CONSUMED,
        badge.sagaId(),
        badge.version() + 1,
        badge.metadataUri(),
        badge.imageUri());
  }

  private static Uni<Integer> put(Transaction tx, BadgeEvent.Data badge, Instant at) {
    return tx.update(
        PUT,
        badge.userId().value(),
        badge.badgeType().wireName(),
        badge.badgeName(),
        badge.badgeIdentifier(),
        badge.metadataUri(),
        badge.imageUri(),
        badge.state() != BadgeState.OWNED,
        at,
        badge.badge(),
        badge.level(),
        badge.state().wireName(),
        badge.sagaId(),
        badge.version());
  }

  /**
   * @param before the saga that held it; null: none
   */
  private static Uni<Void> reservation(Transaction tx, BadgeEvent.Data badge, String before) {
    return switch (badge.state()) {
      case OWNED -> Uni.createFrom().voidItem();
      case BOUND ->
          before == null
              ? Uni.createFrom().voidItem()
              : reservation(tx, before, badge, ReservationState.RELEASED);
      case RESERVED -> reservation(tx, badge.sagaId(), badge, ReservationState.RESERVED);
      case CONSUMED -> reservation(tx, badge.sagaId(), badge, ReservationState.CONSUMED);
    };
  }

  private static Uni<Void> reservation(
      Transaction tx, String saga, BadgeEvent.Data badge, ReservationState state) {
    return tx.update(
            RESERVATION,
            saga,
            badge.userId().value(),
            badge.level() == null ? 0 : badge.level(),
            state.wireName())
        .replaceWithVoid();
  }
}
