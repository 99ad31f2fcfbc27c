package io.aiw3.nft.gateway;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Answers without a token that cost something: computed once for all event loops and all callers of
 * a few seconds. One that fails is not kept.
 */
final class SharedAnswers {
  private static final long COMPUTATION_TIMEOUT_SECONDS = 8;

  private final AsyncCache<String, Answer> answers;

  SharedAnswers(Duration kept) {
    answers = Caffeine.newBuilder().expireAfterWrite(kept).maximumSize(64).buildAsync();
  }

  /** An answer of one of the gateway's own paths. */
  record Answer(int status, String type, Buffer content) {}

  /**
   * The answer, on the caller's event loop.
   *
   * @param name the same for the same answer
   */
  Future<Answer> get(String name, Supplier<Future<Answer>> computation) {
    Context own = Vertx.currentContext();
    CompletableFuture<Answer> answer =
        answers.get(
            name,
            (key, executor) ->
                computation
                    .get()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(COMPUTATION_TIMEOUT_SECONDS, TimeUnit.SECONDS));
    return Future.fromCompletionStage(answer, own);
  }
}
