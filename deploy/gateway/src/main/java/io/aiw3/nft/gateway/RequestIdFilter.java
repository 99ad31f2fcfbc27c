package io.aiw3.nft.gateway;

import io.vertx.core.Future;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Gives every request an id: the caller's own when it is harmless, otherwise a new one. The service
 * gets it, and every answer carries it.
 */
final class RequestIdFilter implements Filter {
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  @Override
  public Future<Void> handle(Exchange exchange, Next next) {
    String given = exchange.request().getHeader(Exchange.REQUEST_ID);
    String id =
        given != null && HARMLESS.matcher(given).matches() ? given : UUID.randomUUID().toString();
    exchange.requestId(id);
    exchange.request().headers().set(Exchange.REQUEST_ID, id);
    // At the end of the headers, so that a service that sends it too does not double it.
    exchange
        .request()
        .response()
        .headersEndHandler(
            end -> exchange.request().response().headers().set(Exchange.REQUEST_ID, id));
    return next.proceed();
  }
}
