package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.kit.inbox.UserChange;
import io.aiw3.nft.kit.transaction.ConcurrentChangeException;
import io.aiw3.nft.qualification.domain.Announcement;
import io.aiw3.nft.qualification.domain.LinkRules;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which wallet belongs to which user. A wallet's volume goes with the wallet: whoever it is linked
 * to has it.
 */
@ApplicationScoped
public class WalletLinks {
  private final Users users;
  private final UnlinkedVolumes unlinked;
  private final Clock clock;

  WalletLinks(Users users, UnlinkedVolumes unlinked, Clock clock) {
    this.users = users;
    this.unlinked = unlinked;
    this.clock = clock;
  }

  /**
   * Takes in what the platform says about a user; older news than what is known changes nothing.
   *
   * @return the users whose wallet changed by it; their volume is that of their new wallet
   */
  public Uni<List<Integer>> announce(SqlConnection connection, UserChange news) {
    int user = news.user().value();
    return users
        .ensure(connection, List.of(user))
        .chain(() -> announcedWallet(connection, user))
        .chain(
            before -> {
              SortedSet<String> wallets = new TreeSet<>();
              if (before != null) {
                wallets.add(before);
              }
              if (news.wallet() != null) {
                wallets.add(news.wallet());
              }
              return unlinked
                  .lock(connection, wallets)
                  .chain(
                      volumes ->
                          contenders(connection, user, wallets)
                              .chain(rows -> decide(connection, news, before, rows, volumes)));
            });
  }

  private static Uni<String> announcedWallet(SqlConnection connection, int user) {
    return connection
        .preparedQuery("SELECT announced_wallet FROM `user` WHERE id = ?")
        .execute(Tuple.of(user))
        .map(rows -> rows.iterator().next().getString(0));
  }

  private static Uni<RowSet<Row>> contenders(
      SqlConnection connection, int user, SortedSet<String> wallets) {
    return connection
        .query(
            "SELECT id, wallet_address, cached_trading_volume, announced_wallet, announced_at,"
                + " announced_offset FROM `user` WHERE id = "
                + user
                + " OR announced_wallet IN "
                + Columns.inAddresses(wallets)
                + " ORDER BY id FOR UPDATE")
        .execute();
  }

  private Uni<List<Integer>> decide(
      SqlConnection connection,
      UserChange change,
      String before,
      RowSet<Row> rows,
      Map<String, BigDecimal> unlinkedVolumes) {
    Map<Integer, String> linked = new HashMap<>();
    Map<String, BigDecimal> volumes = new HashMap<>(unlinkedVolumes);
    List<Announcement> known = new ArrayList<>();
    int user = change.user().value();
    long ownOffset = UserChange.NO_OFFSET;
    for (Row row : rows) {
      String wallet = row.getString("wallet_address");
      linked.put(row.getInteger("id"), wallet);
      if (wallet != null) {
        volumes.put(wallet, row.getBigDecimal("cached_trading_volume"));
      }
      if (row.getInteger("id") == user) {
        ownOffset = row.getLong("announced_offset");
      }
      known.add(
          new Announcement(
              row.getInteger("id"),
              row.getString("announced_wallet"),
              Columns.instant(row.getLocalDateTime("announced_at"))));
    }
    Announcement own =
        known.stream().filter(a -> a.userId() == user).findFirst().orElseThrow();
    if (!Objects.equals(own.wallet(), before)) {
      throw new ConcurrentChangeException("user was modified concurrently; retry");
    }
    if (!change.replaces(own.at(), ownOffset)) {
      return settle(connection, volumes, linked.values()).replaceWith(List.of());
    }
    Announcement news = new Announcement(user, change.wallet(), change.timeAfter(own.at()));
    known.remove(own);
    known.add(news);
    Map<Integer, String> links = LinkRules.links(known);
    List<Integer> changed =
        linked.keySet().stream()
            .filter(id -> !Objects.equals(linked.get(id), links.get(id)))
            .sorted()
            .toList();
    return remember(connection, news, change.offset())
        .chain(() -> unlink(connection, changed))
        .chain(() -> link(connection, changed, links, volumes, 0))
        .chain(() -> settle(connection, volumes, links.values()))
        .replaceWith(own.at() == null ? withSelf(changed, user) : changed);
  }

  /** A volume stands with the user who has the wallet, and by itself when nobody has it. */
  private Uni<Void> settle(
      SqlConnection connection, Map<String, BigDecimal> volumes, Collection<String> linked) {
    SortedMap<String, BigDecimal> free = new TreeMap<>(volumes);
    free.keySet().removeAll(linked);
    SortedSet<String> taken = new TreeSet<>(volumes.keySet());
    taken.removeAll(free.keySet());
    return unlinked.put(connection, free).chain(() -> unlinked.remove(connection, taken));
  }

  /** A user who is announced for the first time gets a first snapshot, wallet or not. */
  private static List<Integer> withSelf(List<Integer> changed, int user) {
    SortedSet<Integer> all = new TreeSet<>(changed);
    all.add(user);
    return List.copyOf(all);
  }

  private static Uni<Void> remember(
      SqlConnection connection, Announcement news, long offset) {
    return connection
        .preparedQuery(
            "UPDATE `user` SET announced_wallet = ?, announced_at = ?, announced_offset = ?"
                + " WHERE id = ?")
        .execute(Tuple.of(news.wallet(), Columns.utc(news.at()), offset, news.userId()))
        .replaceWithVoid();
  }

  private Uni<Void> unlink(SqlConnection connection, List<Integer> users) {
    return users.isEmpty()
        ? Uni.createFrom().voidItem()
        : connection
            .query(
                "UPDATE `user` SET wallet_address = NULL, cached_trading_volume = 0,"
                    + " last_volume_update = %s WHERE id IN %s"
                        .formatted(Columns.literal(clock.instant()), Columns.in(users)))
            .execute()
            .replaceWithVoid();
  }

  private Uni<Void> link(
      SqlConnection connection,
      List<Integer> users,
      Map<Integer, String> links,
      Map<String, BigDecimal> volumes,
      int index) {
    if (index == users.size()) {
      return Uni.createFrom().voidItem();
    }
    String wallet = links.get(users.get(index));
    Uni<Void> one =
        wallet == null
            ? Uni.createFrom().voidItem()
            : connection
                .preparedQuery(
                    "UPDATE `user` SET wallet_address = ?, cached_trading_volume = ? WHERE id = ?")
                .execute(Tuple.of(wallet, volumes.get(wallet), users.get(index)))
                .replaceWithVoid();
    return one.chain(() -> link(connection, users, links, volumes, index + 1));
  }
}
