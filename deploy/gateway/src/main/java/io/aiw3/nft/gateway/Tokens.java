package io.aiw3.nft.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Verifies tokens: signature, algorithm, issuer, audience, expiry. The keys stand in a file, a PEM
 * public key or a JWKS with several; a changed file takes effect within seconds, so keys rotate
 * without a restart.
 */
final class Tokens {
  private static final System.Logger LOG = System.getLogger(Tokens.class.getName());
  private static final long LOOK_MILLIS = 5_000;

  private final Vertx vertx;
  private final Optional<TokenSettings> settings;
  private JWTAuth verifier;
  private Buffer known;

  /**
   * @param settings empty: the services alone verify
   */
  Tokens(Vertx vertx, Optional<TokenSettings> settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  boolean required() {
    return settings.isPresent();
  }

  /** Reads the keys, and from then on whenever they have changed. */
  Future<Void> start() {
    if (settings.isEmpty()) {
      LOG.log(Level.WARNING, "GATEWAY_JWT_KEYS is not set: tokens are verified by services only");
      return Future.succeededFuture();
    }
    vertx.setPeriodic(
        LOOK_MILLIS,
        again ->
            load().onFailure(e -> LOG.log(Level.ERROR, "keys unreadable cause={0}", e.toString())));
    return load();
  }

  private Future<Void> load() {
    return vertx
        .fileSystem()
        .readFile(settings.orElseThrow().keys().toString())
        .map(
            content -> {
              if (!content.equals(known)) {
                verifier = JWTAuth.create(vertx, options(content));
                known = content;
                LOG.log(Level.INFO, "token keys loaded");
              }
              return null;
            });
  }

  private JWTAuthOptions options(Buffer content) {
    TokenSettings wanted = settings.orElseThrow();
    JWTAuthOptions options =
        new JWTAuthOptions()
            .setJWTOptions(
                new JWTOptions().setIssuer(wanted.issuer()).addAudience(wanted.audience()));
    String text = content.toString().strip();
    if (!text.startsWith("{")) {
      return options.addPubSecKey(
          new PubSecKeyOptions().setAlgorithm(wanted.algorithm()).setBuffer(content));
    }
    JsonArray keys = new JsonObject(text).getJsonArray("keys");
    for (int i = 0; i < keys.size(); i++) {
      JsonObject key = keys.getJsonObject(i).copy();
      // Pinned here: a key never serves another algorithm than the configured one.
      options.addJwk(key.put("alg", wanted.algorithm()).put("use", "sig"));
    }
    return options;
  }

  /** The token's subject; fails for whatever is not genuine and current. */
  Future<String> verify(String token) {
    return verifier.authenticate(new TokenCredentials(token)).compose(Tokens::subject);
  }

  private static Future<String> subject(User user) {
    JsonObject claims = user.attributes().getJsonObject("accessToken", user.principal());
    return claims.getValue("exp") == null || claims.getString("sub") == null
        ? Future.failedFuture("the token has no end or no subject")
        : Future.succeededFuture(claims.getString("sub"));
  }
}
