package io.aiw3.nft.kit.security;

import io.aiw3.nft.contract.UserId;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who is asking, from the verified token. */
@RequestScoped
public class Caller {
  private final JsonWebToken token;

  Caller(JsonWebToken token) {
    this.token = token;
  }

  /**
   * The user that the token is about ({@code sub}).
   *
   * @throws AuthenticationFailedException if {@code sub} is not a user id
   */
  public UserId userId() {
    try {
      return UserId.of(token.getSubject());
    } catch (IllegalArgumentException e) {
      throw new AuthenticationFailedException("the token's sub is not a user id", e);
    }
  }

  /** The base58 address in the claim {@code wallet}. */
  public Optional<String> wallet() {
    return Optional.ofNullable(token.getClaim("wallet"));
  }

  /**
   * The competitions in the claim {@code competitions}, which a competition manager is given;
   * {@code *} stands for all. Empty without the claim.
   */
  public Set<String> competitions() {
    Object claim = token.getClaim("competitions");
    if (claim instanceof Collection<?> several) {
      return several.stream().map(Caller::text).collect(Collectors.toUnmodifiableSet());
    }
    return claim == null ? Set.of() : Set.of(text(claim));
  }

  private static String text(Object value) {
    return value instanceof JsonString json ? json.getString() : String.valueOf(value);
  }

  /** For audits: {@code sub} as it is. */
  public String subject() {
    return token.getSubject();
  }
}
