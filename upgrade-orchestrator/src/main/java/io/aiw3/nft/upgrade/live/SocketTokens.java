package io.aiw3.nft.upgrade.live;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.security.Roles;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.smallrye.jwt.runtime.auth.JsonWebTokenCredential;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * Whose a WebSocket is. The token comes in {@code Authorization}, or from a browser, which cannot
 * set headers, as the subprotocol {@code bearer.<token>} beside {@code aiw3.v1}; never in the URL.
 *
 * <p>A browser's page does not see why an upgrade was refused. So a token that is rejected is
 * answered after the upgrade, with {@link CloseReasons#TOKEN_REFUSED}; and so it is verified here
 * and not by Quarkus' authentication, which would answer the request before.
 */
@ApplicationScoped
class SocketTokens implements HttpUpgradeCheck {
  private static final Logger LOG = Logger.getLogger(SocketTokens.class);
  private static final int BEFORE_AUTHENTICATION = -10_001;
  private static final String SUBPROTOCOLS = "Sec-WebSocket-Protocol";
  private static final String SUBPROTOCOL = "bearer.";
  private static final String SCHEME = "Bearer ";

  /** Takes the token past Quarkus' authentication; what a client sends under it is a token too. */
  private static final String PASSED = "Aiw3-Socket-Token";

  private static final TypedKey<Holder> HOLDER = new TypedKey<>("holder");
  private static final Map<String, List<String>> CHALLENGE =
      Map.of("WWW-Authenticate", List.of("Bearer"));

  private final IdentityProviderManager identities;

  SocketTokens(IdentityProviderManager identities) {
    this.identities = identities;
  }

  /**
   * The user that a good token is about.
   *
   * @param expiry of the token
   */
  record Holder(UserId user, Instant expiry) {}

  /** Empty if the token was refused. */
  static Optional<Holder> holder(WebSocketConnection connection) {
    return Optional.ofNullable(connection.userData().get(HOLDER));
  }

  void register(@Observes Router router) {
    router.route(EventSocket.PATH).order(BEFORE_AUTHENTICATION).handler(SocketTokens::pass);
  }

  private static void pass(RoutingContext context) {
    MultiMap headers = context.request().headers();
    Optional<String> token = token(context.request());
    headers.remove(HttpHeaders.AUTHORIZATION).remove(PASSED);
    token.ifPresent(value -> headers.set(PASSED, value));
    context.next();
  }

  private static Optional<String> token(HttpServerRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
          ? Optional.of(authorization.substring(SCHEME.length()).strip())
          : Optional.empty();
    }
    String offered = request.getHeader(SUBPROTOCOLS);
    return offered == null
        ? Optional.empty()
        : Arrays.stream(offered.split(",", -1))
            .map(String::strip)
            .filter(protocol -> protocol.startsWith(SUBPROTOCOL))
            .map(protocol -> protocol.substring(SUBPROTOCOL.length()))
            .findFirst();
  }

  @Override
  public Uni<CheckResult> perform(HttpUpgradeContext context) {
    String token = context.httpRequest().getHeader(PASSED);
    if (token == null || token.isEmpty()) {
      return CheckResult.rejectUpgrade(401, CHALLENGE);
    }
    return identities
        .authenticate(new TokenAuthenticationRequest(new JsonWebTokenCredential(token)))
        .map(SocketTokens::holder)
        .invoke(holder -> context.userData().put(HOLDER, holder))
        .onFailure()
        .invoke(e -> LOG.debugf("token rejected cause=%s", e.getClass().getSimpleName()))
        .onItemOrFailure()
        .transformToUni((holder, refused) -> CheckResult.permitUpgrade());
  }

  /**
   * @throws IllegalArgumentException if it is no user's token
   */
  private static Holder holder(SecurityIdentity identity) {
    if (identity == null || !identity.hasRole(Roles.USER)) {
      throw new IllegalArgumentException("not a user's token");
    }
    JsonWebToken token = (JsonWebToken) identity.getPrincipal();
    return new Holder(
        UserId.of(token.getSubject()), Instant.ofEpochSecond(token.getExpirationTime()));
  }
}
