package io.aiw3.nft.kit.api;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.security.Roles;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who names versions in a read. A user names what they changed themselves: what others own is as if
 * it did not exist, so that nothing is learnt of it and nothing is done to it.
 *
 * @param subject of the token
 * @param user whose things alone are named; empty: a service or an administrator, who names
 *     anyone's
 */
public record VersionReader(String subject, Optional<UserId> user) {
  /** Empty for callers without a token, and for tokens that are of no user, service or admin. */
  static Optional<VersionReader> of(SecurityContext security) {
    if (!(security.getUserPrincipal() instanceof JsonWebToken token)
        || token.getSubject() == null) {
      return Optional.empty();
    }
    if (security.isUserInRole(Roles.SERVICE) || security.isUserInRole(Roles.ADMIN)) {
      return Optional.of(new VersionReader(token.getSubject(), Optional.empty()));
    }
    return UserId.parse(token.getSubject())
        .map(user -> new VersionReader(token.getSubject(), Optional.of(user)));
  }
}
