package io.aiw3.nft.kit.security;

import io.aiw3.nft.contract.UserId;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
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

  /** For audits: {@code sub} as it is. */
  public String subject() {
    return token.getSubject();
  }
}
