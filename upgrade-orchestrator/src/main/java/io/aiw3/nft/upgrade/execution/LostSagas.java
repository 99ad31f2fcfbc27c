package io.aiw3.nft.upgrade.execution;

import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UpgradeEvent;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.upgrade.config.SagaConfig;
import io.aiw3.nft.upgrade.persistence.HistoryStore;
import io.aiw3.nft.upgrade.persistence.SagaStore;
import io.aiw3.nft.upgrade.persistence.SnapshotStore;
import io.aiw3.nft.upgrade.persistence.StoredSaga;
import io.aiw3.nft.upgrade.saga.Redo;
import io.aiw3.nft.upgrade.saga.Saga;
import io.aiw3.nft.upgrade.saga.SagaState;
import io.aiw3.nft.upgrade.saga.SagaState.Problem;
import io.aiw3.nft.upgrade.saga.Step;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Sagas whose rows are older than what they have published, or lost: the database went back in
 * time. They go on from their newest event, and publish nothing again.
 */
@ApplicationScoped
public class LostSagas {
  private static final Logger LOG = Logger.getLogger(LostSagas.class);

  private final SagaStore sagas;
  private final SnapshotStore snapshots;
  private final HistoryStore history;
  private final TierCatalogue tiers;
  private final Pacing pacing;

  LostSagas(
      SagaStore sagas,
      SnapshotStore snapshots,
      HistoryStore history,
      TierCatalogue tiers,
      SagaConfig config) {
    this.sagas = sagas;
    this.snapshots = snapshots;
    this.history = history;
    this.tiers = tiers;
    this.pacing = new Pacing(config);
  }

  /** Takes an event of the saga's own: what its row knows already changes nothing. */
  public Uni<Void> published(Transaction tx, UpgradeEvent event) {
    UpgradeEvent.Data data = event.data();
    return sagas
        .lock(tx, List.of(data.sagaId()))
        .chain(
            locked -> {
              Optional<StoredSaga> known = Optional.ofNullable(locked.get(data.sagaId()));
              return known.filter(stored -> stored.changes() >= data.version()).isPresent()
                  ? Uni.createFrom().voidItem()
                  : redo(tx, event, known);
            });
  }

  private Uni<Void> redo(Transaction tx, UpgradeEvent event, Optional<StoredSaga> known) {
    UpgradeEvent.Data data = event.data();
    return snapshots
        .walletOf(tx, data.userId())
        .chain(
            wallet -> {
              if (wallet.isEmpty()) {
                // Removed by the platform, perhaps: nobody's saga comes back.
                LOG.warnf(
                    "lost saga not restored userId=%s sagaId=%s", data.userId(), data.sagaId());
                return Uni.createFrom().voidItem();
              }
              return write(tx, stored(event, wallet.get(), known), known.isPresent());
            });
  }

  private Uni<Void> write(Transaction tx, StoredSaga stored, boolean known) {
    Uni<Boolean> written =
        known
            ? sagas
                .note(tx, stored)
                .chain(noted -> sagas.update(tx, List.of(noted)))
                .replaceWith(true)
            : sagas
                .hasOtherOpen(tx, stored.saga())
                .chain(
                    other ->
                        other
                            ? Uni.createFrom().item(false)
                            : sagas.insert(tx, stored).replaceWith(true));
    return written.chain(
        done -> {
          Saga saga = stored.saga();
          if (!done) {
            LOG.warnf(
                "lost saga not restored; its user has begun another userId=%s sagaId=%s",
                saga.userId(), saga.id());
            return Uni.createFrom().voidItem();
          }
          LOG.infof(
              "lost saga restored userId=%s sagaId=%s state=%s",
              saga.userId(), saga.id(), saga.state().wireName());
          return history.append(
              tx, List.of(TransitionEffects.request(saga, "restore", null, stored.since())));
        });
  }

  private StoredSaga stored(UpgradeEvent event, String wallet, Optional<StoredSaga> known) {
    UpgradeEvent.Data data = event.data();
    int badges = data.fromLevel() == 0 ? 0 : tiers.level(data.toLevel()).badgesRequired();
    SagaState state = Redo.of(data, wallet, badges);
    Saga saga =
        new Saga(
            data.sagaId(), data.kind(), data.userId(), data.fromLevel(), data.toLevel(), state);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new StoredSaga(
        saga,
        Step.of(data.step()),
        data.version(),
        now,
        pacing.nextAction(state, 0, null, now),
        0,
        known.map(StoredSaga::deadline).orElse(null),
        new StoredSaga.Facts(
            data.oldMintAddress(),
            data.newMintAddress(),
            data.burnTransaction(),
            data.mintTransaction(),
            data.errorCode() == null ? null : new Problem(data.errorCode(), data.errorMessage())),
        known.map(StoredSaga::traceParent).orElse(null),
        known.map(StoredSaga::createdAt).orElse(event.timestamp()),
        now);
  }
}
