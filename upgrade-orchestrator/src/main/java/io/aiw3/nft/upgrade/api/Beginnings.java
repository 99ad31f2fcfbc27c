package io.aiw3.nft.upgrade.api;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.ApiException;
import io.aiw3.nft.kit.transaction.SqlFailures;
import io.aiw3.nft.upgrade.config.SagaConfig;
import io.aiw3.nft.upgrade.domain.Eligibility;
import io.aiw3.nft.upgrade.execution.OperationLocks;
import io.aiw3.nft.upgrade.execution.SagaDriver;
import io.aiw3.nft.upgrade.persistence.SagaStore;
import io.aiw3.nft.upgrade.persistence.SnapshotStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Begins claims and upgrades. A refusal is found before anything starts, and is thrown where the
 * idempotency key has been looked at, so that a repeated request gets its first answer again.
 */
@ApplicationScoped
class Beginnings {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int ATTEMPTS = 3;

  private final Operations operations;
  private final SagaDriver driver;
  private final SagaStore sagas;
  private final SnapshotStore snapshots;
  private final OperationLocks locks;
  private final SagaConfig config;
  private final Eligibility eligibility;
  private final Vertx vertx;

  Beginnings(
      Operations operations,
      SagaDriver driver,
      SagaStore sagas,
      SnapshotStore snapshots,
      OperationLocks locks,
      SagaConfig config,
      TierCatalogue tiers,
      BadgeCatalogue badges,
      Vertx vertx) {
    this.operations = operations;
    this.driver = driver;
    this.sagas = sagas;
    this.snapshots = snapshots;
    this.locks = locks;
    this.config = config;
    this.eligibility = new Eligibility(tiers, badges);
    this.vertx = vertx;
  }

  Uni<RestResponse<String>> begin(
      OperationKind kind, UserId user, int level, String key, Object body) {
    return locks
        .take(kind, user)
        .chain(
            free ->
                found(kind, user, level, key, free)
                    .chain(refusal -> begin(kind, user, level, key, body, refusal, ATTEMPTS))
                    .onFailure()
                    .call(e -> free ? releaseUnlessOpen(kind, user) : nothing()));
  }

  /** A lock that is taken proves nothing: its holder may be gone. The table is asked. */
  private Uni<Optional<ApiException>> found(
      OperationKind kind, UserId user, int level, String key, boolean free) {
    Uni<Optional<ApiException>> refusal = refusal(kind, user, level, key);
    return free
        ? refusal.chain(
            why ->
                why.isEmpty()
                    ? Uni.createFrom().item(why)
                    : underWay(user).map(o -> o.or(() -> why)))
        : underWay(user).chain(o -> o.isPresent() ? Uni.createFrom().item(o) : refusal);
  }

  private Uni<RestResponse<String>> begin(
      OperationKind kind,
      UserId user,
      int level,
      String key,
      Object body,
      Optional<ApiException> refusal,
      int attempts) {
    return operations
        .run(
            user.toString(),
            key,
            kind.wireName(),
            body,
            tx ->
                refusal.isPresent()
                    ? Uni.createFrom().failure(refusal.get())
                    : driver.begin(tx, kind, user, level))
        .onFailure(SqlFailures::isDuplicate)
        .recoverWithUni(
            lost ->
                underWay(user)
                    .chain(
                        open -> {
                          if (open.isEmpty() && attempts > 1) {
                            // The other one has ended meanwhile.
                            return begin(kind, user, level, key, body, refusal, attempts - 1);
                          }
                          return Uni.createFrom().failure(open.<Throwable>map(e -> e).orElse(lost));
                        }));
  }

  private Uni<Optional<ApiException>> underWay(UserId user) {
    return sagas.findOpen(user).map(open -> open.map(OperationInProgressException::new));
  }

  /** One that an earlier answer will take the place of is not held back. */
  private Uni<Optional<ApiException>> refusal(
      OperationKind kind, UserId user, int level, String key) {
    Uni<Optional<ApiException>> look = look(kind, user, level);
    return look.chain(
        refusal ->
            refusal.isEmpty()
                ? Uni.createFrom().item(refusal)
                : operations
                    .isAnswered(user.toString(), key, kind.wireName())
                    .chain(
                        answered ->
                            answered
                                ? Uni.createFrom().item(refusal)
                                : again(look, refusal, deadline())));
  }

  /** Looks again until the deadline: the news that averts a refusal may be on its way. */
  private Uni<Optional<ApiException>> again(
      Uni<Optional<ApiException>> look, Optional<ApiException> refusal, long deadline) {
    return refusal.isEmpty() || System.nanoTime() >= deadline
        ? Uni.createFrom().item(refusal)
        : pause().chain(() -> look).chain(next -> again(look, next, deadline));
  }

  private Uni<Optional<ApiException>> look(OperationKind kind, UserId user, int level) {
    return Uni.createFrom()
        .deferred(() -> snapshots.standing(user))
        .map(
            standing ->
                eligibility.decide(kind, level, standing.snapshot(), standing.wallet().isPresent()))
        .map(verdict -> refusal(kind, verdict));
  }

  private static Optional<ApiException> refusal(OperationKind kind, Eligibility.Verdict verdict) {
    if (verdict instanceof Eligibility.NoWallet) {
      return Optional.of(new WalletNotLinkedException());
    }
    if (verdict instanceof Eligibility.AlreadyHeld held) {
      return Optional.of(new NftAlreadyHeldException(held.level()));
    }
    return verdict instanceof Eligibility.Lacking lacking
        ? Optional.of(new NotQualifiedException(kind, lacking))
        : Optional.empty();
  }

  private long deadline() {
    return System.nanoTime() + config.refusalGrace().toNanos();
  }

  /** On the caller's Vert.x context. */
  private Uni<Void> pause() {
    return Uni.createFrom()
        .emitter(done -> vertx.setTimer(PAUSE.toMillis(), timer -> done.complete(null)));
  }

  private Uni<Void> releaseUnlessOpen(OperationKind kind, UserId user) {
    return sagas
        .findOpen(user)
        .chain(open -> open.isPresent() ? nothing() : locks.release(kind, user))
        .onFailure()
        .recoverWithNull();
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
