package io.aiw3.nft.qualification.messaging;

import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.persistence.Requalification;
import io.aiw3.nft.qualification.persistence.UserState;
import io.aiw3.nft.qualification.persistence.Users;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Changes users under their locks, and publishes those whose standing changed. */
@ApplicationScoped
class UserChanges {
  private final Users users;
  private final Requalification requalification;

  UserChanges(Users users, Requalification requalification) {
    this.users = users;
    this.requalification = requalification;
  }

  Uni<Void> apply(Transaction tx, Collection<Integer> ids, Supplier<Uni<Void>> change) {
    return users
        .ensure(tx, ids)
        .chain(() -> users.lock(tx, ids))
        .chain(
            before ->
                change
                    .get()
                    .chain(() -> users.changed(tx, ids))
                    .chain(() -> users.lock(tx, ids))
                    .chain(after -> requalification.apply(tx, moved(before, after))));
  }

  private static List<Integer> moved(List<UserState> before, List<UserState> after) {
    Map<Integer, UserState> earlier =
        before.stream().collect(Collectors.toMap(UserState::id, Function.identity()));
    return after.stream()
        .filter(user -> moved(earlier.get(user.id()), user))
        .map(UserState::id)
        .toList();
  }

  private static boolean moved(UserState before, UserState after) {
    return before.snapshotVersion() == 0 || !before.standing().equals(after.standing());
  }
}
