package io.aiw3.nft.badge.persistence;

import io.aiw3.nft.badge.domain.BadgeLife;
import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transaction;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;

/** The badges of all users. Every change writes history and publishes its event. */
@ApplicationScoped
public class Badges implements PanacheRepositoryBase<BadgeEntity, Integer> {
  private static final String HISTORY =
      "INSERT INTO badge_history (badge_id, state, saga_id, at) VALUES (?, ?, ?, ?)";

  private static final String NUMBER = "UPDATE badge SET version = version + 1 WHERE id = ?";
  private static final String READ_NUMBER = "SELECT version FROM badge WHERE id = ? FOR UPDATE";

  private final Clock clock = Clock.systemUTC();

  /** Takes the user's lock: only its holder changes the user's badges. */
  public Uni<Void> lock(Transaction tx, UserId user) {
    return Owners.take(tx, user);
  }

  /** The badge, or null. */
  public Uni<BadgeEntity> of(UserId user, String badge) {
    return find("userId = ?1 and badge = ?2", user.value(), badge).firstResult();
  }

  /** The user's badge of this identifier, or null. */
  public Uni<BadgeEntity> ofIdentifier(UserId user, String identifier) {
    return find("userId = ?1 and identifier = ?2", user.value(), identifier).firstResult();
  }

  public Uni<List<BadgeEntity>> ofLevel(UserId user, int level) {
    return list("userId = ?1 and level = ?2", Sort.by("id"), user.value(), level);
  }

  public Uni<List<BadgeEntity>> ofSaga(String sagaId) {
    return list("sagaId = ?1", Sort.by("id"), sagaId);
  }

  /** Stores a badge that was just earned. The user's lock must be held. */
  public Uni<BadgeEntity> award(
      Transaction tx, UserId user, BadgeDefinition definition, String awardedBy) {
    Instant now = clock.instant();
    BadgeEntity badge = BadgeEntity.earned(user, definition, now);
    badge.awardedBy = awardedBy;
    return Owners.erasedVersion(tx, user)
        .invoke(erased -> badge.version = erased + 1)
        .chain(() -> persistAndFlush(badge))
        .call(stored -> record(tx, stored, now))
        .invoke(stored -> tx.publish(new BadgeEvent.Awarded(now, stored.eventData())));
  }

  /**
   * Moves a badge on. The user's lock must be held.
   *
   * @throws IllegalStateException if its life does not allow it
   */
  public Uni<BadgeEntity> move(
      Transaction tx,
      BadgeEntity badge,
      BadgeState to,
      String sagaId,
      BiFunction<Instant, BadgeEvent.Data, BadgeEvent> event) {
    if (!BadgeLife.allows(badge.state, to)) {
      throw new IllegalStateException(badge.identifier + ": " + badge.state + " to " + to);
    }
    Instant now = clock.instant();
    if (badge.state == BadgeState.OWNED) {
      badge.boundAt = now;
    }
    badge.state = to;
    badge.bound = true;
    badge.sagaId = sagaId;
    return number(tx, badge)
        .chain(() -> record(tx, badge, now))
        .invoke(() -> tx.publish(event.apply(now, badge.eventData())))
        .replaceWith(badge);
  }

  /** {@link #move} for several badges, in order. */
  public Uni<Void> moveAll(
      Transaction tx,
      List<BadgeEntity> badges,
      BadgeState to,
      String sagaId,
      BiFunction<Instant, BadgeEvent.Data, BadgeEvent> event) {
    return Multi.createFrom()
        .iterable(badges)
        .onItem()
        .transformToUniAndConcatenate(badge -> move(tx, badge, to, sagaId, event))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /** Gives the change the next number, in the row itself: what was read before may be older. */
  private static Uni<Void> number(Transaction tx, BadgeEntity badge) {
    return tx.update(NUMBER, badge.id)
        .chain(() -> tx.select(READ_NUMBER, badge.id))
        .invoke(rows -> badge.version = rows.iterator().next().getLong(0))
        .replaceWithVoid();
  }

  private static Uni<Void> record(Transaction tx, BadgeEntity badge, Instant now) {
    return tx.update(HISTORY, badge.id, badge.state.wireName(), badge.sagaId, now)
        .replaceWithVoid();
  }
}
