package io.aiw3.nft.upgrade.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.OperationStatus;
import io.aiw3.nft.contract.QualificationSnapshot;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.upgrade.domain.Holding;
import io.aiw3.nft.upgrade.domain.Standing;
import io.aiw3.nft.upgrade.persistence.FeedStore.Position;
import io.aiw3.nft.upgrade.persistence.HoldingStore;
import io.aiw3.nft.upgrade.persistence.SagaStore;
import io.aiw3.nft.upgrade.persistence.SnapshotStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** The first message of a WebSocket: {@code nft:snapshot}. */
@ApplicationScoped
class Snapshots {
  private final SagaStore sagas;
  private final HoldingStore holdings;
  private final SnapshotStore snapshots;
  private final TierCatalogue tiers;

  Snapshots(SagaStore sagas, HoldingStore holdings, SnapshotStore snapshots, TierCatalogue tiers) {
    this.sagas = sagas;
    this.holdings = holdings;
    this.snapshots = snapshots;
    this.tiers = tiers;
  }

  /**
   * @param nft as in {@code nft:status_changed}
   * @param mintAddress null when no tiered NFT is held
   * @param operation the newest claim or upgrade; null: there never was one
   * @param qualification as in {@code nft:qualification_changed}; null: nothing is known yet
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record State(
      FeedBodies.StatusChanged nft,
      String mintAddress,
      Operation operation,
      FeedBodies.QualificationChanged qualification) {}

  record Operation(
      String id,
      OperationKind kind,
      int fromLevel,
      int toLevel,
      OperationStatus status,
      String step,
      int progress) {}

  /** The position is older than what is read here: events that follow may repeat some of it. */
  Uni<String> of(UserId user, Position position) {
    Uni<Optional<SagaStore.SagaSummary>> newest = sagas.newest(user);
    return newest
        .chain(
            operation ->
                holdings
                    .standing(user)
                    .chain(
                        standing ->
                            snapshots
                                .snapshot(user)
                                .map(known -> state(operation, standing, known))))
        .map(
            state ->
                FeedBodies.write(
                    new FeedBodies.Envelope(
                        "nft:snapshot", user, state, Instant.now(), position.sequence())));
  }

  private State state(
      Optional<SagaStore.SagaSummary> operation,
      Standing standing,
      Optional<QualificationSnapshot.Data> snapshot) {
    return new State(
        FeedBodies.statusOf(standing, tiers),
        standing.nft().map(Holding::mint).orElse(null),
        operation.map(Snapshots::operation).orElse(null),
        snapshot.map(FeedBodies::qualificationOf).orElse(null));
  }

  private static Operation operation(SagaStore.SagaSummary summary) {
    return new Operation(
        summary.id(),
        summary.kind(),
        summary.fromLevel(),
        summary.toLevel(),
        summary.status(),
        summary.step().wireName(),
        summary.step().progress());
  }
}
