package io.aiw3.nft.qualification.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.qualification.status.UserView;
import io.aiw3.nft.qualification.status.UserViews;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Answers about users, out of Redis, else out of MySQL.
 *
 * <p>Whoever asks while the tables are being read for a user waits for that one look; a change of
 * the user ends the sharing, so that nobody gets an answer that is older than the question. All
 * caches of a user are filled together, and only if the user did not change meanwhile.
 */
@ApplicationScoped
public class StatusCache {
  private static final Logger LOG = Logger.getLogger(StatusCache.class);
  private static final String FILL =
      """
      if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
      for i = 2, #KEYS do redis.call('SET', KEYS[i], ARGV[2 * i - 2], 'PX', ARGV[2 * i - 1]) end
      return 1
      """;

  private final PromptRedis redis;
  private final SharedReads reads;
  private final CacheInvalidation invalidation;
  private final UserViews views;
  private final CacheConfig config;
  private final MeterRegistry metrics;
  private final Clock clock;
  private final Map<Integer, Uni<Answers>> reading = new ConcurrentHashMap<>();
  private final Map<Integer, Uni<Answers>> readingAside = new ConcurrentHashMap<>();
  private volatile long awayUntil;

  StatusCache(
      PromptRedis redis,
      SharedReads reads,
      CacheInvalidation invalidation,
      UserViews views,
      CacheConfig config,
      MeterRegistry metrics,
      Clock clock) {
    this.redis = redis;
    this.reads = reads;
    this.invalidation = invalidation;
    this.views = views;
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
    invalidation.listen(this::forget);
  }

  /** JSON texts of {@code data}. */
  private record Answers(UserView view, String status, String qualifications, String benefits) {}

  /** Whoever asks after a change is not given what was read before it. */
  private void forget(int user) {
    reading.remove(user);
    readingAside.remove(user);
  }

  public Uni<String> status(int user) {
    return answer(user, CacheKeys.QUALIFICATION, CacheKeys.STATUS_ANSWER, Answers::status);
  }

  public Uni<String> qualifications(int user) {
    return answer(
        user, CacheKeys.QUALIFICATION, CacheKeys.QUALIFICATIONS_ANSWER, Answers::qualifications);
  }

  public Uni<String> benefits(int user) {
    return answer(user, CacheKeys.BENEFITS, CacheKeys.BENEFITS_ANSWER, Answers::benefits);
  }

  private Uni<String> answer(
      int user, CacheKeys shared, CacheKeys own, Function<Answers, String> part) {
    if (System.nanoTime() - awayUntil < 0 || invalidation.pending(user)) {
      return withoutRedis(user).map(part);
    }
    return orNull(reads.read(shared.of(user), own.of(user)))
        .chain(
            found -> {
              if (found == null) {
                return withoutRedis(user).map(part);
              }
              if (found.complete(0)) {
                count("hit");
                return Uni.createFrom().item(found.text(1, ""));
              }
              count("miss");
              return together(user).map(part);
            });
  }

  /** Of all who ask at the same time one reads. */
  private Uni<Answers> withoutRedis(int user) {
    count("away");
    return readingAside.computeIfAbsent(
        user,
        id ->
            read(id)
                .onTermination()
                .invoke(() -> readingAside.remove(id))
                .memoize()
                .indefinitely());
  }

  /** Of all who miss at the same time one looks again, reads and fills. */
  private Uni<Answers> together(int user) {
    return reading.computeIfAbsent(
        user,
        id ->
            orNull(reads.read(CacheKeys.all(id).toArray(String[]::new)))
                .chain(found -> found == null ? withoutRedis(id) : readAndFill(id, found))
                .onTermination()
                .invoke(() -> reading.remove(id))
                .memoize()
                .indefinitely());
  }

  private Uni<Answers> readAndFill(int user, SharedReads.Found found) {
    if (found.complete(1)) {
      return Uni.createFrom()
          .item(
              new Answers(
                  null,
                  text(found, CacheKeys.STATUS_ANSWER),
                  text(found, CacheKeys.QUALIFICATIONS_ANSWER),
                  text(found, CacheKeys.BENEFITS_ANSWER)));
    }
    return read(user).call(answers -> fill(user, text(found, CacheKeys.CHANGED), answers));
  }

  /** The answer of Redis; null when there is none. */
  private <T> Uni<T> orNull(Uni<T> answer) {
    return answer.onFailure().invoke(this::away).onFailure().recoverWithNull();
  }

  private static String text(SharedReads.Found found, CacheKeys key) {
    return found.text(key.position(), "");
  }

  private Uni<Answers> read(int user) {
    metrics.counter("aiw3.cache.loads").increment();
    return views
        .load(user)
        .map(
            view ->
                new Answers(
                    view, json(view.status()), json(view.qualifications()), json(view.benefits())));
  }

  private Uni<Void> fill(int user, String changed, Answers answers) {
    metrics.counter("aiw3.cache.fills").increment();
    Instant now = clock.instant();
    String shortly = Long.toString(config.qualification().toMillis());
    String longer = Long.toString(config.benefits().toMillis());
    UserView view = answers.view();
    List<String> arguments = new ArrayList<>();
    arguments.add(FILL);
    arguments.add(Integer.toString(CacheKeys.values().length));
    arguments.addAll(CacheKeys.all(user));
    arguments.add(changed);
    arguments.addAll(List.of(json(view.cachedQualification(now, config.qualification())), shortly));
    arguments.addAll(List.of(json(view.cachedBenefits(now)), longer));
    arguments.addAll(List.of(answers.status(), shortly));
    arguments.addAll(List.of(answers.qualifications(), shortly));
    arguments.addAll(List.of(answers.benefits(), longer));
    return orNull(redis.execute("EVAL", arguments)).replaceWithVoid();
  }

  private void away(Throwable failure) {
    awayUntil = System.nanoTime() + config.pause().toNanos();
    LOG.warnf("Redis does not answer, MySQL does errorCode=%s", failure.toString());
  }

  private void count(String outcome) {
    metrics.counter("aiw3.cache.reads", "outcome", outcome).increment();
  }

  private static String json(Object value) {
    try {
      return ContractJson.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not serializable: " + value, e);
    }
  }
}
