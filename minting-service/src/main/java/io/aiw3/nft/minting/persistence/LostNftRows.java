package io.aiw3.nft.minting.persistence;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.SqlPlaceholders;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of users' entitlements, and the rows of mints that are only to be found. */
@ApplicationScoped
public class LostNftRows {
  private static final String USERS =
      "SELECT id, wallet_address FROM user WHERE id > ? AND NOT removed ORDER BY id LIMIT ?";
  private static final String ISSUED =
      "SELECT name, COALESCE(mint_address, '') FROM entitlement WHERE state = 'issued' AND name IN";
  private static final String DEFINITION =
      "SELECT id FROM nftdefinition WHERE nft_level = ? AND metadata_uri = ?";
  private static final String MADE_OF =
      "UPDATE chain_transaction SET derivation_version = ?2, nft_definition_id = ?3"
          + " WHERE kind = 'mint' AND request_id = ?1 AND state = 'queued'";

  private final Statements statements;

  LostNftRows(Statements statements) {
    this.statements = statements;
  }

  /**
   * A user of the platform's.
   *
   * @param wallet the linked one; may be null
   */
  public record Owner(UserId user, String wallet) {}

  /** The users after this id, by id. */
  public Uni<List<Owner>> users(int after, int most) {
    return statements
        .select(USERS, after, most)
        .map(
            rows ->
                Sql.list(
                    rows,
                    row ->
                        new Owner(
                            new UserId(row.getInteger("id")), row.getString("wallet_address"))));
  }

  /** Mint addresses by entitlement, of those that were issued; empty: its mint is under way. */
  public Uni<Map<String, String>> issued(Collection<String> names) {
    return names.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : statements
            .select(ISSUED + " " + SqlPlaceholders.list(names.size()), names.toArray())
            .map(
                rows -> {
                  Map<String, String> issued = new HashMap<>();
                  rows.forEach(row -> issued.put(row.getString(0), row.getString(1)));
                  return issued;
                });
  }

  /** The definition that a metadata URI is of. */
  public Uni<Optional<Integer>> definition(int level, String uri) {
    return statements
        .select(DEFINITION, level, uri)
        .map(rows -> Sql.first(rows, row -> row.getInteger(0)));
  }

  /**
   * What the chain says that a queued mint is made of.
   *
   * @param definition null: not known
   */
  public static Uni<Void> madeOf(
      Transaction tx, String requestId, int keyVersion, Integer definition) {
    return tx.update(MADE_OF, requestId, keyVersion, definition).replaceWithVoid();
  }
}
