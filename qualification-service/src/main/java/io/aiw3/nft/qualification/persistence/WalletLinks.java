package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.kit.inbox.UserChange;
import io.aiw3.nft.kit.transaction.ConcurrentChangeException;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.domain.Announcement;
import io.aiw3.nft.qualification.domain.LinkRules;
import io.aiw3.nft.qualification.domain.WalletLink;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which wallet belongs to which user. A wallet's first user gets the volume that waits for it; when
 * the wallet passes to another user, what it traded before stays with the earlier one (adr/0005).
 */
@ApplicationScoped
public class WalletLinks {
  private final Users users;
  private final UnlinkedVolumes unlinked;
  private final WalletHistory history;
  private final Clock clock;

  WalletLinks(Users users, UnlinkedVolumes unlinked, WalletHistory history, Clock clock) {
    this.users = users;
    this.unlinked = unlinked;
    this.history = history;
    this.clock = clock;
  }

  /**
   * Processes what the platform publishes about a user; what is older than what is known changes
   * nothing.
   *
   * @return the users whose wallet changed by it
   */
  public Uni<List<Integer>> announce(Transaction tx, UserChange change) {
    int user = change.user().value();
    return users
        .ensure(tx, List.of(user))
        .chain(() -> announcedWallet(tx, user))
        .chain(
            before -> {
              SortedSet<String> wallets = new TreeSet<>();
              if (before != null) {
                wallets.add(before);
              }
              if (change.wallet() != null) {
                wallets.add(change.wallet());
              }
              return unlinked
                  .lock(tx, wallets)
                  .chain(
                      volumes ->
                          contenders(tx, user, wallets)
                              .chain(rows -> decide(tx, change, before, rows, volumes)));
            });
  }

  private static Uni<String> announcedWallet(Transaction tx, int user) {
    return tx.select("SELECT announced_wallet FROM `user` WHERE id = ?", user)
        .map(rows -> rows.iterator().next().getString(0));
  }

  private static Uni<RowSet<Row>> contenders(Transaction tx, int user, SortedSet<String> wallets) {
    return tx.run(
        "SELECT id, wallet_address, announced_wallet, announced_at, announced_offset FROM"
            + " `user` WHERE id = "
            + user
            + " OR announced_wallet IN "
            + Columns.inAddresses(wallets)
            + " ORDER BY id FOR UPDATE");
  }

  private Uni<List<Integer>> decide(
      Transaction tx,
      UserChange change,
      String before,
      RowSet<Row> rows,
      Map<String, BigDecimal> waiting) {
    Map<Integer, String> linked = new HashMap<>();
    List<Announcement> known = new ArrayList<>();
    int user = change.user().value();
    long ownOffset = UserChange.NO_OFFSET;
    for (Row row : rows) {
      linked.put(row.getInteger("id"), row.getString("wallet_address"));
      if (row.getInteger("id") == user) {
        ownOffset = row.getLong("announced_offset");
      }
      known.add(
          new Announcement(
              row.getInteger("id"),
              row.getString("announced_wallet"),
              Columns.instant(row.getLocalDateTime("announced_at"))));
    }
    Announcement own = known.stream().filter(a -> a.userId() == user).findFirst().orElseThrow();
    if (!Objects.equals(own.wallet(), before)) {
      throw new ConcurrentChangeException("user was modified concurrently; retry");
    }
    if (!change.replaces(own.at(), ownOffset)) {
      return unlinked.removeEmpty(tx, waiting.keySet()).replaceWith(List.of());
    }
    Announcement announcement = new Announcement(user, change.wallet(), change.timeAfter(own.at()));
    known.remove(own);
    known.add(announcement);
    Map<Integer, String> links = LinkRules.links(known);
    List<Integer> changed =
        linked.keySet().stream()
            .filter(id -> !Objects.equals(linked.get(id), links.get(id)))
            .sorted()
            .toList();
    List<String> lost = changed.stream().map(linked::get).filter(Objects::nonNull).toList();
    return remember(tx, announcement, change.offset())
        .chain(() -> unlink(tx, changed))
        .chain(() -> history.read(tx, waiting.keySet()))
        .call(past -> addMissing(tx, linked, past, waiting.keySet()))
        .call(() -> history.end(tx, lost, announcement.at()))
        .chain(
            past -> link(tx, new Transition(announcement.at(), changed, links, past, waiting), 0))
        .chain(() -> unlinked.remove(tx, gained(changed, links)))
        .chain(() -> unlinked.removeEmpty(tx, waiting.keySet()))
        .replaceWith(own.at() == null ? withSelf(changed, user) : changed);
  }

  /**
   * Users whose wallet changes.
   *
   * @param links what each has from now on
   * @param past all earlier links of the wallets
   * @param waiting volumes of wallets that were never linked
   */
  private record Transition(
      Instant at,
      List<Integer> users,
      Map<Integer, String> links,
      Map<String, List<WalletLink>> past,
      Map<String, BigDecimal> waiting) {}

  /**
   * Replicas of the release before link without a history; the user who has the wallet begins it.
   */
  private Uni<Void> addMissing(
      Transaction tx,
      Map<Integer, String> linked,
      Map<String, List<WalletLink>> past,
      Set<String> wallets) {
    Uni<Void> added = Uni.createFrom().voidItem();
    for (Map.Entry<Integer, String> link : linked.entrySet()) {
      String wallet = link.getValue();
      if (wallet != null && wallets.contains(wallet) && !past.containsKey(wallet)) {
        WalletLink first = new WalletLink(1, link.getKey(), Instant.EPOCH);
        past.put(wallet, List.of(first));
        added = added.chain(() -> history.add(tx, wallet, first));
      }
    }
    return added;
  }

  private static List<String> gained(List<Integer> users, Map<Integer, String> links) {
    return users.stream().map(links::get).filter(Objects::nonNull).toList();
  }

  /** A user who is announced for the first time gets a first snapshot, wallet or not. */
  private static List<Integer> withSelf(List<Integer> changed, int user) {
    SortedSet<Integer> all = new TreeSet<>(changed);
    all.add(user);
    return List.copyOf(all);
  }

  private static Uni<Void> remember(Transaction tx, Announcement announcement, long offset) {
    return tx.update(
            "UPDATE `user` SET announced_wallet = ?, announced_at = ?, announced_offset = ?"
                + " WHERE id = ?",
            announcement.wallet(),
            Columns.utc(announcement.at()),
            offset,
            announcement.userId())
        .replaceWithVoid();
  }

  /** The users keep their volume. */
  private static Uni<Void> unlink(Transaction tx, List<Integer> users) {
    return users.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.run(
                "UPDATE `user` SET wallet_address = NULL, shared_wallet = FALSE, row_version ="
                    + " row_version + 1 WHERE id IN "
                    + Columns.in(users))
            .replaceWithVoid();
  }

  private Uni<Void> link(Transaction tx, Transition change, int index) {
    if (index == change.users().size()) {
      return Uni.createFrom().voidItem();
    }
    int user = change.users().get(index);
    String wallet = change.links().get(user);
    Uni<Void> one = wallet == null ? Uni.createFrom().voidItem() : link(tx, change, user, wallet);
    return one.chain(() -> link(tx, change, index + 1));
  }

  private Uni<Void> link(Transaction tx, Transition change, int user, String wallet) {
    List<WalletLink> past = change.past().getOrDefault(wallet, List.of());
    BigDecimal first =
        past.isEmpty() ? change.waiting().getOrDefault(wallet, BigDecimal.ZERO) : BigDecimal.ZERO;
    Instant from = change.at();
    if (!past.isEmpty() && past.get(past.size() - 1).from().isAfter(from)) {
      from = past.get(past.size() - 1).from();
    }
    boolean shared = past.stream().anyMatch(link -> link.userId() != user);
    return history
        .add(tx, wallet, new WalletLink(past.size() + 1, user, from))
        .chain(
            () ->
                tx.update(
                    "UPDATE `user` SET wallet_address = ?, shared_wallet = ?,"
                        + " cached_trading_volume = cached_trading_volume + ?,"
                        + " last_volume_update = ?, row_version = row_version + 1 WHERE id = ?",
                    wallet,
                    shared,
                    first,
                    Columns.utc(clock.instant()),
                    user))
        .replaceWithVoid();
  }
}
