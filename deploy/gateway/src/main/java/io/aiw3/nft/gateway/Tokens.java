package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.token.CurrentKeys;
import io.aiw3.nft.kit.token.KeySource;
import io.aiw3.nft.kit.token.TokenCheck;
import io.aiw3.nft.kit.token.TokenKeys;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.UnresolvableKeyException;

/** Verifies tokens as the services do: the kit's check, with the kit's keys, which may change. */
@Singleton
final class Tokens {
  private static final Logger LOG = Logger.getLogger(Tokens.class);
  private static final Set<String> ALGORITHMS = Set.of("RS256", "ES256");

  /** How often a file is checked, and how soon keys are read again that a token waits for. */
  private static final Duration RELOAD_DELAY = Duration.ofSeconds(2);

  private final Optional<KeySource> source;
  private final String algorithm;
  private final TokenCheck check;
  private final TokenKeys keys;
  private final CurrentKeys current;

  Tokens(GatewayConfig config) {
    GatewayConfig.Jwt jwt = config.jwt();
    algorithm = jwt.algorithm();
    if (!ALGORITHMS.contains(algorithm)) {
      throw new IllegalArgumentException(
          "GATEWAY_JWT_ALGORITHM: write RS256 or ES256 instead of " + algorithm);
    }
    source = jwt.keys().map(String::strip).map(Tokens::source);
    check = new TokenCheck(jwt.issuer(), Set.of(jwt.audience()), Set.of(algorithm));
    keys = new TokenKeys(source, Duration.ofSeconds(jwt.keysSeconds()), RELOAD_DELAY);
    current = new CurrentKeys(keys);
  }

  private static KeySource source(String location) {
    return KeySource.of(location)
        .orElseThrow(
            () -> new IllegalArgumentException("GATEWAY_JWT_KEYS: there is no " + location));
  }

  /** False: the services alone verify. */
  boolean required() {
    return source.isPresent();
  }

  /** Whether a token can be judged: false until the keys have been read. */
  boolean ready() {
    try {
      current.resolver(algorithm);
      return true;
    } catch (UnresolvableKeyException e) {
      return false;
    }
  }

  /**
   * Reads the keys, and from then on whenever they have changed. An issuer that is unavailable is
   * waited for.
   *
   * @throws IllegalStateException for a file that cannot be used
   */
  void start() {
    if (source.isEmpty()) {
      LOG.warn("GATEWAY_JWT_KEYS is not set: tokens are verified by services only");
      return;
    }
    keys.start();
    if (source.get() instanceof KeySource.Local && !ready()) {
      throw new IllegalStateException("GATEWAY_JWT_KEYS has no key for " + algorithm);
    }
  }

  @PreDestroy
  void stop() {
    keys.stop();
  }

  /** The token's subject; empty for any that is not genuine and current. */
  Optional<String> subject(String token) {
    if (!required()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          check.verify(token, current.resolver(algorithm)).getJwtClaims().getSubject());
    } catch (InvalidJwtException | MalformedClaimException | UnresolvableKeyException e) {
      LOG.debugf("token refused cause=%s", e.getClass().getSimpleName());
      return Optional.empty();
    }
  }
}
