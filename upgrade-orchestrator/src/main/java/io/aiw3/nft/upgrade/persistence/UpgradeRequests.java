package io.aiw3.nft.upgrade.persistence;

import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.kit.transaction.SqlPlaceholders;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.upgrade.saga.Saga;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table {@code nftupgraderequest} of data model v2: upgrades as other teams know them, from
 * their request on, those that fail early too. Until the qualification is verified the NFT to burn
 * is the one that is known here; empty if none is.
 */
final class UpgradeRequests {
  private static final String UPSERT =
      "INSERT INTO nftupgraderequest (user_id, from_level, to_level, old_nft_mint, new_nft_mint,"
          + " burn_transaction, mint_transaction, status, error_message, createdAt, updatedAt,"
          + " saga_id) VALUES %s AS new ON DUPLICATE KEY UPDATE old_nft_mint ="
          + " IF(new.old_nft_mint = '', nftupgraderequest.old_nft_mint, new.old_nft_mint),"
          + " new_nft_mint = new.new_nft_mint,"
          + " burn_transaction = new.burn_transaction, mint_transaction = new.mint_transaction,"
          + " status = new.status, error_message = new.error_message, updatedAt = new.updatedAt";
  private static final int WIDTH = 12;

  /** The NFT held, else the newest that was; without a lock. */
  private static final String HELD =
      "SELECT user_id, level, mint_address FROM nft_holding WHERE status IS NOT NULL AND"
          + " (user_id, level) IN (%s)"
          + " ORDER BY FIELD(status, 'active', 'unlocked', 'inactive', 'burned') DESC, changed_at";

  private static final String UNKNOWN = "";

  private UpgradeRequests() {}

  /**
   * Writes the upgrades among them.
   *
   * @param changed sagas in the order of their changes; the last one of each counts
   */
  static Uni<Void> write(Transaction tx, List<StoredSaga> changed) {
    Map<String, StoredSaga> newest = new LinkedHashMap<>();
    changed.stream()
        .filter(stored -> stored.saga().kind() == OperationKind.UPGRADE)
        .forEach(stored -> newest.put(stored.saga().id(), stored));
    return newest.isEmpty()
        ? Uni.createFrom().voidItem()
        : held(tx, newest.values())
            .chain(
                held -> {
                  List<Object> parameters = new ArrayList<>();
                  newest.values().forEach(stored -> parameters.addAll(columns(stored, held)));
                  return tx.update(
                      UPSERT.formatted(SqlPlaceholders.rows(newest.size(), WIDTH)),
                      parameters.toArray());
                })
            .replaceWithVoid();
  }

  /** An NFT of a user by its level. */
  private record Owned(int user, int level) {
    static Owned of(Saga saga) {
      return new Owned(saga.userId().value(), saga.fromLevel());
    }
  }

  /** What those hold whose saga does not name the NFT yet; the last row of each counts. */
  private static Uni<Map<Owned, String>> held(Transaction tx, Collection<StoredSaga> upgrades) {
    List<Object> parameters = new ArrayList<>();
    for (StoredSaga stored : upgrades) {
      if (stored.facts().oldMint() == null) {
        parameters.add(stored.saga().userId().value());
        parameters.add(stored.saga().fromLevel());
      }
    }
    return parameters.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : tx.select(
                HELD.formatted(SqlPlaceholders.rows(parameters.size() / 2, 2)),
                parameters.toArray())
            .map(
                rows -> {
                  Map<Owned, String> held = new HashMap<>();
                  rows.forEach(
                      row ->
                          held.put(
                              new Owned(row.getInteger(0), row.getInteger(1)), row.getString(2)));
                  return held;
                });
  }

  private static List<Object> columns(StoredSaga stored, Map<Owned, String> held) {
    Saga saga = stored.saga();
    StoredSaga.Facts facts = stored.facts();
    return Arrays.asList(
        saga.userId().value(),
        saga.fromLevel(),
        saga.toLevel(),
        facts.oldMint() == null ? held.getOrDefault(Owned.of(saga), UNKNOWN) : facts.oldMint(),
        facts.newMint(),
        facts.burnTransaction(),
        facts.mintTransaction(),
        saga.status().wireName(),
        facts.problem() == null ? null : facts.problem().message(),
        SagaColumns.column(stored.createdAt()),
        SagaColumns.column(stored.updatedAt()),
        saga.id());
  }
}
