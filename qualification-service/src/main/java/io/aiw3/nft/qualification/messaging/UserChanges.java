package io.aiw3.nft.qualification.messaging;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Events;
import io.aiw3.nft.qualification.persistence.Requalification;
import io.aiw3.nft.qualification.persistence.UserState;
import io.aiw3.nft.qualification.persistence.Users;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Changes one user under the user's lock, and tells of it when the user's standing moved. */
@ApplicationScoped
class UserChanges {
  private final Users users;
  private final Requalification requalification;

  UserChanges(Users users, Requalification requalification) {
    this.users = users;
    this.requalification = requalification;
  }

  Uni<Void> apply(
      SqlConnection connection, Events events, UserId user, Supplier<Uni<Void>> change) {
    List<Integer> id = List.of(user.value());
    return users
        .ensure(connection, List.of(user.value()))
        .chain(() -> users.lock(connection, id))
        .chain(
            before ->
                change
                    .get()
                    .chain(() -> users.lock(connection, id))
                    .chain(
                        after ->
                            moved(before.get(0), after.get(0))
                                ? requalification.apply(connection, events, id)
                                : Uni.createFrom().voidItem()));
  }

  private static boolean moved(UserState before, UserState after) {
    return before.snapshotVersion() == 0
        || !before.standing().equals(after.standing())
        || !Objects.equals(before.heldMint(), after.heldMint())
        || !Objects.equals(before.resumableMint(), after.resumableMint());
  }
}
