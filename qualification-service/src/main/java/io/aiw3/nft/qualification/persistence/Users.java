package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.domain.BoundBadge;
import io.aiw3.nft.qualification.domain.Standing;
import io.aiw3.nft.qualification.domain.TieredNft;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Users with what their qualification depends on.
 *
 * <p>Lock order: rows of {@code user}, then the rest. Only who links wallets locks theirs first
 * (see {@link WalletLinks}); where the two meet, one is rolled back and run again. A transaction
 * that changes a user's badges, NFTs or volume holds the lock on the user's row. Under a lock only
 * locking reads see what others committed before: REPEATABLE READ shows the past.
 */
@ApplicationScoped
public class Users {
  private static final String SELECT =
      "SELECT id, row_version, wallet_address, cached_trading_volume, current_nft_level,"
          + " current_nft_mint, resumable_level, resumable_mint, snapshot_version, snapshot_at,"
          + " snapshot_due FROM `user` FORCE INDEX (PRIMARY) WHERE id IN ";

  /**
   * In one statement: %1$s the users, %2$s the lock, %3$s the tiered levels. Of two NFTs of a level
   * the newer is last.
   */
  private static final String POSSESSIONS =
      "(SELECT 'badge' AS kind, user_id, badge AS name, COALESCE(level, 0) AS level, 0 AS id"
          + " FROM badge WHERE state IN ('bound', 'reserved') AND user_id IN %1$s %2$s)"
          + " UNION ALL (SELECT IF(status = 'burned' AND succeeded, 'replaced', status), user_id,"
          + " mint_address, nft_level, id FROM nft WHERE nft_level IN %3$s AND status <> 'inactive'"
          + " AND user_id IN %1$s %2$s)"
          + " UNION ALL (SELECT 'issued', user_id, '', level, 0 FROM issued_tier WHERE user_id IN"
          + " %1$s %2$s) ORDER BY user_id, kind, id DESC, name";

  private final TierCatalogue tiers;
  private final String tieredLevels;

  Users(TierCatalogue tiers) {
    this.tiers = tiers;
    this.tieredLevels = new LevelSql(tiers).tiered();
  }

  /** Makes the rows of users that no record of the topic users has announced yet. */
  public Uni<Void> ensure(Transaction tx, Collection<Integer> ids) {
    return tx.run("SELECT id FROM `user` FORCE INDEX (PRIMARY) WHERE id IN " + Columns.in(ids))
        .chain(
            rows -> {
              SortedSet<Integer> missing = new TreeSet<>(ids);
              rows.forEach(row -> missing.remove(row.getInteger(0)));
              return missing.isEmpty() ? Uni.createFrom().voidItem() : insert(tx, missing);
            });
  }

  private static Uni<Void> insert(Transaction tx, SortedSet<Integer> ids) {
    String rows = ids.stream().map(id -> "(" + id + ")").collect(Collectors.joining(","));
    return tx.run("INSERT IGNORE INTO `user` (id) VALUES " + rows).replaceWithVoid();
  }

  /** Locks the users, in the order of their ids, and returns those that exist. */
  public Uni<List<UserState>> lock(Transaction tx, Collection<Integer> ids) {
    return load(tx, ids, " ORDER BY id FOR UPDATE", "FOR SHARE");
  }

  /** The users as last committed, without locks. */
  public Uni<List<UserState>> read(Sql sql, Collection<Integer> ids) {
    return load(sql, ids, " ORDER BY id", "");
  }

  /** Notes that something published about the users changed; the users' locks are taken. */
  public Uni<Void> changed(Transaction tx, Collection<Integer> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.run(
                "UPDATE `user` FORCE INDEX (PRIMARY) SET row_version = row_version + 1 WHERE id IN "
                    + Columns.in(ids))
            .replaceWithVoid();
  }

  private Uni<List<UserState>> load(
      Sql sql, Collection<Integer> ids, String userLock, String possessionLock) {
    String in = Columns.in(ids);
    return sql.run(SELECT + in + userLock)
        .chain(
            users ->
                sql.run(POSSESSIONS.formatted(in, possessionLock, tieredLevels))
                    .map(
                        rows -> {
                          Map<Integer, Possessions> possessions = new HashMap<>();
                          for (Row row : rows) {
                            possessions
                                .computeIfAbsent(row.getInteger("user_id"), id -> new Possessions())
                                .add(row);
                          }
                          List<UserState> states = new ArrayList<>(users.size());
                          for (Row row : users) {
                            states.add(state(row, possessions));
                          }
                          return states;
                        }));
  }

  private UserState state(Row row, Map<Integer, Possessions> possessions) {
    int id = row.getInteger("id");
    return new UserState(
        id,
        row.getLong("row_version"),
        row.getString("wallet_address"),
        possessions
            .getOrDefault(id, new Possessions())
            .standing(tiers, row.getBigDecimal("cached_trading_volume")),
        row.getLong("snapshot_version"),
        Columns.instant(row.getLocalDateTime("snapshot_at")),
        Columns.instant(row.getLocalDateTime("snapshot_due")));
  }

  /** What a user has. */
  private static final class Possessions {
    private final List<BoundBadge> badges = new ArrayList<>();
    private final List<TieredNft> held = new ArrayList<>();
    private final List<TieredNft> burned = new ArrayList<>();
    private final Set<Integer> issued = new HashSet<>();

    void add(Row row) {
      String kind = row.getString("kind");
      String name = row.getString("name");
      int level = row.getInteger("level");
      switch (kind) {
        case "badge" -> badges.add(new BoundBadge(name, level));
        case "unlocked", "active" -> held.add(new TieredNft(name, level, kind.equals("active")));
        case "burned" -> burned.add(new TieredNft(name, level, false));
        case "issued" -> issued.add(level);
        default -> {
          // an NFT that was replaced
        }
      }
    }

    Standing standing(TierCatalogue tiers, BigDecimal volume) {
      return Standing.of(tiers, volume, badges, held, burned, issued);
    }
  }
}
