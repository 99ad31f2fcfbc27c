package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.domain.WalletLink;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All links that there were, by wallet. Rows are added and never changed, but for their end; only
 * who links wallets writes them, under the locks of {@link WalletLinks}.
 */
@ApplicationScoped
public class WalletHistory {
  /**
   * The links of each of these wallets that was ever linked, by position. A locking read: it sees
   * what others committed since the transaction began.
   */
  public Uni<Map<String, List<WalletLink>>> read(Transaction tx, Collection<String> wallets) {
    if (wallets.isEmpty()) {
      return Uni.createFrom().item(new HashMap<>());
    }
    return tx.run(
            "SELECT wallet_address, position, user_id, linked_from FROM wallet_link FORCE INDEX"
                + " (PRIMARY) WHERE wallet_address IN "
                + Columns.inAddresses(wallets)
                + " ORDER BY wallet_address, position FOR SHARE")
        .map(
            rows -> {
              Map<String, List<WalletLink>> links = new HashMap<>();
              for (Row row : rows) {
                links
                    .computeIfAbsent(row.getString(0), wallet -> new ArrayList<>(2))
                    .add(
                        new WalletLink(
                            row.getInteger(1),
                            row.getInteger(2),
                            Columns.instant(row.getLocalDateTime(3))));
              }
              return links;
            });
  }

  /** The wallets' links in force end. */
  Uni<Void> end(Transaction tx, Collection<String> wallets, Instant at) {
    return wallets.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.update(
                "UPDATE wallet_link SET linked_until = GREATEST(linked_from, ?) WHERE linked_until"
                    + " IS NULL AND wallet_address IN "
                    + Columns.inAddresses(wallets),
                Columns.utc(at))
            .replaceWithVoid();
  }

  Uni<Void> add(Transaction tx, String wallet, WalletLink link) {
    return tx.update(
            "INSERT INTO wallet_link (wallet_address, position, user_id, linked_from)"
                + " VALUES (?, ?, ?, ?)",
            wallet,
            link.position(),
            link.userId(),
            Columns.utc(link.from()))
        .replaceWithVoid();
  }
}
