package io.aiw3.nft.upgrade.execution;

import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.upgrade.config.SagaConfig;
import io.aiw3.nft.upgrade.persistence.SagaStore;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Continues sagas whose time has come. Every replica polls; the row lock and the time in the row
 * decide who takes which, so nothing is lost when one dies.
 */
@ApplicationScoped
class SagaWorker {
  private static final Logger LOG = Logger.getLogger(SagaWorker.class);

  private final Transactions transactions;
  private final SagaStore sagas;
  private final SagaDriver driver;
  private final PostCommitActions postCommit;
  private final SagaConfig.Worker config;
  private final Duration longestPause;
  private final Heartbeat heartbeat;

  SagaWorker(
      Transactions transactions,
      SagaStore sagas,
      SagaDriver driver,
      PostCommitActions postCommit,
      SagaConfig config,
      Heartbeats heartbeats) {
    this.transactions = transactions;
    this.sagas = sagas;
    this.driver = driver;
    this.postCommit = postCommit;
    this.config = config.worker();
    this.longestPause = config.longestPause();
    this.heartbeat =
        heartbeats.registerScheduled("saga-worker", config.worker().every().toString());
  }

  @Scheduled(
      every = "{aiw3.saga.worker.every:500ms}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> work() {
    return sagas
        .due(Instant.now(), config.batch())
        .onItem()
        .transformToMulti(ids -> Multi.createFrom().iterable(ids))
        .onItem()
        .transformToUniAndConcatenate(this::advance)
        .collect()
        .last()
        .onFailure()
        .invoke(e -> LOG.warnf("saga polling failed cause=%s", e.toString()))
        .onFailure()
        .recoverWithNull()
        .eventually(heartbeat::beat)
        .replaceWithVoid();
  }

  private Uni<Optional<SagaDriver.Applied>> postpone(String sagaId) {
    Instant now = Instant.now();
    return sagas
        .postpone(sagaId, now, now.plus(longestPause))
        .onFailure()
        .invoke(e -> LOG.warnf("saga postponement failed sagaId=%s cause=%s", sagaId, e.toString()))
        .onFailure()
        .recoverWithNull()
        .replaceWith(Optional.empty());
  }

  /**
   * One saga whose step fails does not delay the others: it is retried after a delay, behind those
   * that are due.
   */
  private Uni<Void> advance(String sagaId) {
    heartbeat.beat();
    return transactions
        .withEntities(tx -> driver.due(tx, sagaId))
        .call(applied -> postCommit.after(applied))
        .onFailure()
        .invoke(e -> LOG.errorf(e, "saga step failed sagaId=%s", sagaId))
        .onFailure()
        .recoverWithUni(() -> postpone(sagaId))
        .replaceWithVoid();
  }
}
