package io.aiw3.nft.qualification.cache;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Redis, which answers within {@link CacheConfig#timeout()} or counts as unavailable. */
@ApplicationScoped
class PromptRedis {
  private final ReactiveRedisDataSource redis;
  private final CacheConfig config;

  PromptRedis(ReactiveRedisDataSource redis, CacheConfig config) {
    this.redis = redis;
    this.config = config;
  }

  /** Fails when Redis does, or does not answer in time. */
  Uni<Response> execute(String command, List<String> arguments) {
    return redis
        .execute(command, arguments.toArray(String[]::new))
        .ifNoItem()
        .after(config.timeout())
        .fail();
  }
}
