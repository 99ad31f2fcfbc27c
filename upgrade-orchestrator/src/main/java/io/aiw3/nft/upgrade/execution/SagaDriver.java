package io.aiw3.nft.upgrade.execution;

import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.upgrade.config.SagaConfig;
import io.aiw3.nft.upgrade.persistence.FeedStore;
import io.aiw3.nft.upgrade.persistence.HistoryStore;
import io.aiw3.nft.upgrade.persistence.SagaStore;
import io.aiw3.nft.upgrade.persistence.StoredSaga;
import io.aiw3.nft.upgrade.saga.Effect;
import io.aiw3.nft.upgrade.saga.Outcome;
import io.aiw3.nft.upgrade.saga.Saga;
import io.aiw3.nft.upgrade.saga.SagaDefinition;
import io.aiw3.nft.upgrade.saga.SagaRequest;
import io.aiw3.nft.upgrade.saga.SagaState;
import io.aiw3.nft.upgrade.saga.Step;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The one place where sagas change: lock the row, ask the definition, store state and history,
 * publish commands and events, all in the caller's transaction.
 */
@ApplicationScoped
public class SagaDriver {
  private static final Logger LOG = Logger.getLogger(SagaDriver.class);

  private final SagaStore sagas;
  private final HistoryStore history;
  private final FeedStore feed;
  private final SagaConfig config;
  private final Pacing pacing;

  SagaDriver(SagaStore sagas, HistoryStore history, FeedStore feed, SagaConfig config) {
    this.sagas = sagas;
    this.history = history;
    this.feed = feed;
    this.config = config;
    this.pacing = new Pacing(config);
  }

  /**
   * A saga after a change.
   *
   * @param before its state before
   * @param heard since when it had been in that state
   * @param announcements what its user is told when the transaction has committed
   */
  public record Applied(
      StoredSaga stored, SagaState before, Instant heard, List<FeedStore.Event> announcements) {
    static Applied nothing(StoredSaga stored) {
      return new Applied(stored, stored.saga().state(), stored.since(), List.of());
    }
  }

  /** Begins a claim or an upgrade; fails with a duplicate key if the user has one under way. */
  public Uni<Applied> begin(Transaction tx, OperationKind kind, UserId user, int toLevel) {
    Saga saga = Saga.begin(UUID.randomUUID().toString(), kind, user, toLevel);
    Instant now = now();
    StoredSaga blank =
        new StoredSaga(
            saga,
            Step.STARTED,
            0,
            now,
            now,
            0,
            null,
            new StoredSaga.Facts(null, null, null, null, null),
            tx.traceParent(),
            now,
            now);
    return sagas
        .insert(tx, blank)
        .chain(
            () ->
                apply(
                    tx,
                    blank,
                    SagaDefinition.begin(saga),
                    Narrator.request(saga, "start", null, now)));
  }

  /** Takes a participant's answer; one that does not fit is ignored. */
  public Uni<Optional<Applied>> on(Transaction tx, SagaReply reply) {
    return sagas
        .lock(tx, reply.sagaId())
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : on(tx, found.get(), reply).map(Optional::of));
  }

  private Uni<Applied> on(Transaction tx, StoredSaga stored, SagaReply reply) {
    Outcome outcome = SagaDefinition.on(stored.saga(), reply);
    if (outcome instanceof Outcome.Moved moved) {
      return apply(tx, stored, moved, Narrator.reply(moved.saga(), reply, now()));
    }
    LOG.debugf("reply ignored sagaId=%s type=%s", reply.sagaId(), reply.type());
    return Uni.createFrom().item(Applied.nothing(stored));
  }

  /**
   * Does what is asked of a saga that is locked.
   *
   * @param by who asks: a user id, an operator's name; null for the clock
   * @throws StateConflictException if its state does not allow that
   */
  public Uni<Applied> on(Transaction tx, StoredSaga stored, SagaRequest request, String by) {
    Outcome outcome = SagaDefinition.on(stored.saga(), request);
    if (outcome instanceof Outcome.Moved moved) {
      return apply(
          tx, stored, moved, Narrator.request(moved.saga(), request.wireName(), by, now()));
    }
    if (outcome instanceof Outcome.Refused refused) {
      throw new StateConflictException(stored, refused.reason());
    }
    return Uni.createFrom().item(Applied.nothing(stored));
  }

  /** Goes on with a saga whose time has come; empty if somebody else does, or did. */
  Uni<Optional<Applied>> due(Transaction tx, String sagaId) {
    Instant now = now();
    return sagas
        .lockIfDue(tx, sagaId, now)
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : on(tx, found.get(), dueRequest(found.get(), now), null).map(Optional::of));
  }

  private static SagaRequest dueRequest(StoredSaga stored, Instant now) {
    boolean late = stored.deadline() != null && !stored.deadline().isAfter(now);
    return late && Pacing.deadlineCounts(stored.saga().state())
        ? new SagaRequest.DeadlinePassed()
        : new SagaRequest.Due();
  }

  private Uni<Applied> apply(
      Transaction tx, StoredSaga stored, Outcome.Moved moved, HistoryStore.Entry cause) {
    if (tx.traceParent() == null) {
      // The clock's own doing: it belongs to the request that began the saga.
      tx.inTrace(stored.traceParent());
    }
    StoredSaga next = next(stored, moved, cause.name(), cause.at());
    return sagas
        .update(tx, next)
        .chain(
            saved -> {
              Narrator narrator = new Narrator(saved, stored.step(), stored.changes(), cause.at());
              moved.effects().forEach(narrator::tell);
              return history
                  .append(tx, narrator.history(cause))
                  .chain(() -> feed.append(tx, saved.saga().userId(), narrator.feed()))
                  .invoke(() -> narrator.messages().forEach(tx::publish))
                  .map(
                      announcements ->
                          new Applied(saved, stored.saga().state(), stored.since(), announcements));
            });
  }

  private StoredSaga next(StoredSaga stored, Outcome.Moved moved, String cause, Instant now) {
    Saga saga = moved.saga();
    boolean arrived = arrived(stored.saga().state(), saga.state());
    int attempts = arrived ? 0 : stored.attempts() + (cause.equals("due") ? 1 : 0);
    Instant deadline =
        stored.deadline() == null && saga.state() instanceof SagaState.AwaitingSignature
            ? now.plus(config.signingLimit())
            : stored.deadline();
    Step step = stored.step();
    long changes = stored.changes();
    for (Effect effect : moved.effects()) {
      if (effect instanceof Effect.Reached reached) {
        step = reached.step();
      }
      changes += effect instanceof Effect.Send ? 0 : 1;
    }
    return new StoredSaga(
        saga,
        step,
        changes,
        arrived ? now : stored.since(),
        pacing.nextAction(saga.state(), attempts, deadline, now),
        attempts,
        deadline,
        stored.facts(),
        stored.traceParent(),
        stored.createdAt(),
        now);
  }

  /** Whether the saga waits for something else than before. */
  private static boolean arrived(SagaState before, SagaState after) {
    return before.getClass() != after.getClass()
        || (before instanceof SagaState.BeforeBurn b
            && after instanceof SagaState.BeforeBurn a
            && a.attempt() != b.attempt());
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}
