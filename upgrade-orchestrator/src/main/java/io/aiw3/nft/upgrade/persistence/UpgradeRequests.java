package io.aiw3.nft.upgrade.persistence;

import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.kit.transaction.SqlPlaceholders;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.upgrade.saga.Saga;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table {@code nftupgraderequest} of data model v2: upgrades as other teams know them. */
final class UpgradeRequests {
  private static final String UPSERT =
      "INSERT INTO nftupgraderequest (user_id, from_level, to_level, old_nft_mint, new_nft_mint,"
          + " burn_transaction, mint_transaction, status, error_message, createdAt, updatedAt,"
          + " saga_id) VALUES %s AS new ON DUPLICATE KEY UPDATE new_nft_mint = new.new_nft_mint,"
          + " burn_transaction = new.burn_transaction, mint_transaction = new.mint_transaction,"
          + " status = new.status, error_message = new.error_message, updatedAt = new.updatedAt";
  private static final int WIDTH = 12;

  private UpgradeRequests() {}

  /**
   * Writes the upgrades among them.
   *
   * @param changed sagas in the order of their changes; the last one of each counts
   */
  static Uni<Void> write(Transaction tx, List<StoredSaga> changed) {
    Map<String, StoredSaga> newest = new LinkedHashMap<>();
    changed.stream()
        .filter(UpgradeRequests::isKnownUpgrade)
        .forEach(stored -> newest.put(stored.saga().id(), stored));
    List<Object> parameters = new ArrayList<>();
    newest.values().forEach(stored -> parameters.addAll(columns(stored)));
    return newest.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.update(
                UPSERT.formatted(SqlPlaceholders.rows(newest.size(), WIDTH)), parameters.toArray())
            .replaceWithVoid();
  }

  /** The table has none whose old NFT is not known yet. */
  private static boolean isKnownUpgrade(StoredSaga stored) {
    return stored.saga().kind() == OperationKind.UPGRADE && stored.facts().oldMint() != null;
  }

  private static List<Object> columns(StoredSaga stored) {
    Saga saga = stored.saga();
    StoredSaga.Facts facts = stored.facts();
    return Arrays.asList(
        saga.userId().value(),
        saga.fromLevel(),
        saga.toLevel(),
        facts.oldMint(),
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
