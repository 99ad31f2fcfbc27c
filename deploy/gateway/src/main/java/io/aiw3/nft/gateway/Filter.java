package io.aiw3.nft.gateway;

import java.util.List;

/** A step on a request's way: answers it, or hands it on. */
@FunctionalInterface
interface Filter {
  /**
   * Works on the exchange.
   *
   * @param next hands the exchange on; called at most once, on the same event loop
   */
  void handle(Exchange exchange, Runnable next);

  /** The filters in their order as one. */
  static Filter chain(List<Filter> filters) {
    return filters.stream()
        .reduce(
            (first, second) ->
                (exchange, next) -> first.handle(exchange, () -> second.handle(exchange, next)))
        .orElseThrow();
  }
}
