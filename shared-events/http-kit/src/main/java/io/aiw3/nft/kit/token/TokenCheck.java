package io.aiw3.nft.kit.token;

import java.time.Duration;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.keys.resolvers.VerificationKeyResolver;

/**
 * Which tokens are genuine and current: the one check, of the services and of the gateway.
 *
 * <p>Signature by one of the configured algorithms; issuer; audience; {@code exp}, which must be
 * there, {@code nbf} and {@code iat}, all with the same leeway, because the issuer's clock is not
 * ours; a {@code sub} of 1 to 255 characters, as OpenID Connect has it. Needs jose4j alone.
 */
public final class TokenCheck {
  /** How far the issuer's clock may be from ours, in either direction. */
  public static final Duration LEEWAY = Duration.ofSeconds(60);

  private static final int LONGEST_SUBJECT = 255;

  private final String issuer;
  private final String[] audiences;
  private final String[] algorithms;

  /**
   * @param audiences one of which the token must be for
   * @param algorithms such as RS256
   */
  public TokenCheck(String issuer, Set<String> audiences, Set<String> algorithms) {
    this.issuer = issuer;
    this.audiences = audiences.toArray(String[]::new);
    this.algorithms = algorithms.toArray(String[]::new);
  }

  /**
   * The token's claims.
   *
   * @throws InvalidJwtException for any fault of it
   */
  public JwtContext verify(String token, VerificationKeyResolver keys) throws InvalidJwtException {
    int leeway = Math.toIntExact(LEEWAY.toSeconds());
    JwtConsumer consumer =
        new JwtConsumerBuilder()
            .setJwsAlgorithmConstraints(ConstraintType.PERMIT, algorithms)
            .setVerificationKeyResolver(keys)
            .setExpectedIssuer(issuer)
            .setExpectedAudience(audiences)
            .setRequireExpirationTime()
            .setAllowedClockSkewInSeconds(leeway)
            .setIssuedAtRestrictions(0, Integer.MAX_VALUE)
            .registerValidator(TokenCheck::wrongSubject)
            .build();
    return consumer.process(token);
  }

  private static String wrongSubject(JwtContext context) throws MalformedClaimException {
    String subject = context.getJwtClaims().getSubject();
    boolean right =
        subject != null
            && !subject.isEmpty()
            && subject.length() <= LONGEST_SUBJECT
            && subject.chars().noneMatch(Character::isISOControl);
    return right ? null : "sub is not of 1 to " + LONGEST_SUBJECT + " characters";
  }
}
