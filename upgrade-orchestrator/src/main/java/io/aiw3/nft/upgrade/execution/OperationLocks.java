package io.aiw3.nft.upgrade.execution;

import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.UserId;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The locks of data model v2 in Redis: {@code nft_lock:upgrade:{user}}, {@code
 * nft_lock:unlock:{user}} and {@code nft_lock:burn:{user}}. They only make it likely that a double
 * click is answered from one read of the table; a request that finds one taken reads it, and the
 * UNIQUE column decides. A Redis that does not answer is waited for shortly, and then left alone
 * for a while: no operation waits for it.
 */
@ApplicationScoped
public class OperationLocks {
  private static final Logger LOG = Logger.getLogger(OperationLocks.class);
  private static final String LOCKED = "locked";
  private static final Duration UPGRADE = Duration.ofMinutes(10);
  private static final Duration UNLOCK = Duration.ofMinutes(5);
  private static final Duration BURN = Duration.ofMinutes(3);

  private static final Duration RESPONSE_TIMEOUT = Duration.ofMillis(300);
  private static final Duration RETRY_DELAY = Duration.ofSeconds(2);

  private final ReactiveRedisDataSource redis;
  private volatile long unavailableUntil = System.nanoTime();

  OperationLocks(ReactiveRedisDataSource redis) {
    this.redis = redis;
  }

  /** Whether the lock was free and is now taken; true as well when Redis is unavailable. */
  public Uni<Boolean> take(OperationKind kind, UserId user) {
    return take(key(kind, user), kind == OperationKind.CLAIM ? UNLOCK : UPGRADE);
  }

  /** The same for the submission of a burn. */
  public Uni<Boolean> takeBurn(UserId user) {
    return take(burnKey(user), BURN);
  }

  /** Never fails. */
  public Uni<Void> release(OperationKind kind, UserId user) {
    return delete(key(kind, user), burnKey(user));
  }

  /** Never fails. */
  public Uni<Void> releaseBurn(UserId user) {
    return delete(burnKey(user));
  }

  private Uni<Boolean> take(String key, Duration time) {
    return ask(
        () ->
            redis
                .execute("SET", key, LOCKED, "NX", "EX", Long.toString(time.toSeconds()))
                .map(Objects::nonNull),
        true);
  }

  /** One that stays in Redis expires, and until then costs a read of the table. */
  private Uni<Void> delete(String... keys) {
    return ask(() -> redis.key().del(keys), 0).replaceWithVoid();
  }

  /**
   * @param otherwise what Redis would answer without a lock
   */
  private <T> Uni<T> ask(Supplier<Uni<T>> command, T otherwise) {
    if (System.nanoTime() - unavailableUntil < 0) {
      return Uni.createFrom().item(otherwise);
    }
    Context caller = Vertx.currentContext();
    return command
        .get()
        .ifNoItem()
        .after(RESPONSE_TIMEOUT)
        .fail()
        .onFailure()
        .recoverWithItem(
            e -> {
              unavailableUntil = System.nanoTime() + RETRY_DELAY.toNanos();
              LOG.debugf("Redis unavailable; using the saga table alone cause=%s", e.toString());
              return otherwise;
            })
        // The timer has a thread of its own.
        .emitOn(caller == null ? Runnable::run : MutinyHelper.executor(caller));
  }

  private static String key(OperationKind kind, UserId user) {
    return "nft_lock:" + (kind == OperationKind.CLAIM ? "unlock:" : "upgrade:") + user;
  }

  private static String burnKey(UserId user) {
    return "nft_lock:burn:" + user;
  }
}
