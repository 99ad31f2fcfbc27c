package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.security.TokenCheck;
import io.aiw3.nft.kit.security.VerificationKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;

/**
 * Verifies tokens as the services do ({@link TokenCheck}). The keys are a PEM public key or a JWKS
 * with several, in a file or at an address; they are read again and again, so keys rotate without a
 * restart. What cannot be read leaves the known keys as they are. Used by one event loop only.
 */
final class Tokens {
  private static final System.Logger LOG = System.getLogger(Tokens.class.getName());
  private static final long RETRY_MILLIS = 2_000;

  private final Vertx vertx;
  private final Optional<TokenSettings> settings;
  private final TokenCheck check;
  private VerificationKeys keys;
  private Buffer known;

  /**
   * @param settings empty: the services alone verify
   */
  Tokens(Vertx vertx, Optional<TokenSettings> settings) {
    this.vertx = vertx;
    this.settings = settings;
    this.check =
        settings
            .map(
                wanted ->
                    new TokenCheck(
                        wanted.issuer(), Set.of(wanted.audience()), Set.of(wanted.algorithm())))
            .orElse(null);
  }

  boolean required() {
    return settings.isPresent();
  }

  /** Whether a token can be judged: false until the keys have been read. */
  boolean ready() {
    return keys != null;
  }

  /**
   * Reads the keys, and from then on whenever they have changed. Fails for a file that cannot be
   * read; an issuer that is unavailable is waited for.
   */
  Future<Void> start() {
    if (settings.isEmpty()) {
      LOG.log(Level.WARNING, "GATEWAY_JWT_KEYS is not set: tokens are verified by services only");
      return Future.succeededFuture();
    }
    KeyPlace place = settings.get().keys();
    Future<Void> read = load(place);
    read.onComplete(first -> again(place));
    return place instanceof KeyPlace.Issuer ? read.otherwiseEmpty() : read;
  }

  private void again(KeyPlace place) {
    vertx.setTimer(
        ready() ? place.everyMillis() : RETRY_MILLIS,
        due -> load(place).onComplete(read -> again(place)));
  }

  private Future<Void> load(KeyPlace place) {
    return place
        .read(vertx)
        .<Void>map(
            content -> {
              if (!content.equals(known)) {
                keys = VerificationKeys.of(content.toString(), settings.orElseThrow().algorithm());
                known = content;
                LOG.log(Level.INFO, "token keys loaded");
              }
              return null;
            })
        .onFailure(
            e ->
                LOG.log(
                    Level.ERROR,
                    "JWKS refresh failed; keeping current keys cause={0}",
                    e.toString()));
  }

  /** The token's subject; empty for any that is not genuine and current. */
  Optional<String> subject(String token) {
    if (keys == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(check.verify(token, keys).getJwtClaims().getSubject());
    } catch (InvalidJwtException | MalformedClaimException e) {
      LOG.log(Level.DEBUG, "token refused cause={0}", e.getClass().getSimpleName());
      return Optional.empty();
    }
  }
}
