package io.aiw3.nft.upgrade.execution;

import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.upgrade.config.SagaConfig;
import io.aiw3.nft.upgrade.execution.SagaRecorder.Change;
import io.aiw3.nft.upgrade.persistence.FeedStore;
import io.aiw3.nft.upgrade.persistence.HistoryStore;
import io.aiw3.nft.upgrade.persistence.SagaStore;
import io.aiw3.nft.upgrade.persistence.StoredSaga;
import io.aiw3.nft.upgrade.saga.Effect;
import io.aiw3.nft.upgrade.saga.Outcome;
import io.aiw3.nft.upgrade.saga.Problems;
import io.aiw3.nft.upgrade.saga.Saga;
import io.aiw3.nft.upgrade.saga.SagaDefinition;
import io.aiw3.nft.upgrade.saga.SagaRequest;
import io.aiw3.nft.upgrade.saga.SagaState;
import io.aiw3.nft.upgrade.saga.Step;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The one place where sagas change: lock the row, ask the definition, let what follows be recorded,
 * all in the caller's transaction.
 */
@ApplicationScoped
public class SagaDriver {
  private static final Logger LOG = Logger.getLogger(SagaDriver.class);

  private final SagaStore sagas;
  private final SagaRecorder recorder;
  private final SagaConfig config;
  private final SagaMetrics metrics;
  private final TierCatalogue tiers;
  private final Pacing pacing;

  SagaDriver(
      SagaStore sagas,
      SagaRecorder recorder,
      SagaConfig config,
      SagaMetrics metrics,
      TierCatalogue tiers) {
    this.sagas = sagas;
    this.recorder = recorder;
    this.config = config;
    this.metrics = metrics;
    this.tiers = tiers;
    this.pacing = new Pacing(config);
  }

  /**
   * A saga after a change.
   *
   * @param before its state before
   * @param stateSince since when it had been in that state
   * @param announcements what its user is notified of when the transaction has committed
   */
  public record Applied(
      StoredSaga stored,
      SagaState before,
      Instant stateSince,
      List<FeedStore.Event> announcements) {
    static Applied nothing(StoredSaga stored) {
      return new Applied(stored, stored.saga().state(), stored.since(), List.of());
    }
  }

  /**
   * A participant's answer.
   *
   * @param traceParent the trace that what follows from it belongs to; null: none
   */
  public record Answer(SagaReply reply, String traceParent) {}

  /** Begins a claim or an upgrade; fails with a duplicate key if the user has one under way. */
  public Uni<Applied> begin(Transaction tx, OperationKind kind, UserId user, int toLevel) {
    String id = UUID.randomUUID().toString();
    Saga saga = Saga.begin(id, kind, user, tiers.previous(toLevel), toLevel);
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
                    TransitionEffects.request(saga, "start", null, now)));
  }

  /**
   * Takes participants' answers, in their order: many take as many statements as one. An answer
   * that does not fit is ignored, and so is one of no saga.
   */
  public Uni<List<Applied>> on(Transaction tx, List<Answer> answers) {
    return sagas
        .lock(tx, answers.stream().map(answer -> answer.reply().sagaId()).toList())
        .chain(
            locked -> {
              Map<String, StoredSaga> current = new HashMap<>(locked);
              List<Change> changes = new ArrayList<>();
              List<Applied> ignored = new ArrayList<>();
              Uni<Void> all = Uni.createFrom().voidItem();
              for (Answer answer : answers) {
                all = all.chain(() -> on(tx, answer, current, changes, ignored));
              }
              return all.chain(() -> recorder.store(tx, changes))
                  .invoke(applied -> applied.addAll(ignored));
            });
  }

  private Uni<Void> on(
      Transaction tx,
      Answer answer,
      Map<String, StoredSaga> current,
      List<Change> changes,
      List<Applied> ignored) {
    SagaReply reply = answer.reply();
    StoredSaga stored = current.get(reply.sagaId());
    if (stored == null) {
      return Uni.createFrom().voidItem();
    }
    Outcome outcome = SagaDefinition.on(stored.saga(), reply);
    if (outcome instanceof Outcome.Contradicted contradicted) {
      alarm(stored.saga(), reply, contradicted.problem());
    }
    if (!(outcome instanceof Outcome.Moved moved)) {
      LOG.debugf("reply ignored sagaId=%s type=%s", reply.sagaId(), reply.type());
      ignored.add(Applied.nothing(stored));
      return Uni.createFrom().voidItem();
    }
    if (Problems.isUnlisted(reply)) {
      LOG.errorf(
          "reason of a refusal is not in the API's list userId=%s sagaId=%s type=%s cause=%s",
          moved.saga().userId(), reply.sagaId(), reply.type(), reply.explanation());
    }
    tx.inTrace(answer.traceParent());
    return change(tx, stored, moved, TransitionEffects.reply(moved.saga(), reply, now()))
        .invoke(
            change -> {
              changes.add(change);
              current.put(reply.sagaId(), change.after());
            })
        .replaceWithVoid();
  }

  private void alarm(Saga saga, SagaReply reply, SagaState.Problem problem) {
    LOG.errorf(
        "reply contradicts the saga userId=%s sagaId=%s state=%s type=%s errorCode=%s",
        saga.userId(), saga.id(), saga.state().wireName(), reply.type(), problem.code());
    metrics.contradicted();
  }

  /**
   * Applies a request to a saga that is locked.
   *
   * @param by who requests it: a user id, an operator's name; null for the clock
   * @throws StateConflictException if its state does not allow that
   */
  public Uni<Applied> on(Transaction tx, StoredSaga stored, SagaRequest request, String by) {
    Outcome outcome = SagaDefinition.on(stored.saga(), request);
    if (outcome instanceof Outcome.Moved moved) {
      return apply(
          tx,
          stored,
          moved,
          TransitionEffects.request(moved.saga(), request.wireName(), by, now()));
    }
    if (outcome instanceof Outcome.Refused refused) {
      throw new StateConflictException(stored, refused.reason());
    }
    return Uni.createFrom().item(Applied.nothing(stored));
  }

  /** Continues a saga whose time has come; empty if another replica does, or did. */
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
    return change(tx, stored, moved, cause)
        .chain(change -> recorder.store(tx, List.of(change)))
        .map(applied -> applied.get(0));
  }

  private Uni<Change> change(
      Transaction tx, StoredSaga stored, Outcome.Moved moved, HistoryStore.Entry cause) {
    if (tx.traceParent() == null) {
      // The clock's own doing: it belongs to the request that began the saga.
      tx.inTrace(stored.traceParent());
    }
    StoredSaga next = next(stored, moved, cause.name(), cause.at());
    return recorder.note(tx, stored, next, moved.effects(), cause);
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
