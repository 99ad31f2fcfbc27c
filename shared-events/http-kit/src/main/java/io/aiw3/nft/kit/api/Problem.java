package io.aiw3.nft.kit.api;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;

/**
 * The same error as {@link Failure} in the shape of RFC 9457, for callers whose {@code Accept}
 * requests for {@code application/problem+json}.
 *
 * @param type a URN that ends in the code
 * @param title what the code means
 * @param detail what happened this time
 * @param instance the request, as a URN
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    ErrorCode code,
    Map<String, Object> details,
    String requestId) {
  public static final String MEDIA_TYPE = "application/problem+json";

  public static Problem of(
      ErrorCode code, String message, Map<String, Object> details, String requestId) {
    return new Problem(
        "urn:aiw3:error:" + code,
        code.meaning(),
        code.status(),
        message,
        "urn:aiw3:request:" + requestId,
        code,
        details,
        requestId);
  }

  static boolean isWanted(RoutingContext context) {
    return context != null && isWanted(context.request());
  }

  /** Whether the caller of the request accepts this shape. */
  public static boolean isWanted(HttpServerRequest request) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.toLowerCase(Locale.ROOT).contains(MEDIA_TYPE);
  }
}
