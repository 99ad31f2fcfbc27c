package io.aiw3.nft.upgrade.persistence;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.WireName;
import io.aiw3.nft.kit.transaction.SqlPlaceholders;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.upgrade.domain.Holding;
import io.aiw3.nft.upgrade.domain.Holdings;
import io.aiw3.nft.upgrade.domain.Standing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The table {@code nft_holding}: NFTs as in their newest events; many take as many statements as
 * one.
 *
 * <p>NFTs are locked before users, both in their order: events of one NFT may be consumed by two
 * replicas at a time, since an NFT that passes to another user is published for both.
 */
@ApplicationScoped
public class HoldingStore {
  private static final String LOCK_NFTS =
      "INSERT INTO nft_holding (mint_address, user_id, level) VALUES %s"
          + " ON DUPLICATE KEY UPDATE mint_address = nft_holding.mint_address";
  private static final String COLUMNS =
      "SELECT mint_address, user_id, level, status, version, changed_at FROM nft_holding WHERE ";
  private static final String OF_MINTS =
      COLUMNS + "mint_address IN (%s) AND status IS NOT NULL FOR UPDATE";
  private static final String OF_USERS =
      COLUMNS + "user_id IN (%s) AND status IN ('unlocked', 'active', 'inactive')";
  private static final String LOCK_USERS =
      "INSERT INTO user_feed (user_id, last_sequence) VALUES %s"
          + " ON DUPLICATE KEY UPDATE last_sequence = user_feed.last_sequence";
  private static final String WRITE =
      "INSERT INTO nft_holding (mint_address, user_id, level, status, version, changed_at,"
          + " recorded_at) VALUES %s AS new ON DUPLICATE KEY UPDATE user_id = new.user_id,"
          + " level = new.level, status = new.status, version = new.version,"
          + " changed_at = new.changed_at, recorded_at = new.recorded_at";
  private static final String ISSUE =
      "INSERT INTO issued_tier (user_id, level, mint_address) VALUES %s"
          + " ON DUPLICATE KEY UPDATE level = issued_tier.level";

  private final UserFeedRows feed;
  private final Statements statements;
  private final TierCatalogue tiers;

  HoldingStore(UserFeedRows feed, Statements statements, TierCatalogue tiers) {
    this.feed = feed;
    this.statements = statements;
    this.tiers = tiers;
  }

  /**
   * What came of events.
   *
   * @param feedEvents what users are sent about changes of their level or benefits
   * @param first NFTs that were not known before
   */
  public record Applied(List<FeedStore.Event> feedEvents, Set<String> first) {
    static final Applied NOTHING = new Applied(List.of(), Set.of());
  }

  /** What a user's NFTs give. */
  public Uni<Standing> standing(UserId user) {
    return statements
        .select(OF_USERS.formatted("?"), user.value())
        .map(rows -> new Holdings(holdings(rows), tiers).standing(user));
  }

  /** A tier was minted to a user, the first time or again. */
  public record Issue(UserId user, int level, String mint) {}

  /** Notes tiers as issued; for good. */
  public Uni<Void> issue(Transaction tx, List<Issue> issues) {
    SortedMap<List<Integer>, Issue> distinct =
        new TreeMap<>(
            (a, b) ->
                a.get(0).equals(b.get(0))
                    ? a.get(1).compareTo(b.get(1))
                    : a.get(0).compareTo(b.get(0)));
    issues.forEach(
        issue -> distinct.putIfAbsent(List.of(issue.user().value(), issue.level()), issue));
    List<Object> parameters = new ArrayList<>();
    for (Issue issue : distinct.values()) {
      parameters.addAll(List.of(issue.user().value(), issue.level(), issue.mint()));
    }
    return execute(tx, ISSUE, "(?,?,?)", distinct.size(), parameters).replaceWithVoid();
  }

  /**
   * Takes events of NFTs into account, in their order.
   *
   * @param body of what is sent to a user
   */
  public Uni<Applied> apply(Transaction tx, List<Holding> events, UserFeedRows.Body body) {
    if (events.isEmpty()) {
      return Uni.createFrom().item(Applied.NOTHING);
    }
    SortedMap<String, Holding> byMint = new TreeMap<>();
    events.forEach(event -> byMint.put(event.mint(), event));
    return lockNfts(tx, byMint.values())
        .chain(() -> ofMints(tx, byMint.keySet()))
        .chain(
            known -> {
              known.forEach(holding -> byMint.remove(holding.mint()));
              return apply(tx, events, known, body)
                  .map(sent -> new Applied(sent, Set.copyOf(byMint.keySet())));
            });
  }

  private Uni<List<FeedStore.Event>> apply(
      Transaction tx, List<Holding> events, List<Holding> known, UserFeedRows.Body body) {
    SortedSet<Integer> users = new TreeSet<>();
    Stream.concat(events.stream(), known.stream())
        .forEach(holding -> users.add(holding.owner().value()));
    return lockUsers(tx, users)
        // The first read without a lock: all that was committed before the locks.
        .chain(() -> ofUsers(tx, users))
        .map(others -> new Holdings(Stream.concat(others.stream(), known.stream()).toList(), tiers))
        .invoke(holdings -> holdings.apply(events))
        .call(holdings -> write(tx, holdings.changed()))
        .chain(holdings -> feed.append(tx, holdings.changes(), body));
  }

  private static Uni<RowSet<Row>> lockNfts(Transaction tx, Collection<Holding> nfts) {
    List<Object> parameters = new ArrayList<>();
    for (Holding nft : nfts) {
      parameters.addAll(List.of(nft.mint(), nft.owner().value(), nft.level()));
    }
    return execute(tx, LOCK_NFTS, "(?,?,?)", nfts.size(), parameters);
  }

  private static Uni<RowSet<Row>> lockUsers(Transaction tx, SortedSet<Integer> users) {
    return execute(tx, LOCK_USERS, "(?,0)", users.size(), new ArrayList<>(users));
  }

  private static Uni<List<Holding>> ofMints(Transaction tx, Collection<String> mints) {
    return execute(tx, OF_MINTS, "?", mints.size(), new ArrayList<>(mints))
        .map(HoldingStore::holdings);
  }

  private static Uni<List<Holding>> ofUsers(Transaction tx, SortedSet<Integer> users) {
    return execute(tx, OF_USERS, "?", users.size(), new ArrayList<>(users))
        .map(HoldingStore::holdings);
  }

  private static Uni<RowSet<Row>> write(Transaction tx, List<Holding> changed) {
    List<Object> parameters = new ArrayList<>();
    for (Holding holding : changed) {
      parameters.addAll(
          Arrays.asList(
              holding.mint(),
              holding.owner().value(),
              holding.level(),
              holding.status().wireName(),
              holding.version(),
              SagaColumns.column(holding.changedAt())));
    }
    return execute(tx, WRITE, "(?,?,?,?,?,?,UTC_TIMESTAMP(3))", changed.size(), parameters);
  }

  private static List<Holding> holdings(RowSet<Row> rows) {
    List<Holding> holdings = new ArrayList<>();
    rows.forEach(
        row ->
            holdings.add(
                new Holding(
                    row.getString(0),
                    new UserId(row.getInteger(1)),
                    row.getInteger(2),
                    WireName.parse(NftStatus.class, row.getString(3)),
                    row.getLong(4),
                    SagaColumns.instant(row.getLocalDateTime(5)))));
    return holdings;
  }

  /** With {@code marks} so many times in the place of {@code %s}; nothing where there are none. */
  private static Uni<RowSet<Row>> execute(
      Transaction tx, String sql, String marks, int times, List<Object> parameters) {
    return times == 0
        ? Uni.createFrom().nullItem()
        : tx.select(sql.formatted(SqlPlaceholders.repeat(marks, times)), parameters.toArray());
  }
}
