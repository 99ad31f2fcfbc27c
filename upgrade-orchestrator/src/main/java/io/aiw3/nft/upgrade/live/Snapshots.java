package io.aiw3.nft.upgrade.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.OperationStatus;
import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.upgrade.persistence.FeedStore.Position;
import io.aiw3.nft.upgrade.persistence.SagaStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** The first message of a WebSocket: {@code nft:snapshot}. */
@ApplicationScoped
class Snapshots {
  private final SagaStore sagas;
  private final TierCatalogue tiers;

  Snapshots(SagaStore sagas, TierCatalogue tiers) {
    this.sagas = sagas;
    this.tiers = tiers;
  }

  /**
   * @param nft as in {@code nft:status_changed}
   * @param mintAddress null when no tiered NFT is held
   * @param operation the newest claim or upgrade; null: there never was one
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record State(FeedBodies.StatusChanged nft, String mintAddress, Operation operation) {}

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
    Tier tier = tiers.find(position.nftLevel()).orElse(null);
    return sagas
        .newest(user)
        .map(newest -> newest.map(Snapshots::operation).orElse(null))
        .map(operation -> new State(FeedBodies.statusOf(tier), position.nftMint(), operation))
        .map(
            state ->
                FeedBodies.write(
                    new FeedBodies.Envelope(
                        "nft:snapshot", user, state, Instant.now(), position.sequence())));
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
