package io.aiw3.nft.gateway;

import io.aiw3.nft.gateway.Composition.Part;
import io.aiw3.nft.gateway.Parts.Outcome;
import io.aiw3.nft.kit.api.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Answers composed routes: the parts are fetched at once and put side by side.
 *
 * <p>A part whose service is unavailable is null and named in {@code unavailable}; one that its
 * service does not find is null. A service that refuses the request (its token, its parameters)
 * refuses the whole. If no part is there, the answer is 503, or 404 when every service has found
 * nothing.
 */
final class ComposeFilter implements Filter {
  private static final System.Logger LOG = System.getLogger(ComposeFilter.class.getName());

  private static final Buffer NULL = Buffer.buffer("null");

  private final Parts parts;

  ComposeFilter(Parts parts) {
    this.parts = parts;
  }

  @Override
  public Future<Void> handle(Exchange exchange, Next next) {
    Composition composition = exchange.route().composition();
    if (composition == null) {
      return next.proceed();
    }
    if (!HttpMethod.GET.equals(exchange.request().method())) {
      exchange.request().response().putHeader("Allow", "GET");
      throw new Refusal(ErrorCode.METHOD_NOT_ALLOWED);
    }
    Map<String, String> variables = exchange.route().path().variables(exchange.request().path());
    List<Future<Outcome>> fetched =
        composition.parts().stream().map(part -> fetch(exchange, part, variables)).toList();
    return Future.join(new ArrayList<>(fetched))
        .transform(
            done -> {
              if (!exchange.isAbandoned()) {
                answer(exchange, composition, fetched);
              }
              return Future.<Void>succeededFuture();
            });
  }

  private Future<Outcome> fetch(Exchange exchange, Part part, Map<String, String> variables) {
    return parts
        .fetch(exchange, part, variables)
        .onFailure(
            failure -> {
              if (!exchange.isAbandoned()) {
                LOG.log(
                    Level.WARNING,
                    "part unavailable part={0} service={1} requestId={2} cause={3}",
                    part.name(),
                    part.service(),
                    exchange.requestId(),
                    failure.toString());
              }
            });
  }

  private static void answer(
      Exchange exchange, Composition composition, List<Future<Outcome>> fetched) {
    Buffer data = Buffer.buffer();
    JsonArray unavailable = new JsonArray();
    boolean isEmpty = true;
    for (int i = 0; i < fetched.size(); i++) {
      String name = composition.parts().get(i).name();
      Outcome outcome = fetched.get(i).succeeded() ? fetched.get(i).result() : null;
      if (outcome == null) {
        unavailable.add(name);
      } else if (outcome.refusal() != null) {
        exchange.fail(outcome.refusal());
        return;
      }
      boolean isNothing = outcome == null || outcome.isNothing();
      isEmpty &= isNothing;
      data.appendString("\"" + name + "\":")
          .appendBuffer(isNothing ? NULL : outcome.data())
          .appendString(",");
    }
    if (isEmpty) {
      exchange.fail(nothing(exchange, unavailable));
    } else {
      exchange.answer(200, Exchange.JSON, envelope(data, unavailable));
    }
  }

  private static Buffer envelope(Buffer data, JsonArray unavailable) {
    JsonObject meta =
        new JsonObject()
            .put("timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
            .put("version", "v1");
    return Buffer.buffer("{\"success\":true,\"data\":{")
        .appendBuffer(data)
        .appendString("\"unavailable\":")
        .appendBuffer(unavailable.toBuffer())
        .appendString("},\"meta\":")
        .appendBuffer(meta.toBuffer())
        .appendString("}");
  }

  private static Refusal nothing(Exchange exchange, JsonArray unavailable) {
    if (unavailable.isEmpty()) {
      return new Refusal(
          ErrorCode.NOT_FOUND, new JsonObject().put("path", exchange.request().path()));
    }
    return new Refusal(
        ErrorCode.DEPENDENCY_UNAVAILABLE, new JsonObject().put("unavailable", unavailable));
  }
}
