package io.aiw3.nft.upgrade.execution;

import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.UserId;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * The locks of data model v2 in Redis: {@code nft_lock:upgrade:{user}}, {@code
 * nft_lock:unlock:{user}} and {@code nft_lock:burn:{user}}. They only make it likely that a double
 * click is answered from one look at the table; whoever finds one taken looks there, and the UNIQUE
 * column decides.
 */
@ApplicationScoped
public class OperationLocks {
  private static final Logger LOG = Logger.getLogger(OperationLocks.class);
  private static final String LOCKED = "locked";
  private static final Duration UPGRADE = Duration.ofMinutes(10);
  private static final Duration UNLOCK = Duration.ofMinutes(5);
  private static final Duration BURN = Duration.ofMinutes(3);

  private final ReactiveRedisDataSource redis;

  OperationLocks(ReactiveRedisDataSource redis) {
    this.redis = redis;
  }

  /** Whether the lock was free and is now taken; true as well when Redis is away. */
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
    return redis
        .execute("SET", key, LOCKED, "NX", "EX", Long.toString(time.toSeconds()))
        .map(Objects::nonNull)
        .onFailure()
        .recoverWithItem(
            e -> {
              LOG.debugf("lock not asked for, Redis is away errorCode=%s", e.toString());
              return true;
            });
  }

  private Uni<Void> delete(String... keys) {
    return redis
        .key()
        .del(keys)
        .onFailure()
        .invoke(e -> LOG.debugf("lock left to expire errorCode=%s", e.toString()))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  private static String key(OperationKind kind, UserId user) {
    return "nft_lock:" + (kind == OperationKind.CLAIM ? "unlock:" : "upgrade:") + user;
  }

  private static String burnKey(UserId user) {
    return "nft_lock:burn:" + user;
  }
}
