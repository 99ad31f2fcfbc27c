package io.aiw3.nft.upgrade.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.QualificationSnapshot;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.UserRecord;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Read models of other services' compacted topics: each user's newest snapshot, and wallet. */
@ApplicationScoped
public class SnapshotStore {
  /** MySQL assigns from left to right: the version that decides comes last. */
  private static final String PUT_SNAPSHOTS =
      "INSERT INTO qualification_snapshot (user_id, version, body, updated_at) VALUES %s AS new ON"
          + " DUPLICATE KEY UPDATE body = IF(new.version > qualification_snapshot.version,"
          + " new.body, qualification_snapshot.body), updated_at = IF(new.version >"
          + " qualification_snapshot.version, new.updated_at, qualification_snapshot.updated_at),"
          + " version = GREATEST(new.version, qualification_snapshot.version)";

  private static final String PUT_WALLET =
      "INSERT INTO user_wallet (user_id, wallet_address, platform_updated_at) VALUES (?1, ?2, ?3)"
          + " AS new ON DUPLICATE KEY UPDATE wallet_address = IF(new.platform_updated_at >="
          + " user_wallet.platform_updated_at, new.wallet_address, user_wallet.wallet_address),"
          + " platform_updated_at = GREATEST(new.platform_updated_at,"
          + " user_wallet.platform_updated_at)";

  private final Pool pool;

  SnapshotStore(Pool pool) {
    this.pool = pool;
  }

  /** Where a user stands, as far as is known here; both may be missing. */
  public record Standing(Optional<QualificationSnapshot.Data> snapshot, Optional<String> wallet) {}

  /** The newest version of each user's snapshot stays. */
  public Uni<Void> put(SqlConnection connection, List<QualificationSnapshot> snapshots) {
    if (snapshots.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Object> parameters = new ArrayList<>();
    for (QualificationSnapshot snapshot : snapshots) {
      parameters.add(snapshot.data().userId().value());
      parameters.add(snapshot.data().version());
      parameters.add(write(snapshot));
    }
    return connection
        .preparedQuery(
            PUT_SNAPSHOTS.formatted(
                String.join(
                    ",", Collections.nCopies(snapshots.size(), "(?,?,?,UTC_TIMESTAMP(3))"))))
        .execute(Tuple.from(parameters))
        .replaceWithVoid();
  }

  public Uni<Void> forgetSnapshot(SqlConnection connection, UserId user) {
    return connection
        .preparedQuery("DELETE FROM qualification_snapshot WHERE user_id = ?")
        .execute(Tuple.of(user.value()))
        .replaceWithVoid();
  }

  public Uni<Void> put(Transaction tx, UserRecord user) {
    return tx.update(
            PUT_WALLET,
            user.userId().value(),
            user.walletAddress(),
            SagaColumns.column(user.updatedAt()))
        .replaceWithVoid();
  }

  public Uni<Void> forgetWallet(Transaction tx, UserId user) {
    return tx.update("DELETE FROM user_wallet WHERE user_id = ?1", user.value()).replaceWithVoid();
  }

  public Uni<Standing> standing(UserId user) {
    return pool.preparedQuery(
            "SELECT (SELECT body FROM qualification_snapshot WHERE user_id = ?),"
                + " (SELECT wallet_address FROM user_wallet WHERE user_id = ?)")
        .execute(Tuple.of(user.value(), user.value()))
        .map(SnapshotStore::standing);
  }

  private static Standing standing(RowSet<Row> rows) {
    Row row = rows.iterator().next();
    Optional<QualificationSnapshot.Data> snapshot =
        Optional.ofNullable(row.getString(0)).map(SnapshotStore::read);
    Optional<String> wallet =
        snapshot
            .map(QualificationSnapshot.Data::walletAddress)
            .or(() -> Optional.ofNullable(row.getString(1)));
    return new Standing(snapshot, wallet);
  }

  private static String write(QualificationSnapshot snapshot) {
    try {
      return ContractJson.mapper().writeValueAsString(snapshot);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a snapshot that cannot be written", e);
    }
  }

  private static QualificationSnapshot.Data read(String body) {
    try {
      return ContractJson.mapper().readValue(body, QualificationSnapshot.class).data();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored snapshot that cannot be read", e);
    }
  }
}
