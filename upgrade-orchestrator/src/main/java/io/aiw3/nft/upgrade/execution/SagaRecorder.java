package io.aiw3.nft.upgrade.execution;

import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.upgrade.execution.SagaDriver.Applied;
import io.aiw3.nft.upgrade.persistence.FeedStore;
import io.aiw3.nft.upgrade.persistence.HistoryStore;
import io.aiw3.nft.upgrade.persistence.SagaStore;
import io.aiw3.nft.upgrade.persistence.StoredSaga;
import io.aiw3.nft.upgrade.saga.Effect;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes transitions down, one or many with as many statements: the sagas' rows, their history,
 * what their users are notified of; and publishes commands and events.
 */
@ApplicationScoped
class SagaRecorder {
  private final SagaStore sagas;
  private final HistoryStore history;
  private final FeedStore feed;

  SagaRecorder(SagaStore sagas, HistoryStore history, FeedStore feed) {
    this.sagas = sagas;
    this.history = history;
    this.feed = feed;
  }

  /** A transition of which nothing is written yet but the saga's row in the session. */
  record Change(
      StoredSaga before, StoredSaga after, String traceParent, TransitionEffects transition) {}

  /**
   * Notes a transition of a locked saga.
   *
   * @param cause the first entry of the saga's history
   */
  Uni<Change> note(
      Transaction tx,
      StoredSaga before,
      StoredSaga next,
      List<Effect> effects,
      HistoryStore.Entry cause) {
    String traceParent = tx.traceParent();
    return sagas
        .note(tx, next)
        .map(
            after -> {
              TransitionEffects transition = new TransitionEffects(before, after, cause);
              effects.forEach(effect -> effect.accept(transition));
              return new Change(before, after, traceParent, transition);
            });
  }

  /** Stores transitions that were noted, in their order. */
  Uni<List<Applied>> store(Transaction tx, List<Change> changes) {
    return sagas
        .update(tx, changes.stream().map(Change::after).toList())
        .chain(() -> history.append(tx, all(changes, change -> change.transition().history())))
        .chain(() -> feed.append(tx, all(changes, change -> change.transition().feed())))
        .invoke(() -> changes.forEach(change -> publish(tx, change)))
        .map(announcements -> applied(changes, announcements));
  }

  private static <T> List<T> all(List<Change> changes, Function<Change, List<T>> part) {
    return changes.stream().map(part).flatMap(List::stream).toList();
  }

  private static void publish(Transaction tx, Change change) {
    tx.inTrace(change.traceParent());
    change.transition().messages().forEach(tx::publish);
  }

  private static List<Applied> applied(List<Change> changes, List<FeedStore.Event> announcements) {
    Map<Integer, List<FeedStore.Event>> byUser =
        announcements.stream().collect(Collectors.groupingBy(FeedStore.Event::userId));
    List<Applied> all = new ArrayList<>();
    for (Change change : changes) {
      StoredSaga before = change.before();
      List<FeedStore.Event> events = byUser.getOrDefault(before.saga().userId().value(), List.of());
      all.add(new Applied(change.after(), before.saga().state(), before.since(), events));
    }
    return all;
  }
}
