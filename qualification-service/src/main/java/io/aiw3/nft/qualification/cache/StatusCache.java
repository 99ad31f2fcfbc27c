package io.aiw3.nft.qualification.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.kit.transaction.SqlFailures;
import io.aiw3.nft.qualification.status.UserView;
import io.aiw3.nft.qualification.status.UserViews;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Responses about users, from Redis, else from MySQL.
 *
 * <p>Requests that come while a user's row is being read share that read: coalescing is Caffeine's,
 * whose entries are reads under way and nothing else. A read opens and closes its transaction by
 * itself, ends within a bounded time, and each request gets the result on its own context. A change
 * of the user ends the sharing, so that no caller gets a response that is older than the request.
 * All entries of a user are filled together, see {@link CacheScripts}.
 */
@ApplicationScoped
public class StatusCache {
  private static final Logger LOG = Logger.getLogger(StatusCache.class);
  private static final int FIRST_RESPONSE = CacheKeys.values().length;
  private static final int READ_RETRIES = 2;
  private static final Duration RETRY_DELAY = Duration.ofMillis(50);

  private final PromptRedis redis;
  private final CacheInvalidation invalidation;
  private final UserViews views;
  private final ResponseKeys keys;
  private final CacheConfig config;
  private final MeterRegistry metrics;
  private final Clock clock;
  private final AsyncCache<Integer, Responses> reads =
      Caffeine.newBuilder().expireAfterWrite(Duration.ZERO).executor(Runnable::run).buildAsync();
  private volatile long unavailableUntil = System.nanoTime();

  StatusCache(
      PromptRedis redis,
      CacheInvalidation invalidation,
      UserViews views,
      ResponseKeys keys,
      CacheConfig config,
      MeterRegistry metrics,
      Clock clock) {
    this.redis = redis;
    this.invalidation = invalidation;
    this.views = views;
    this.keys = keys;
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
    invalidation.listen(user -> reads.synchronous().invalidate(user));
  }

  /** JSON texts of {@code data}. */
  private record Responses(String status, String qualifications, String benefits) {}

  public Uni<String> status(int user) {
    return response(user, keys.status(user), Responses::status);
  }

  public Uni<String> qualifications(int user) {
    return response(user, keys.qualifications(user), Responses::qualifications);
  }

  public Uni<String> benefits(int user) {
    return response(user, keys.benefits(user), Responses::benefits);
  }

  private Uni<String> response(int user, String key, Function<Responses, String> part) {
    return Uni.createFrom()
        .deferred(
            () ->
                readable(user)
                    ? orNull(redis.execute("MGET", List.of(CacheKeys.VERSION.of(user), key)))
                    : Uni.createFrom().<Response>nullItem())
        .chain(
            found -> {
              String response =
                  found == null ? null : ResponseKeys.response(found.get(0), found.get(1));
              count(found == null ? "unavailable" : response == null ? "miss" : "hit");
              return response == null
                  ? sharedRead(user).map(part)
                  : Uni.createFrom().item(response);
            });
  }

  private boolean readable(int user) {
    return System.nanoTime() - unavailableUntil >= 0 && !invalidation.pending(user);
  }

  /**
   * The result of the read under way, else of a new one. What is bound to a thread is looked up
   * when the request subscribes, and a request that is cancelled cancels only its own copy.
   */
  private Uni<Responses> sharedRead(int user) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Context own = Vertx.currentContext();
              Uni<Responses> read =
                  Uni.createFrom()
                      .completionStage(
                          () ->
                              reads
                                  .get(
                                      user, (id, executor) -> read(id).subscribeAsCompletionStage())
                                  .copy());
              return own == null ? read : read.emitOn(MutinyHelper.executor(own));
            });
  }

  private Uni<Responses> read(int user) {
    if (!readable(user)) {
      return view(user).map(StatusCache::responses);
    }
    return orNull(begin(user))
        .chain(
            begun -> {
              if (begun == null) {
                return view(user).map(StatusCache::responses);
              }
              Responses stored = stored(begun);
              return stored == null
                  ? readAndFill(user, begun.get(0).toString())
                  : Uni.createFrom().item(stored);
            });
  }

  /** Another replica may have filled the entries since they were missed. */
  private Uni<Response> begin(int user) {
    List<String> arguments = new ArrayList<>();
    arguments.add(CacheScripts.BEGIN);
    addKeys(arguments, user);
    arguments.add(UUID.randomUUID().toString());
    arguments.add(Long.toString(config.version().toMillis()));
    return redis.execute("EVAL", arguments);
  }

  /** What is there of all entries; null unless all are, and can be served. */
  private static Responses stored(Response begun) {
    Response mark = begun.get(0);
    for (int i = 1; i < FIRST_RESPONSE; i++) {
      if (begun.get(i) == null) {
        return null;
      }
    }
    String status = ResponseKeys.response(mark, begun.get(FIRST_RESPONSE));
    String qualifications = ResponseKeys.response(mark, begun.get(FIRST_RESPONSE + 1));
    String benefits = ResponseKeys.response(mark, begun.get(FIRST_RESPONSE + 2));
    return status == null || qualifications == null || benefits == null
        ? null
        : new Responses(status, qualifications, benefits);
  }

  private Uni<Responses> readAndFill(int user, String version) {
    return view(user)
        .chain(
            view -> {
              Responses responses = responses(view);
              return fill(user, version, view, responses).replaceWith(responses);
            });
  }

  /** A read that lost its connection changes nothing, so it is repeated. */
  private Uni<UserView> view(int user) {
    metrics.counter("aiw3.cache.loads").increment();
    return views
        .load(user)
        .onFailure(SqlFailures::isTransient)
        .retry()
        .withBackOff(RETRY_DELAY)
        .atMost(READ_RETRIES);
  }

  private Uni<Void> fill(int user, String begun, UserView view, Responses responses) {
    metrics.counter("aiw3.cache.fills").increment();
    Instant now = clock.instant();
    String shortly = Long.toString(config.qualification().toMillis());
    String longer = Long.toString(config.benefits().toMillis());
    String epoch = begun.substring(begun.indexOf(':') + 1);
    String mark = view.version() + ":" + epoch;
    List<String> arguments = new ArrayList<>();
    arguments.add(CacheScripts.FILL);
    addKeys(arguments, user);
    arguments.add(epoch);
    arguments.add(Long.toString(view.version()));
    arguments.add(Long.toString(config.version().toMillis()));
    arguments.addAll(List.of(json(view.cachedQualification(now, config.qualification())), shortly));
    arguments.addAll(List.of(json(view.cachedBenefits(now)), longer));
    arguments.addAll(List.of(ResponseKeys.stored(mark, responses.status()), shortly));
    arguments.addAll(List.of(ResponseKeys.stored(mark, responses.qualifications()), shortly));
    arguments.addAll(List.of(ResponseKeys.stored(mark, responses.benefits()), longer));
    return orNull(redis.execute("EVAL", arguments)).replaceWithVoid();
  }

  private void addKeys(List<String> arguments, int user) {
    List<String> own = keys.all(user);
    arguments.add(Integer.toString(CacheKeys.values().length + own.size()));
    arguments.addAll(CacheKeys.all(user));
    arguments.addAll(own);
  }

  /** The response of Redis; null when there is none. */
  private <T> Uni<T> orNull(Uni<T> response) {
    return response.onFailure().invoke(this::unavailable).onFailure().recoverWithNull();
  }

  private void unavailable(Throwable failure) {
    unavailableUntil = System.nanoTime() + config.pause().toNanos();
    LOG.warnf("Redis unavailable; reading MySQL cause=%s", failure.toString());
  }

  private void count(String outcome) {
    metrics.counter("aiw3.cache.reads", "outcome", outcome).increment();
  }

  private static Responses responses(UserView view) {
    return new Responses(json(view.status()), json(view.qualifications()), json(view.benefits()));
  }

  private static String json(Object value) {
    try {
      return ContractJson.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not serializable: " + value, e);
    }
  }
}
