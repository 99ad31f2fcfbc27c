package io.aiw3.nft.upgrade.execution;

import io.aiw3.nft.kit.tracing.Traces;
import io.aiw3.nft.upgrade.execution.SagaDriver.Applied;
import io.aiw3.nft.upgrade.live.Broadcast;
import io.aiw3.nft.upgrade.persistence.StoredSaga;
import io.aiw3.nft.upgrade.saga.SagaState;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What follows a commit and may be lost: open WebSockets, locks that answer faster, metrics. */
@ApplicationScoped
public class PostCommitActions {
  private static final Logger LOG = Logger.getLogger(PostCommitActions.class);

  private final Broadcast broadcast;
  private final OperationLocks locks;
  private final SagaMetrics metrics;
  private final Traces traces;

  PostCommitActions(Broadcast broadcast, OperationLocks locks, SagaMetrics metrics, Traces traces) {
    this.broadcast = broadcast;
    this.locks = locks;
    this.metrics = metrics;
    this.traces = traces;
  }

  /** Never fails. */
  public Uni<Void> after(Optional<Applied> applied) {
    return after(applied.stream().toList());
  }

  /** Never fails. */
  public Uni<Void> after(List<Applied> all) {
    all.forEach(this::note);
    broadcast.send(all.stream().flatMap(applied -> applied.announcements().stream()).toList());
    Uni<Void> released = Uni.createFrom().voidItem();
    for (Applied applied : all) {
      released = released.chain(() -> release(applied));
    }
    return released;
  }

  private static boolean handedIn(SagaState state) {
    return state instanceof SagaState.SubmittingBurn || state instanceof SagaState.ConfirmingBurn;
  }

  /** The time in the state that has ended, as a span. */
  private void trace(Applied applied) {
    StoredSaga stored = applied.stored();
    traces.ended(
        "saga " + applied.before().wireName(),
        SpanKind.INTERNAL,
        stored.traceParent(),
        applied.stateSince(),
        Map.of(
            "saga.id", stored.saga().id(),
            "saga.kind", stored.saga().kind().wireName(),
            "saga.state", stored.saga().state().wireName()));
  }

  private void note(Applied applied) {
    StoredSaga stored = applied.stored();
    SagaState state = stored.saga().state();
    if (!state.wireName().equals(applied.before().wireName())) {
      LOG.infof(
          "saga transitioned userId=%s sagaId=%s from=%s to=%s status=%s",
          stored.saga().userId(),
          stored.saga().id(),
          applied.before().wireName(),
          state.wireName(),
          stored.saga().status().wireName());
      metrics.moved(applied);
      trace(applied);
    }
  }

  private Uni<Void> release(Applied applied) {
    StoredSaga stored = applied.stored();
    if (!stored.saga().open()) {
      return locks.release(stored.saga().kind(), stored.saga().userId());
    }
    return applied.before() instanceof SagaState.BurnInHand && !handedIn(stored.saga().state())
        ? locks.releaseBurn(stored.saga().userId())
        : Uni.createFrom().voidItem();
  }
}
