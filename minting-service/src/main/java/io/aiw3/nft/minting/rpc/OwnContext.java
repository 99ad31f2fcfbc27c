package io.aiw3.nft.minting.rpc;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Answers that several callers share: each continues in the context that it has called from. */
final class OwnContext {
  private OwnContext() {}

  static <T> Uni<T> of(Supplier<? extends CompletionStage<T>> shared) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Context context = Vertx.currentContext();
              return Uni.createFrom()
                  .completionStage(shared)
                  .emitOn(
                      work -> {
                        if (context == null) {
                          work.run();
                        } else {
                          context.runOnContext(ignored -> work.run());
                        }
                      });
            });
  }
}
