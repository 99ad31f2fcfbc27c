package io.aiw3.nft.qualification.persistence.ledger;

import static java.time.ZoneOffset.UTC;

import io.aiw3.nft.qualification.persistence.Columns;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;

/**
 * The statements of the hot path as text: one multi-row literal costs the client and the server
 * less than placeholders (measured). Everything that goes in was checked when the record was
 * parsed.
 */
final class LedgerSql {
  private static final int ROW = 160;

  private LedgerSql() {}

  /** Writes the trades whose ids are not in the ledger yet, marked with the batch's id. */
  static String insert(Collection<LedgerTrade> trades, long batchId) {
    StringBuilder sql = new StringBuilder(200 + trades.size() * ROW);
    sql.append(
        "INSERT IGNORE INTO trades (trade_id, wallet_address, total_usd_price, trade_type, counts,"
            + " reverses, executed_at, batch_id) VALUES ");
    char separator = ' ';
    for (LedgerTrade trade : trades) {
      sql.append(separator).append('(');
      text(sql, trade.id()).append(",'").append(trade.wallet()).append("',");
      text(sql.append(trade.price().toPlainString()).append(','), trade.type()).append(',');
      sql.append(trade.counts() ? '1' : '0').append(',');
      if (trade.reverses() == null) {
        sql.append("NULL,");
      } else {
        text(sql, trade.reverses()).append(',');
      }
      time(sql, trade.executedAt()).append(',').append(batchId).append(')');
      separator = ',';
    }
    return sql.toString();
  }

  /**
   * Those of the ids that an earlier batch wrote. The insert waited for the transaction that was
   * writing them, and this is the transaction's first consistent read, so it sees them.
   */
  static String earlier(Collection<LedgerTrade> trades, long batchId) {
    StringBuilder sql = new StringBuilder(300 + trades.size() * 40);
    sql.append(
        "SELECT trade_id, wallet_address, total_usd_price, trade_type, reverses, executed_at"
            + " FROM trades WHERE trade_id IN (");
    char separator = ' ';
    for (LedgerTrade trade : trades) {
      text(sql.append(separator), trade.id());
      separator = ',';
    }
    return sql.append(") AND batch_id <> ").append(batchId).toString();
  }

  /** Marks trades that count for another user than the first one of their wallet. */
  static String mark(Collection<LedgerTrade> trades, int user) {
    StringBuilder sql = new StringBuilder(100 + trades.size() * 40);
    sql.append("UPDATE trades FORCE INDEX (PRIMARY) SET user_id = ").append(user);
    sql.append(" WHERE trade_id IN (");
    char separator = ' ';
    for (LedgerTrade trade : trades) {
      text(sql.append(separator), trade.id());
      separator = ',';
    }
    return sql.append(')').toString();
  }

  /** As {@link Columns#literal}, without a formatter: it is written for every trade. */
  private static StringBuilder time(StringBuilder sql, Instant time) {
    if (time == null) {
      return sql.append("NULL");
    }
    LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), UTC);
    digits(sql.append("TIMESTAMP'"), utc.getYear(), 1000);
    digits(sql.append('-'), utc.getMonthValue(), 10);
    digits(sql.append('-'), utc.getDayOfMonth(), 10);
    digits(sql.append(' '), utc.getHour(), 10);
    digits(sql.append(':'), utc.getMinute(), 10);
    digits(sql.append(':'), utc.getSecond(), 10);
    digits(sql.append('.'), utc.getNano() / 1_000_000, 100);
    return sql.append('\'');
  }

  private static void digits(StringBuilder sql, int number, int highest) {
    for (int place = highest; place > 0; place /= 10) {
      sql.append((char) ('0' + number / place % 10));
    }
  }

  /**
   * A string literal that no SQL mode reads otherwise: plain where nothing needs escaping, else
   * hexadecimal.
   */
  private static StringBuilder text(StringBuilder sql, String ascii) {
    if (ascii.indexOf('\'') < 0 && ascii.indexOf('\\') < 0) {
      return sql.append('\'').append(ascii).append('\'');
    }
    sql.append("_ascii 0x");
    for (int i = 0; i < ascii.length(); i++) {
      sql.append(Character.forDigit(ascii.charAt(i) >> 4, 16));
      sql.append(Character.forDigit(ascii.charAt(i) & 0xF, 16));
    }
    return sql;
  }
}
