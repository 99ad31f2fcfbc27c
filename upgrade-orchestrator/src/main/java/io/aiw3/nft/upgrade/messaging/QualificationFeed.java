package io.aiw3.nft.upgrade.messaging;

import io.aiw3.nft.contract.QualificationSnapshot;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.upgrade.live.FeedBodies;
import io.aiw3.nft.upgrade.persistence.FeedListeners;
import io.aiw3.nft.upgrade.persistence.FeedStore;
import io.aiw3.nft.upgrade.persistence.SnapshotStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Publishes to users who listen how far they have come. The qualification service publishes at most
 * one snapshot a second of a user, beside levels that are reached or lost; of those that are
 * consumed together the newest is published, and of one that is older than what is known nothing.
 */
@ApplicationScoped
class QualificationFeed {
  private final FeedListeners listeners;
  private final SnapshotStore snapshots;
  private final FeedStore feed;

  QualificationFeed(FeedListeners listeners, SnapshotStore snapshots, FeedStore feed) {
    this.listeners = listeners;
    this.snapshots = snapshots;
    this.feed = feed;
  }

  /**
   * @param consumed snapshots that were stored in this transaction, unless newer ones were known
   */
  Uni<List<FeedStore.Event>> append(Transaction tx, List<QualificationSnapshot> consumed) {
    Map<Integer, QualificationSnapshot> newest = new LinkedHashMap<>();
    for (QualificationSnapshot snapshot : consumed) {
      newest.merge(
          snapshot.data().userId().value(),
          snapshot,
          (one, other) -> one.data().version() > other.data().version() ? one : other);
    }
    return listeners
        .of(tx, newest.keySet())
        .invoke(listening -> newest.keySet().retainAll(listening))
        .chain(() -> snapshots.versions(tx, newest.keySet()))
        .chain(known -> feed.append(tx, events(newest, known)));
  }

  private static List<FeedStore.NewEvent> events(
      Map<Integer, QualificationSnapshot> newest, Map<Integer, Long> known) {
    return newest.values().stream()
        .filter(one -> known.getOrDefault(one.data().userId().value(), -1L) == one.data().version())
        .map(
            one ->
                new FeedStore.NewEvent(one.data().userId(), FeedBodies.qualificationChanged(one)))
        .toList();
  }
}
