package io.aiw3.nft.kit.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aiw3.nft.kit.config.KitConfig;
import io.aiw3.nft.kit.token.TokenCheck;
import io.aiw3.nft.kit.token.TokenKeys;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Verifies a token's signature once and remembers that for a short while: a frontend sends the same
 * token with each request, and the signature cost more than the rest of a cached answer (measured).
 *
 * <p>A token that has expired is always verified again, and so refused. One whose key is withdrawn
 * is forgotten as soon as {@link TokenKeys} knows, and refused after {@link
 * KitConfig.Security#tokenMemory()} at the latest. Only good tokens are remembered.
 */
@ApplicationScoped
@Alternative
@Priority(1)
class VerifiedTokens extends JWTCallerPrincipalFactory {
  private static final int MOST = 20_000;

  private final JWTCallerPrincipalFactory verifier;
  private final Cache<String, JWTCallerPrincipal> verified;
  private final InstantSource clock;

  @Inject
  VerifiedTokens(KitConfig config, ServiceTokenKeys keys) {
    this(new RotatingVerifier(keys.keys()), config.security().tokenMemory(), Clock.systemUTC());
    keys.keys().onChange(this::forget);
  }

  VerifiedTokens(JWTCallerPrincipalFactory verifier, Duration memory, InstantSource clock) {
    this.verifier = verifier;
    this.clock = clock;
    verified = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(memory).build();
  }

  /** Has every token verified again. */
  void forget() {
    verified.invalidateAll();
  }

  @Override
  public JWTCallerPrincipal parse(String token, JWTAuthContextInfo expected) throws ParseException {
    JWTCallerPrincipal known = verified.getIfPresent(token);
    long latest = clock.instant().minus(TokenCheck.LEEWAY).getEpochSecond();
    if (known != null && latest < known.getExpirationTime()) {
      return known;
    }
    JWTCallerPrincipal principal = verifier.parse(token, expected);
    verified.put(token, principal);
    return principal;
  }
}
