package io.aiw3.nft.qualification.cache;

import io.aiw3.nft.contract.UserId;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;

/**
 * Drops what the caches hold of users who changed; called after the commit, never fails. While
 * Redis is unavailable the users are remembered, and until they are dropped their caches are not
 * read.
 */
@ApplicationScoped
public class CacheInvalidation {
  private static final Logger LOG = Logger.getLogger(CacheInvalidation.class);
  private static final int AT_ONCE = 500;
  private static final int WIDTH = CacheKeys.dropped(0).size();

  private final PromptRedis redis;
  private final CacheConfig config;
  private final Vertx vertx;
  private final Set<Integer> pending = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean retrying = new AtomicBoolean();
  private volatile IntConsumer listener = user -> {};
  private long timer;

  CacheInvalidation(PromptRedis redis, CacheConfig config, Vertx vertx) {
    this.redis = redis;
    this.config = config;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    timer = vertx.setPeriodic(config.pause().toMillis(), id -> again());
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
  }

  /** Whether the caches may hold old values of the user. */
  boolean pending(int user) {
    return pending.contains(user);
  }

  /** {@code listener} is notified of every user who changed, before the caches are. */
  void listen(IntConsumer listener) {
    this.listener = listener;
  }

  public Uni<Void> drop(Collection<Integer> users) {
    users.forEach(listener::accept);
    return dropFrom(List.copyOf(users), 0);
  }

  /**
   * Drops by a record's key, if that is a user id; also after a redelivery that changed nothing.
   */
  public Uni<Void> dropKey(byte[] key) {
    try {
      return key == null
          ? Uni.createFrom().voidItem()
          : drop(List.of(UserId.of(new String(key, StandardCharsets.UTF_8)).value()));
    } catch (IllegalArgumentException e) {
      return Uni.createFrom().voidItem();
    }
  }

  private Uni<Void> dropFrom(List<Integer> users, int from) {
    if (from >= users.size()) {
      return Uni.createFrom().voidItem();
    }
    List<Integer> some = users.subList(from, Math.min(users.size(), from + AT_ONCE));
    pending.addAll(some);
    return dropNow(some)
        .invoke(() -> some.forEach(pending::remove))
        .onFailure()
        .invoke(e -> LOG.debugf("cache invalidation failed; retrying cause=%s", e.toString()))
        .onFailure()
        .recoverWithNull()
        .chain(() -> dropFrom(users, from + AT_ONCE));
  }

  private Uni<Void> dropNow(List<Integer> users) {
    List<String> arguments = new ArrayList<>(users.size() * WIDTH + 4);
    arguments.add(CacheScripts.DROP);
    arguments.add(Integer.toString(users.size() * WIDTH));
    users.forEach(user -> arguments.addAll(CacheKeys.dropped(user)));
    arguments.add(UUID.randomUUID().toString());
    arguments.add(Long.toString(config.version().toMillis()));
    return redis.execute("EVAL", arguments).replaceWithVoid();
  }

  private void again() {
    if (!pending.isEmpty() && retrying.compareAndSet(false, true)) {
      List<Integer> some = pending.stream().limit(AT_ONCE).toList();
      dropFrom(some, 0)
          .onTermination()
          .invoke(() -> retrying.set(false))
          .subscribe()
          .with(done -> {}, e -> LOG.debugf(e, "cache invalidation failed; retrying"));
    }
  }
}
