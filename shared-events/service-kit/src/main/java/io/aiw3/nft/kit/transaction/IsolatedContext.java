package io.aiw3.nft.kit.transaction;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * Runs work on a Vert.x context of its own, on an event loop, from any thread.
 *
 * <p>Panache keeps the session in the context: two transactions at a time in one context would
 * share it, and one would close it under the other. Each transaction, and each new attempt at one,
 * therefore gets a context that nothing else uses. Results come back on the caller's context.
 */
final class IsolatedContext {
  private IsolatedContext() {}

  static <T> Uni<T> run(Vertx vertx, Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Context caller = Vertx.currentContext();
              Context root =
                  caller != null && caller.isEventLoopContext()
                      ? caller
                      : vertx.getOrCreateContext();
              Context own = VertxContext.createNewDuplicatedContext(root);
              VertxContextSafetyToggle.setContextSafe(own, true);
              own.runOnContext(ignored -> subscribe(work, emitter, caller));
            });
  }

  private static <T> void subscribe(
      Supplier<Uni<T>> work, UniEmitter<? super T> emitter, Context caller) {
    Uni.createFrom()
        .deferred(() -> work.get())
        .subscribe()
        .with(
            item -> back(caller, () -> emitter.complete(item)),
            failure -> back(caller, () -> emitter.fail(failure)));
  }

  private static void back(Context caller, Runnable signal) {
    if (caller == null) {
      signal.run();
    } else {
      caller.runOnContext(ignored -> signal.run());
    }
  }
}
