package io.aiw3.nft.kit.api;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * {@code X-Request-ID}: taken from the caller when it is short and plain, else made; always sent
 * back, in every envelope of an error and in the log.
 */
@ApplicationScoped
public class RequestId {
  public static final String HEADER = "X-Request-ID";
  private static final String KEY = "requestId";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int BEFORE_ALL_ROUTES = -10_000;

  void register(@Observes Router router) {
    router.route().order(BEFORE_ALL_ROUTES).handler(RequestId::assign);
  }

  /** The id of the request that is being answered. */
  public static String of(RoutingContext context) {
    return context == null ? "unknown" : context.get(KEY, "unknown");
  }

  /**
   * The id of a request that comes with this one.
   *
   * @param given by the caller; null without one
   */
  public static String from(String given) {
    return given != null && PLAIN.matcher(given).matches() ? given : "req_" + UUID.randomUUID();
  }

  private static void assign(RoutingContext context) {
    String id = from(context.request().getHeader(HEADER));
    context.put(KEY, id);
    context.response().putHeader(HEADER, id);
    MDC.put(KEY, id);
    context.next();
  }
}
