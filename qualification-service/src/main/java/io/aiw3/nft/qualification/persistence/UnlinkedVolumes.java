package io.aiw3.nft.qualification.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The volumes of wallets that nobody has linked; a linked wallet's stands in its user's row, and
 * has no row here. Whoever links or unlinks a wallet, or adds to its volume here, holds the lock on
 * its row.
 */
@ApplicationScoped
public class UnlinkedVolumes {
  /** Adds to the volumes, and locks them. */
  public Uni<Void> add(SqlConnection connection, SortedMap<String, BigDecimal> sums) {
    return upsert(connection, sums, "unlinked_volume.volume + new.volume");
  }

  /** Locks the wallets, in the order of their addresses, and returns what each has here. */
  Uni<Map<String, BigDecimal>> lock(SqlConnection connection, SortedSet<String> wallets) {
    if (wallets.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    SortedMap<String, BigDecimal> nothing = new TreeMap<>();
    wallets.forEach(wallet -> nothing.put(wallet, BigDecimal.ZERO));
    return add(connection, nothing)
        .chain(
            () ->
                connection
                    .query(
                        "SELECT wallet_address, volume FROM unlinked_volume WHERE wallet_address IN"
                            + " "
                            + Columns.inAddresses(wallets)
                            + " ORDER BY wallet_address FOR UPDATE")
                    .execute())
        .map(
            rows -> {
              Map<String, BigDecimal> volumes = new HashMap<>();
              rows.forEach(row -> volumes.put(row.getString(0), row.getBigDecimal(1)));
              return volumes;
            });
  }

  /** The wallets are not linked any more; this is what they have. */
  Uni<Void> put(SqlConnection connection, SortedMap<String, BigDecimal> volumes) {
    return volumes.isEmpty()
        ? Uni.createFrom().voidItem()
        : upsert(connection, volumes, "new.volume");
  }

  /** The wallets are linked: their volumes stand with their users. */
  public Uni<Void> remove(SqlConnection connection, Collection<String> wallets) {
    return wallets.isEmpty()
        ? Uni.createFrom().voidItem()
        : connection
            .query(
                "DELETE FROM unlinked_volume WHERE wallet_address IN "
                    + Columns.inAddresses(wallets))
            .execute()
            .replaceWithVoid();
  }

  private static Uni<Void> upsert(
      SqlConnection connection, SortedMap<String, BigDecimal> volumes, String volume) {
    StringBuilder sql = new StringBuilder(200 + volumes.size() * 80);
    sql.append("INSERT INTO unlinked_volume (wallet_address, volume) VALUES ");
    char separator = ' ';
    for (Map.Entry<String, BigDecimal> entry : volumes.entrySet()) {
      sql.append(separator).append("('").append(entry.getKey()).append("',");
      sql.append(entry.getValue().toPlainString()).append(')');
      separator = ',';
    }
    sql.append(" AS new ON DUPLICATE KEY UPDATE volume = ").append(volume);
    return connection.query(sql.toString()).execute().replaceWithVoid();
  }
}
