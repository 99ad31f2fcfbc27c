package io.aiw3.nft.gateway;

import io.vertx.core.Future;
import java.util.List;

/** A step on a request's way: answers it, or hands it on. */
@FunctionalInterface
interface Filter {
  /**
   * Works on the exchange. A failure, thrown or in the future, becomes the one error answer: a
   * {@link Refusal} its own, anything else 500.
   *
   * @param next hands the exchange on; called at most once, on the same event loop
   * @return ends when an answer was given or is certain to be
   */
  Future<Void> handle(Exchange exchange, Next next);

  /** The filters behind this one. */
  @FunctionalInterface
  interface Next {
    Future<Void> proceed();
  }

  /** The filters in their order as one. */
  static Filter chain(List<Filter> filters) {
    return filters.stream()
        .reduce(
            (first, second) ->
                (exchange, next) -> first.handle(exchange, () -> second.handle(exchange, next)))
        .orElseThrow();
  }

  /** Lets the exchange through; any failure ends in its one error answer. */
  default void run(Exchange exchange) {
    Next nobody =
        () -> Future.failedFuture(new IllegalStateException("the last filter must answer"));
    Future.<Void>future(end -> handle(exchange, nobody).onComplete(end))
        .onSuccess(
            end -> {
              if (!exchange.isAnswered()) {
                exchange.fail(new IllegalStateException("no filter has answered"));
              }
            })
        .onFailure(exchange::fail);
  }
}
