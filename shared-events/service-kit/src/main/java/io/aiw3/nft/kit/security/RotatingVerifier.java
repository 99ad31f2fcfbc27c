package io.aiw3.nft.kit.security;

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
 * and the keys that {@link TokenKeys} has now.
 */
final class RotatingVerifier extends JWTCallerPrincipalFactory {
  private final TokenKeys keys;
  private final StaticKeys staticKeys = new StaticKeys();
  private volatile Known known;

  RotatingVerifier(TokenKeys keys) {
    this.keys = keys;
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

  private record Known(String text, VerificationKeys keys) {}

  private VerificationKeyResolver resolver(JWTAuthContextInfo expected)
      throws UnresolvableKeyException {
    if (!keys.change()) {
      return staticKeys.getVerificationKeyResolver(expected);
    }
    VerificationKeys now = known(expected).keys();
    return (signature, nested) -> {
      if (!now.mayVerify(signature.getKeyIdHeaderValue())) {
        keys.refreshSoon();
      }
      return now.resolveKey(signature, nested);
    };
  }

  private Known known(JWTAuthContextInfo expected) throws UnresolvableKeyException {
    String text = keys.text().orElse(null);
    if (text == null) {
      keys.refreshSoon();
      throw new UnresolvableKeyException("no keys could be read yet");
    }
    Known before = known;
    if (before != null && before.text().equals(text)) {
      return before;
    }
    try {
      String algorithm = expected.getSignatureAlgorithm().iterator().next().getAlgorithm();
      Known now = new Known(text, VerificationKeys.of(text, algorithm));
      known = now;
      return now;
    } catch (IllegalArgumentException e) {
      throw new UnresolvableKeyException("the keys cannot be used", e);
    }
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
