package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.qualification.domain.LinkPeriod;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A user's trades in the ledger, the newest first, those without a time last. Reversals are not
 * listed: the trade that one takes back names it.
 *
 * <p>A trade that counts is whose the ledger says; one that does not is the user's in whose time it
 * was executed.
 */
@ApplicationScoped
public class UserTrades {
  private static final Comparator<UserTrade> NEWEST_FIRST =
      Comparator.comparing(UserTrade::executedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(UserTrade::tradeId)
          .reversed();

  private static final String COLUMNS =
      "SELECT trade_id, wallet_address, trade_type, total_usd_price, counts, reversed_by,"
          + " executed_at FROM trades FORCE INDEX (idx_wallet_executed) WHERE wallet_address = ?"
          + " AND trade_type IS NOT NULL AND reverses IS NULL";

  /** In two parts, each in the order of the index: with a time, and without. */
  private static final String PAGE =
      "(%1$s AND executed_at IS NOT NULL AND executed_at <= ? AND (executed_at < ? OR trade_id < ?)"
          + "%2$s ORDER BY executed_at DESC, trade_id DESC LIMIT ?) UNION ALL"
          + " (%1$s AND executed_at IS NULL AND trade_id < ?%3$s ORDER BY trade_id DESC LIMIT ?)";

  private static final String CREDITED =
      " AND ((counts AND (user_id = ? OR (user_id IS NULL AND ?))) OR (NOT counts AND %s))";

  private static final LocalDateTime END = LocalDateTime.of(9999, 12, 31, 23, 59, 59);

  /** After every trade id: they are printable ASCII. */
  private static final String LAST_ID = "\u007f";

  /** The place after which a page begins; {@code executedAt} null: among those without a time. */
  public record Place(Instant executedAt, String tradeId) {
    public static final Place START = new Place(Columns.instant(END), LAST_ID);
  }

  /**
   * @param counts whether its type counts
   * @param reversedBy the reversal that took it back, or null
   */
  public record UserTrade(
      String tradeId,
      String wallet,
      String type,
      BigDecimal amount,
      boolean counts,
      String reversedBy,
      Instant executedAt) {}

  /** At most {@code limit} trades of these times after a place. */
  public Uni<List<UserTrade>> after(
      Sql sql, int user, List<LinkPeriod> periods, Place place, int limit) {
    Uni<List<UserTrade>> all = Uni.createFrom().item(new ArrayList<>());
    for (LinkPeriod period : periods) {
      all =
          all.chain(
              found ->
                  of(sql, user, period, place, limit).invoke(found::addAll).replaceWith(found));
    }
    return all.map(
        // A user who had the wallet twice reads some of its trades twice.
        found -> found.stream().distinct().sorted(NEWEST_FIRST).limit(limit).toList());
  }

  private static Uni<List<UserTrade>> of(
      Sql sql, int user, LinkPeriod period, Place place, int limit) {
    boolean timed = place.executedAt() != null;
    LocalDateTime before =
        timed ? Columns.utc(place.executedAt()) : LocalDateTime.of(1000, 1, 1, 0, 0);
    String without = timed ? LAST_ID : place.tradeId();
    List<Object> parameters = new ArrayList<>();
    parameters.add(period.wallet());
    parameters.add(before);
    parameters.add(before);
    parameters.add(timed ? place.tradeId() : "");
    String timedOwner = owner(user, period, timed(period), parameters);
    if (!period.only()) {
      addTimes(period, parameters);
    }
    parameters.add(limit);
    parameters.add(period.wallet());
    parameters.add(without);
    String untimedOwner = owner(user, period, period.last() ? "TRUE" : "FALSE", parameters);
    parameters.add(limit);
    return sql.run(PAGE.formatted(COLUMNS, timedOwner, untimedOwner), Tuple.from(parameters))
        .map(rows -> Sql.list(rows, UserTrades::trade));
  }

  private static String owner(
      int user, LinkPeriod period, String uncounted, List<Object> parameters) {
    if (period.only()) {
      return "";
    }
    parameters.add(user);
    parameters.add(period.first());
    return CREDITED.formatted(uncounted);
  }

  private static String timed(LinkPeriod period) {
    return (period.from() == null ? "TRUE" : "executed_at >= ?")
        + (period.until() == null ? "" : " AND executed_at < ?");
  }

  private static void addTimes(LinkPeriod period, List<Object> parameters) {
    if (period.from() != null) {
      parameters.add(Columns.utc(period.from()));
    }
    if (period.until() != null) {
      parameters.add(Columns.utc(period.until()));
    }
  }

  private static UserTrade trade(Row row) {
    return new UserTrade(
        row.getString("trade_id"),
        row.getString("wallet_address"),
        row.getString("trade_type"),
        row.getBigDecimal("total_usd_price"),
        row.getBoolean("counts"),
        row.getString("reversed_by"),
        Columns.instant(row.getLocalDateTime("executed_at")));
  }
}
