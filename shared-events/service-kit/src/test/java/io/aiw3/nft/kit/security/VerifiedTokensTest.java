package io.aiw3.nft.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.kit.token.TokenCheck;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
  private static final long EXPIRY = 1_800_000_000;
  private static final JWTAuthContextInfo EXPECTED = new JWTAuthContextInfo();

  private final Verifier verifier = new Verifier();
  private Instant now = Instant.ofEpochSecond(EXPIRY - 10);
  private final VerifiedTokens tokens =
      new VerifiedTokens(verifier, Duration.ofMinutes(1), (InstantSource) () -> now);

  @Test
  void aTokenIsVerifiedOnce() throws ParseException {
    JWTCallerPrincipal first = tokens.parse("a", EXPECTED);

    assertThat(tokens.parse("a", EXPECTED)).isSameAs(first);
    assertThat(verifier.verified).containsExactly("a");
  }

  @Test
  void anotherTokenIsVerifiedForItself() throws ParseException {
    tokens.parse("a", EXPECTED);
    tokens.parse("b", EXPECTED);

    assertThat(verifier.verified).containsExactly("a", "b");
  }

  @Test
  void aTokenThatHasExpiredIsVerifiedAgain() throws ParseException {
    tokens.parse("a", EXPECTED);
    now = Instant.ofEpochSecond(EXPIRY).plus(TokenCheck.LEEWAY);
    verifier.refusing = true;

    assertThatThrownBy(() -> tokens.parse("a", EXPECTED)).isInstanceOf(ParseException.class);
  }

  @Test
  void aTokenIsKnownAsLongAsItIsAccepted() throws ParseException {
    tokens.parse("a", EXPECTED);
    now = Instant.ofEpochSecond(EXPIRY).plus(TokenCheck.LEEWAY).minusSeconds(1);
    verifier.refusing = true;

    tokens.parse("a", EXPECTED);

    assertThat(verifier.verified).containsExactly("a");
  }

  @Test
  void aRefusedTokenIsRefusedAgain() {
    verifier.refusing = true;

    assertThatThrownBy(() -> tokens.parse("a", EXPECTED)).isInstanceOf(ParseException.class);
    assertThatThrownBy(() -> tokens.parse("a", EXPECTED)).isInstanceOf(ParseException.class);
    assertThat(verifier.verified).containsExactly("a", "a");
  }

  private static final class Verifier extends JWTCallerPrincipalFactory {
    private final List<String> verified = new ArrayList<>();
    private boolean refusing;

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo expected)
        throws ParseException {
      verified.add(token);
      if (refusing) {
        throw new ParseException("refused");
      }
      JwtClaims claims = new JwtClaims();
      claims.setExpirationTime(NumericDate.fromSeconds(EXPIRY));
      return new DefaultJWTCallerPrincipal(claims);
    }
  }
}
