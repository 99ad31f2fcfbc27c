package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.contract.QualificationSnapshot;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.domain.Qualification;
import io.aiw3.nft.qualification.domain.QualificationRules;
import io.aiw3.nft.qualification.domain.SnapshotRules;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes what follows from a change of users: their rows of {@code usernftqualification} and their
 * snapshots, in the transaction of the change.
 */
@ApplicationScoped
public class Requalification {
  private final Users users;
  private final QualificationRows rows;
  private final QualificationRules rules;
  private final SnapshotRules snapshots;
  private final SnapshotQueue queue;
  private final Clock clock;

  Requalification(
      Users users,
      QualificationRows rows,
      QualificationRules rules,
      SnapshotRules snapshots,
      SnapshotQueue queue,
      Clock clock) {
    this.users = users;
    this.rows = rows;
    this.rules = rules;
    this.snapshots = snapshots;
    this.queue = queue;
    this.clock = clock;
  }

  /** After a change that is worth a snapshot; the users' locks are taken. */
  public Uni<Void> apply(Transaction tx, Collection<Integer> ids) {
    return store(tx, ids).chain(() -> publish(tx, ids, Integer.MAX_VALUE));
  }

  /** Rewrites the users' rows; the users' locks are taken. */
  public Uni<Void> store(Transaction tx, Collection<Integer> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().voidItem()
        : users
            .lock(tx, ids)
            .chain(
                states -> {
                  Map<Integer, List<Qualification>> levels = new HashMap<>();
                  states.forEach(user -> levels.put(user.id(), rules.all(user.standing())));
                  return rows.store(tx, levels);
                });
  }

  /**
   * Publishes the users' snapshots, or notes that they are due when it is too soon.
   *
   * @param most so many at most are published now; the others are due at once
   */
  public Uni<Void> publish(Transaction tx, Collection<Integer> ids, int most) {
    return ids.isEmpty()
        ? Uni.createFrom().voidItem()
        : users.lock(tx, ids).chain(states -> publish(tx, states, most));
  }

  private Uni<Void> publish(Transaction tx, List<UserState> states, int most) {
    Instant now = clock.instant();
    List<Integer> published = new ArrayList<>();
    Postponed postponed = new Postponed();
    for (UserState user : states) {
      Optional<Instant> later = snapshots.delayedUntil(user.snapshotAt(), now);
      if (published.size() < most && later.isEmpty()) {
        tx.publish(snapshot(user, now));
        published.add(user.id());
      } else if (user.snapshotDue() == null || !user.snapshotDue().isAfter(now)) {
        postponed.add(user.id(), later.orElse(now));
      }
    }
    return markPublished(tx, published, now).chain(() -> queue.postpone(tx, postponed));
  }

  private static Uni<Void> markPublished(Transaction tx, List<Integer> ids, Instant now) {
    return ids.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.run(
                "UPDATE `user` FORCE INDEX (PRIMARY) SET snapshot_version = snapshot_version + 1,"
                    + " snapshot_volume = cached_trading_volume, snapshot_due = NULL, snapshot_at ="
                    + " "
                    + Columns.literal(now)
                    + " WHERE id IN "
                    + Columns.in(ids))
            .replaceWithVoid();
  }

  private QualificationSnapshot snapshot(UserState user, Instant now) {
    List<Qualification> levels = rules.all(user.standing());
    return new QualificationSnapshot(
        now,
        new QualificationSnapshot.Data(
            new UserId(user.id()),
            user.wallet(),
            user.standing().volume(),
            user.standing().heldLevel(),
            user.standing().heldMint(),
            user.standing().resumableLevel(),
            levels.stream().map(Requalification::level).toList(),
            user.standing().eligibleLevels(levels),
            user.snapshotVersion() + 1));
  }

  private static QualificationSnapshot.Level level(Qualification level) {
    return new QualificationSnapshot.Level(
        level.level(),
        level.requiredVolume(),
        level.progress(),
        level.badgesRequired(),
        level.badgesCollected(),
        level.badgesMissing(),
        level.qualified());
  }
}
