package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The volumes of wallets that were never linked: they wait for the wallet's first user. A wallet
 * with a history has no row here. Any code that links or unlinks a wallet, or adds to its volume
 * here, holds the lock on its row.
 */
@ApplicationScoped
public class UnlinkedVolumes {
  /** Adds to the volumes, and locks them. */
  public Uni<Void> add(Transaction tx, SortedMap<String, BigDecimal> sums) {
    return upsert(tx, sums);
  }

  /** Locks the wallets, in the order of their addresses, and returns what each has here. */
  Uni<Map<String, BigDecimal>> lock(Transaction tx, SortedSet<String> wallets) {
    if (wallets.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    SortedMap<String, BigDecimal> nothing = new TreeMap<>();
    wallets.forEach(wallet -> nothing.put(wallet, BigDecimal.ZERO));
    return add(tx, nothing)
        .chain(
            () ->
                tx.run(
                    "SELECT wallet_address, volume FROM unlinked_volume WHERE wallet_address IN"
                        + " "
                        + Columns.inAddresses(wallets)
                        + " ORDER BY wallet_address FOR UPDATE"))
        .map(
            rows -> {
              Map<String, BigDecimal> volumes = new HashMap<>();
              rows.forEach(row -> volumes.put(row.getString(0), row.getBigDecimal(1)));
              return volumes;
            });
  }

  /** The wallets have a user, who has their volumes. */
  public Uni<Void> remove(Transaction tx, Collection<String> wallets) {
    return wallets.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.run(
                "DELETE FROM unlinked_volume WHERE wallet_address IN "
                    + Columns.inAddresses(wallets))
            .replaceWithVoid();
  }

  /** Removes rows that were made for their lock alone. */
  Uni<Void> removeEmpty(Transaction tx, Collection<String> wallets) {
    return wallets.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.run(
                "DELETE FROM unlinked_volume WHERE volume = 0 AND wallet_address IN "
                    + Columns.inAddresses(wallets))
            .replaceWithVoid();
  }

  private static Uni<Void> upsert(Transaction tx, SortedMap<String, BigDecimal> volumes) {
    StringBuilder sql = new StringBuilder(200 + volumes.size() * 80);
    sql.append("INSERT INTO unlinked_volume (wallet_address, volume) VALUES ");
    char separator = ' ';
    for (Map.Entry<String, BigDecimal> entry : volumes.entrySet()) {
      sql.append(separator).append("('").append(entry.getKey()).append("',");
      sql.append(entry.getValue().toPlainString()).append(')');
      separator = ',';
    }
    sql.append(" AS new ON DUPLICATE KEY UPDATE volume = unlinked_volume.volume + new.volume");
    return tx.run(sql.toString()).replaceWithVoid();
  }
}
