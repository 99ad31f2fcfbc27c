package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which users show their NFTs to everybody; none does unless requested. */
@ApplicationScoped
public class Profiles {
  private static final String PUT =
      "INSERT INTO user_profile (user_id, is_public) VALUES (?, ?) AS new ON DUPLICATE KEY UPDATE"
          + " is_public = new.is_public, updated_at = UTC_TIMESTAMP(3)";
  private static final String IS_PUBLIC = "SELECT is_public FROM user_profile WHERE user_id = ?";
  private static final String OWNER =
      "SELECT u.id FROM `user` u JOIN user_profile p ON p.user_id = u.id AND p.is_public WHERE"
          + " u.wallet_address = ?";
  private static final String BADGES =
      "SELECT badge FROM badge WHERE user_id = ? AND state <> 'owned' ORDER BY badge LIMIT 200";

  private final Statements statements;

  Profiles(Statements statements) {
    this.statements = statements;
  }

  public Uni<Void> put(Transaction tx, int user, boolean isPublic) {
    return tx.update(PUT, user, isPublic).replaceWithVoid();
  }

  public Uni<Boolean> isPublic(int user) {
    return statements
        .select(IS_PUBLIC, user)
        .map(rows -> rows.size() > 0 && rows.iterator().next().getBoolean(0));
  }

  /** The user of the wallet who shows it; empty whether the wallet or the consent is missing. */
  public Uni<Optional<Integer>> owner(String wallet) {
    return statements
        .select(OWNER, wallet)
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(rows.iterator().next().getInteger(0)));
  }

  /** Catalogue identifiers of the badges that the user has bound, at most 200. */
  public Uni<List<String>> badges(int user) {
    return statements
        .select(BADGES, user)
        .map(
            rows -> {
              List<String> badges = new ArrayList<>(rows.size());
              for (Row row : rows) {
                badges.add(row.getString(0));
              }
              return badges;
            });
  }
}
