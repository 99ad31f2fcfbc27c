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
 * Verifies tokens: signature, algorithm, issuer, audience, expiry. The keys are a PEM public key or
 * a JWKS with several, in a file or at an address; they are looked at again and again, so keys
 * rotate without a restart. What cannot be read leaves the known keys as they are.
 */
final class Tokens {
  private static final System.Logger LOG = System.getLogger(Tokens.class.getName());
  private static final long RETRY_MILLIS = 2_000;

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

  /** Whether a token can be judged: false until the keys have been read. */
  boolean ready() {
    return verifier != null;
  }

  /**
   * Reads the keys, and from then on whenever they have changed. Fails for a file that cannot be
   * read; an issuer that is away is waited for.
   */
  Future<Void> start() {
    if (settings.isEmpty()) {
      LOG.log(Level.WARNING, "GATEWAY_JWT_KEYS is not set: tokens are verified by services only");
      return Future.succeededFuture();
    }
    KeyPlace keys = settings.get().keys();
    Future<Void> read = load(keys);
    read.onComplete(first -> again(keys));
    return keys instanceof KeyPlace.Issuer ? read.otherwiseEmpty() : read;
  }

  private void again(KeyPlace keys) {
    vertx.setTimer(
        ready() ? keys.everyMillis() : RETRY_MILLIS,
        due -> load(keys).onComplete(read -> again(keys)));
  }

  private Future<Void> load(KeyPlace keys) {
    return keys.read(vertx)
        .<Void>map(
            content -> {
              if (!content.equals(known)) {
                verifier = JWTAuth.create(vertx, options(content));
                known = content;
                LOG.log(Level.INFO, "token keys loaded");
              }
              return null;
            })
        .onFailure(e -> LOG.log(Level.ERROR, "keys unreadable cause={0}", e.toString()));
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
    JsonArray keys = new JsonObject(text).getJsonArray("keys", new JsonArray());
    for (int i = 0; i < keys.size(); i++) {
      JsonObject key = keys.getJsonObject(i).copy();
      if (serves(key, wanted.algorithm())) {
        // Pinned here: a key never serves another algorithm than the configured one.
        options.addJwk(key.put("alg", wanted.algorithm()).put("use", "sig"));
      }
    }
    if (options.getJwks() == null || options.getJwks().isEmpty()) {
      throw new IllegalArgumentException("the JWKS has no key for " + wanted.algorithm());
    }
    return options;
  }

  /** An issuer's set may have keys for other algorithms, and for encryption. */
  private static boolean serves(JsonObject key, String algorithm) {
    String type = algorithm.startsWith("ES") ? "EC" : "RSA";
    return type.equals(key.getString("kty"))
        && "sig".equals(key.getString("use", "sig"))
        && algorithm.equals(key.getString("alg", algorithm));
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
