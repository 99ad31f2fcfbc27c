package io.aiw3.nft.upgrade.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.ApiException;
import io.aiw3.nft.kit.api.InvalidRequestException;
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
 * Begins claims and upgrades. A refusal is found before anything starts, with one read of the
 * tables, and is thrown where the idempotency key has been checked, so that a repeated request gets
 * its first answer again.
 *
 * <p>What is known here of a user may be behind what the user was shown elsewhere. Only where it
 * has just changed is a refusal held back and checked again, and only for one request of a user at
 * a time: the others are answered at once.
 */
@ApplicationScoped
class OperationStarter {
  private static final Duration FIRST_DELAY = Duration.ofMillis(100);
  private static final int ATTEMPTS = 3;
  private static final long MOST_WAITING = 100_000;

  private final Operations operations;
  private final SagaDriver driver;
  private final SagaStore sagas;
  private final SnapshotStore snapshots;
  private final OperationLocks locks;
  private final SagaConfig config;
  private final Eligibility eligibility;
  private final TierCatalogue tiers;
  private final Vertx vertx;

  /** Users with a request that is held back. */
  private final Cache<UserId, Boolean> waiting;

  OperationStarter(
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
    this.tiers = tiers;
    this.eligibility = new Eligibility(tiers, badges);
    this.vertx = vertx;
    this.waiting =
        Caffeine.newBuilder()
            .maximumSize(MOST_WAITING)
            .expireAfterWrite(config.refusalGrace().multipliedBy(2))
            .build();
  }

  /**
   * What a read of the tables gives.
   *
   * @param mayPass whether events that are on their way could avert the refusal
   */
  private record Decision(Optional<ApiException> refusal, boolean mayPass) {
    static Decision of(ApiException refusal, boolean mayPass) {
      return new Decision(Optional.of(refusal), mayPass);
    }
  }

  /**
   * Begins one, or refuses it.
   *
   * @param claimed the wallet in the caller's token, if it names one
   */
  Uni<RestResponse<String>> begin(
      OperationKind kind,
      UserId user,
      Optional<String> claimed,
      int level,
      String key,
      Object body) {
    if (kind == OperationKind.UPGRADE && !tiers.isUpgrade(level)) {
      throw new InvalidRequestException("targetLevel", "No upgrade leads to this level.");
    }
    return locks
        .take(kind, user)
        .chain(
            free ->
                refusal(kind, user, claimed, level, key)
                    .chain(refusal -> begin(kind, user, level, key, body, refusal, ATTEMPTS))
                    .onFailure()
                    .call(e -> free ? releaseUnlessOpen(kind, user) : nothing()));
  }

  private Uni<RestResponse<String>> begin(
      OperationKind kind,
      UserId user,
      int level,
      String key,
      Object body,
      Optional<ApiException> refusal,
      int attempts) {
    if (refusal.isPresent() && (key == null || key.isBlank())) {
      return Uni.createFrom().failure(refusal.get());
    }
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
                            // The other one has ended by now.
                            return begin(kind, user, level, key, body, refusal, attempts - 1);
                          }
                          return Uni.createFrom().failure(open.<Throwable>map(e -> e).orElse(lost));
                        }));
  }

  private Uni<Optional<ApiException>> underWay(UserId user) {
    return sagas.findOpen(user).map(open -> open.map(OperationInProgressException::new));
  }

  private Uni<Optional<ApiException>> refusal(
      OperationKind kind, UserId user, Optional<String> claimed, int level, String key) {
    Uni<Decision> look = Uni.createFrom().deferred(() -> look(kind, user, claimed, level));
    return look.chain(
        decision -> {
          if (decision.refusal().isEmpty() || !decision.mayPass()) {
            return Uni.createFrom().item(decision.refusal());
          }
          if (waiting.asMap().putIfAbsent(user, true) != null) {
            return Uni.createFrom().item(Optional.<ApiException>of(new DecisionPendingException()));
          }
          return operations
              .isAnswered(user.toString(), key, kind.wireName())
              .chain(
                  answered ->
                      answered
                          ? Uni.createFrom().item(decision.refusal())
                          : again(look, decision, FIRST_DELAY, config.refusalGrace()))
              .eventually(() -> waiting.invalidate(user));
        });
  }

  /** Looks again some times, each after twice the time of the one before. */
  private Uni<Optional<ApiException>> again(
      Uni<Decision> look, Decision decision, Duration delay, Duration left) {
    return decision.refusal().isEmpty() || !decision.mayPass() || left.isNegative() || left.isZero()
        ? Uni.createFrom().item(decision.refusal())
        : pause(delay.compareTo(left) < 0 ? delay : left)
            .chain(() -> look)
            .chain(next -> again(look, next, delay.multipliedBy(2), left.minus(delay)));
  }

  private Uni<Decision> look(OperationKind kind, UserId user, Optional<String> claimed, int level) {
    return snapshots
        .standing(user, level, config.refusalRecent())
        .map(standing -> decide(kind, claimed, level, standing));
  }

  private Decision decide(
      OperationKind kind, Optional<String> claimed, int level, SnapshotStore.Standing standing) {
    if (standing.openOperation().isPresent()) {
      return Decision.of(new OperationInProgressException(standing.openOperation().get()), false);
    }
    Optional<String> linked = standing.wallet();
    if (claimed.isPresent() && linked.isPresent() && !claimed.equals(linked)) {
      return Decision.of(
          new WalletMismatchException(claimed.get(), linked.get()), standing.changing());
    }
    return eligibility
        .decide(kind, level, standing.snapshot(), standing.wallet().isPresent())
        .accept(new Refusals(kind, level, standing));
  }

  /** A tier that was issued is refused for that, whatever else is missing. */
  private record Refusals(OperationKind kind, int level, SnapshotStore.Standing standing)
      implements Eligibility.Visitor<Decision> {
    @Override
    public Decision alreadyHeld(Eligibility.AlreadyHeld held) {
      // Should it not be held any more, its tier was issued all the same.
      return Decision.of(
          new NftAlreadyHeldException(held.level()), standing.changing() && !standing.issued());
    }

    @Override
    public Decision noWallet(Eligibility.NoWallet verdict) {
      return unlessIssued(Decision.of(new WalletNotLinkedException(), standing.changing()));
    }

    @Override
    public Decision lacking(Eligibility.Lacking lacking) {
      return unlessIssued(
          Decision.of(new NotQualifiedException(kind, lacking), standing.changing()));
    }

    @Override
    public Decision eligible(Eligibility.Eligible verdict) {
      return unlessIssued(new Decision(Optional.empty(), false));
    }

    private Decision unlessIssued(Decision decision) {
      return standing.issued()
          ? Decision.of(new TierAlreadyIssuedException(level), false)
          : decision;
    }
  }

  /** On the caller's Vert.x context. */
  private Uni<Void> pause(Duration delay) {
    return Uni.createFrom()
        .emitter(
            done -> vertx.setTimer(Math.max(1, delay.toMillis()), timer -> done.complete(null)));
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
