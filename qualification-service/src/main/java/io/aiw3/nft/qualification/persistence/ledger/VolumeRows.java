package io.aiw3.nft.qualification.persistence.ledger;

import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.persistence.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The volumes in the table {@code user}, whose rows are locked before they are read. */
public final class VolumeRows {
  private static final String COLUMNS =
      "SELECT id, wallet_address, shared_wallet, cached_trading_volume, snapshot_volume,"
          + " snapshot_at, snapshot_due FROM `user` FORCE INDEX ";
  // The hints keep the optimizer from scanning, and so locking, the whole table for a large batch:
  // batches of different partitions must not meet.
  private static final String LINKED =
      COLUMNS + "(unique_wallet_address) WHERE wallet_address IN %s FOR UPDATE";
  private static final String BY_ID = COLUMNS + "(PRIMARY) WHERE id IN %s ORDER BY id FOR UPDATE";
  // All of them are there. Each row is written once: a second statement costs as much as the first.
  private static final String USERS =
      "INSERT INTO `user` (id, cached_trading_volume, snapshot_due) VALUES %s AS new ON DUPLICATE"
          + " KEY UPDATE row_version = `user`.row_version + 1, cached_trading_volume ="
          + " new.cached_trading_volume, last_volume_update = %s, snapshot_due ="
          + " COALESCE(`user`.snapshot_due, new.snapshot_due)";

  private VolumeRows() {}

  /**
   * A user with a volume.
   *
   * @param sharedWallet whether the wallet had another user before
   * @param snapshotVolume as last published, or null
   * @param snapshotAt when that was, or null
   * @param snapshotDue whether the next snapshot is queued
   */
  public record VolumeRow(
      int id,
      String wallet,
      boolean sharedWallet,
      BigDecimal volume,
      BigDecimal snapshotVolume,
      Instant snapshotAt,
      boolean snapshotDue) {
    static VolumeRow of(Row row) {
      return new VolumeRow(
          row.getInteger("id"),
          row.getString("wallet_address"),
          row.getBoolean("shared_wallet"),
          row.getBigDecimal("cached_trading_volume"),
          row.getBigDecimal("snapshot_volume"),
          Columns.instant(row.getLocalDateTime("snapshot_at")),
          row.getLocalDateTime("snapshot_due") != null);
    }
  }

  /**
   * A user's volume as it is to be stored.
   *
   * @param due when the next snapshot is due, unless one is queued; or null
   */
  public record NewVolume(int id, BigDecimal volume, Instant due) {
    private String values() {
      String literal = due == null ? "NULL" : Columns.literal(due);
      return "(" + id + "," + volume.toPlainString() + "," + literal + ")";
    }
  }

  public static Uni<List<VolumeRow>> lockByWallet(Transaction tx, Collection<String> wallets) {
    return tx.run(LINKED.formatted(Columns.inAddresses(wallets))).map(VolumeRows::rows);
  }

  public static Uni<List<VolumeRow>> lockById(Transaction tx, Collection<Integer> ids) {
    return tx.run(BY_ID.formatted(Columns.in(ids))).map(VolumeRows::rows);
  }

  /**
   * @param volumes of locked rows, in the order of their ids
   */
  public static Uni<Void> write(Transaction tx, Collection<NewVolume> volumes, Instant now) {
    String values = volumes.stream().map(NewVolume::values).collect(Collectors.joining(","));
    return tx.run(USERS.formatted(values, Columns.literal(now))).replaceWithVoid();
  }

  private static List<VolumeRow> rows(RowSet<Row> rows) {
    return Sql.list(rows, VolumeRow::of);
  }
}
