package io.aiw3.nft.kit.security;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.KeyLocationResolver;
import io.smallrye.jwt.auth.principal.ParseException;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/** smallrye-jwt's verification, with the keys that {@link TokenKeys} has now. */
final class RotatingVerifier extends JWTCallerPrincipalFactory {
  private final TokenKeys keys;
  private final DefaultJWTTokenParser parser = new Parser();
  private volatile Known known;

  RotatingVerifier(TokenKeys keys) {
    this.keys = keys;
  }

  @Override
  public JWTCallerPrincipal parse(String token, JWTAuthContextInfo expected) throws ParseException {
    JwtContext context = parser.parse(token, expected);
    String type = context.getJoseObjects().get(0).getHeader("typ");
    return new DefaultJWTCallerPrincipal(type, context.getJwtClaims());
  }

  /**
   * @param ids of the keys of a JWKS; none of a PEM
   */
  private record Known(String text, VerificationKeyResolver keys, Set<String> ids) {}

  private final class Parser extends DefaultJWTTokenParser {
    @Override
    protected VerificationKeyResolver getVerificationKeyResolver(JWTAuthContextInfo expected)
        throws UnresolvableKeyException {
      if (!keys.change()) {
        return super.getVerificationKeyResolver(expected);
      }
      Known now = known(expected);
      return (signature, nested) -> {
        String id = signature.getKeyIdHeaderValue();
        if (id != null && !now.ids().isEmpty() && !now.ids().contains(id)) {
          keys.refreshSoon();
          throw new UnresolvableKeyException("the key is not known");
        }
        return now.keys().resolveKey(signature, nested);
      };
    }
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
    JWTAuthContextInfo own = new JWTAuthContextInfo(expected);
    own.setPublicKeyLocation(null);
    own.setPublicKeyContent(text);
    Known now = new Known(text, new KeyLocationResolver(own), ids(text));
    known = now;
    return now;
  }

  private static Set<String> ids(String text) {
    try {
      return new JsonWebKeySet(text)
          .getJsonWebKeys().stream()
              .map(JsonWebKey::getKeyId)
              .filter(id -> id != null)
              .collect(Collectors.toSet());
    } catch (JoseException e) {
      return Set.of();
    }
  }
}
