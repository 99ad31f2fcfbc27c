package io.aiw3.nft.kit.security;

import io.aiw3.nft.kit.token.CurrentKeys;
import io.aiw3.nft.kit.token.TokenCheck;
import io.aiw3.nft.kit.token.TokenKeys;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.Claims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * {@link TokenCheck} with the issuer, audience and algorithm that smallrye-jwt is configured with,
 * and the keys that {@link TokenKeys} has now. Not the factory of smallrye-jwt or quarkus-oidc:
 * each reads keys by itself (see there), and would be another check than the gateway's.
 */
final class RotatingVerifier extends JWTCallerPrincipalFactory {
  private final TokenKeys keys;
  private final CurrentKeys current;
  private final StaticKeys staticKeys = new StaticKeys();

  RotatingVerifier(TokenKeys keys) {
    this.keys = keys;
    current = new CurrentKeys(keys);
  }

  @Override
  public JWTCallerPrincipal parse(String token, JWTAuthContextInfo expected) throws ParseException {
    try {
      JwtContext context = check(expected).verify(token, resolver(expected));
      context.getJwtClaims().setClaim(Claims.raw_token.name(), token);
      String type = context.getJoseObjects().get(0).getHeader("typ");
      return new DefaultJWTCallerPrincipal(type, context.getJwtClaims());
    } catch (InvalidJwtException | UnresolvableKeyException e) {
      throw new ParseException("the token is refused", e);
    }
  }

  private static TokenCheck check(JWTAuthContextInfo expected) {
    Set<String> audiences = expected.getExpectedAudience();
    return new TokenCheck(
        expected.getIssuedBy(),
        audiences == null ? Set.of() : audiences,
        expected.getSignatureAlgorithm().stream()
            .map(algorithm -> algorithm.getAlgorithm())
            .collect(Collectors.toSet()));
  }

  private VerificationKeyResolver resolver(JWTAuthContextInfo expected)
      throws UnresolvableKeyException {
    return keys.change()
        ? current.resolver(expected.getSignatureAlgorithm().iterator().next().getAlgorithm())
        : staticKeys.getVerificationKeyResolver(expected);
  }

  /** Keys that never change are read by smallrye-jwt itself. */
  private static final class StaticKeys extends DefaultJWTTokenParser {
    @Override
    protected VerificationKeyResolver getVerificationKeyResolver(JWTAuthContextInfo expected)
        throws UnresolvableKeyException {
      return super.getVerificationKeyResolver(expected);
    }
  }
}
