package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.api.RequestId;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;

/**
 * Gives every request an id, and its service one trace. The service gets it, and every answer
 * carries it.
 */
final class RequestIdFilter implements Filter {
  @Override
  public Future<Void> handle(Exchange exchange, Next next) {
    String id = RequestId.from(exchange.request().getHeader(RequestId.HEADER));
    exchange.requestId(id);
    exchange.request().headers().set(RequestId.HEADER, id);
    if (Span.current().getSpanContext().isValid()) {
      // The call to a service carries our span, whose parent is the caller's: not both.
      exchange.request().headers().remove("traceparent").remove("tracestate");
    }
    // At the end of the headers, so that a service that sends it too does not double it.
    exchange
        .request()
        .response()
        .headersEndHandler(
            end -> exchange.request().response().headers().set(RequestId.HEADER, id));
    return next.proceed();
  }
}
