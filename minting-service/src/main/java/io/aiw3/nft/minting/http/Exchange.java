package io.aiw3.nft.minting.http;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.http.HttpClientRequest;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** A request and its answer, in limited time. */
public final class Exchange {
  private Exchange() {}

  /**
   * Sends what is opened and gives it up after a while.
   *
   * <p>A request that nobody waits for any more keeps its connection permanently, even one that
   * gets its connection only later; a server that is silent for a while would use up the pool. So
   * what is given up is reset.
   *
   * @param late what it fails with when there was no answer in time
   */
  public static <T> Uni<T> within(
      Duration limit,
      Uni<HttpClientRequest> opening,
      Function<HttpClientRequest, Uni<? extends T>> exchange,
      Supplier<Throwable> late) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Uni<HttpClientRequest> opened = opening.memoize().indefinitely();
              return opened
                  .<T>chain(exchange)
                  .ifNoItem()
                  .after(limit)
                  .failWith(
                      () -> {
                        opened.subscribe().with(HttpClientRequest::reset, refused -> {});
                        return late.get();
                      });
            });
  }
}
