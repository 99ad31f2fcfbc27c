package io.aiw3.nft.minting.http;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClientRequest;
import io.vertx.mutiny.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A request and its answer, in limited time and of limited length. Not quarkus-rest-client, which
 * bounds neither, and keeps the connection of what is cancelled (ADR 0007).
 */
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

  /**
   * The answer's body. One that is longer than {@code most} bytes is not read to its end.
   *
   * @param tooLong what it fails with then
   */
  public static Uni<Buffer> body(
      HttpClientResponse response, int most, Supplier<? extends RuntimeException> tooLong) {
    int[] read = {0};
    response.handler(
        part -> {
          read[0] += part.length();
          if (read[0] > most) {
            response.request().reset();
          }
        });
    return response
        .body()
        .onItemOrFailure()
        .transformToUni(
            (body, failure) -> {
              if (read[0] > most) {
                return Uni.createFrom().failure(tooLong.get());
              }
              return failure == null
                  ? Uni.createFrom().item(body)
                  : Uni.createFrom().failure(failure);
            });
  }
}
