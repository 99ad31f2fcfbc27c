package io.aiw3.nft.minting.sender;

import io.aiw3.nft.contract.UserId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Serializes what is published about one user, so that it is published in the order of commits. */
final class UserLock {
  /** The platform's record may come later than the user's first NFT. */
  private static final String LOCK =
      "INSERT INTO user (id, platform_updated_at) VALUES (?, '1970-01-01')"
          + " ON DUPLICATE KEY UPDATE id = id";

  private UserLock() {}

  static Uni<Void> take(SqlConnection connection, UserId user) {
    return connection.preparedQuery(LOCK).execute(Tuple.of(user.value())).replaceWithVoid();
  }
}
