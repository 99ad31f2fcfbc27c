package io.aiw3.nft.qualification.ingest;

import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.ingest.Ledger.Earlier;
import io.aiw3.nft.qualification.ingest.Ledger.Outcome;
import io.aiw3.nft.qualification.ingest.TradeBatch.Rejected;
import io.aiw3.nft.qualification.ingest.WaitingReversals.Waiting;
import io.aiw3.nft.qualification.persistence.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One batch on its way into the ledger.
 *
 * <p>Whether a reversal is genuine is decided by its original: a trade of the same wallet that is
 * no reversal itself. A reversal that comes first waits, see {@link WaitingReversals}: it leaves a
 * row without a type in the original's place, which the original fills, and then each that waits is
 * marked or refused by what the original is, whichever came first.
 */
final class LedgerEntry {
  private static final String FILL =
      "UPDATE trades SET wallet_address = ?, total_usd_price = ?, trade_type = ?, counts = ?,"
          + " reverses = ?, executed_at = ?, reversed_by = NULL, batch_id = ?"
          + " WHERE trade_id = ? AND trade_type IS NULL";
  private static final String AWAIT_ORIGINAL =
      "INSERT IGNORE INTO trades (trade_id, wallet_address, total_usd_price, counts, batch_id)"
          + " VALUES (?, ?, 0, FALSE, ?)";
  private static final String ORIGINAL =
      "SELECT wallet_address, total_usd_price, trade_type, counts, reverses, reversed_by, user_id,"
          + " batch_id FROM trades WHERE trade_id = ? FOR UPDATE";
  private static final String MARK = "UPDATE trades SET reversed_by = ? WHERE trade_id = ?";
  private static final String REMOVE = "DELETE FROM trades WHERE trade_id = ?";

  private final Transaction tx;
  private final TradeBatch batch;
  private final long batchId;
  private final Map<String, Earlier> earlier;
  private final VolumeChanges changes = new VolumeChanges();
  private final List<Rejected> rejected = new ArrayList<>();
  private final List<LedgerTrade> awaited = new ArrayList<>();
  private final List<LedgerTrade> reversals = new ArrayList<>();
  private int taken;
  private int duplicates;

  LedgerEntry(Transaction tx, TradeBatch batch, long batchId, Map<String, Earlier> earlier) {
    this.tx = tx;
    this.batch = batch;
    this.batchId = batchId;
    this.earlier = earlier;
  }

  Uni<Outcome> complete() {
    batch.byId().forEach(same -> sort(same, earlier.get(same.get(0).id())));
    Uni<Void> rest = Uni.createFrom().voidItem();
    for (LedgerTrade trade : awaited) {
      rest = rest.chain(() -> fill(trade));
    }
    for (LedgerTrade reversal : reversals) {
      rest = rest.chain(() -> reverse(reversal));
    }
    return rest.map(done -> new Outcome(changes, taken, duplicates, rejected));
  }

  private void sort(List<LedgerTrade> same, Earlier before) {
    LedgerTrade first = same.get(0);
    boolean isNew = before == null || before.trade() == null;
    LedgerTrade known = isNew ? first : before.trade();
    if (isNew) {
      taken++;
      if (before != null) {
        awaited.add(first);
      } else if (first.reversal()) {
        reversals.add(first);
      } else if (first.counts()) {
        changes.count(first);
      }
    }
    for (LedgerTrade trade : same.subList(isNew ? 1 : 0, same.size())) {
      if (trade.sameAs(known)) {
        duplicates++;
      } else {
        reject(
            new Rejected(
                trade.origin(),
                new BadMessageException(
                    "the tradeId was used for another trade before: " + trade.id())));
      }
    }
  }

  /** A trade for which reversals wait: what it is decides about them. */
  private Uni<Void> fill(LedgerTrade trade) {
    return WaitingReversals.adopt(tx, trade.id())
        .chain(
            () ->
                run(
                    FILL,
                    trade.wallet(),
                    trade.price(),
                    trade.type(),
                    trade.counts(),
                    trade.reverses(),
                    Columns.utc(trade.executedAt()),
                    batchId,
                    trade.id()))
        .chain(() -> WaitingReversals.take(tx, trade.id()))
        .chain(waiting -> decide(trade, waiting))
        .chain(() -> trade.reversal() ? reverse(trade) : Uni.createFrom().voidItem());
  }

  private Uni<Void> decide(LedgerTrade original, List<Waiting> waiting) {
    Uni<Void> done = Uni.createFrom().voidItem();
    boolean reversed = false;
    for (Waiting reversal : waiting) {
      String reason =
          obstacle(original.id(), original.wallet(), original.reversal(), reversal.wallet());
      if (reason != null) {
        reject(new Rejected(reversal.origin(), new BadMessageException(reason)));
        done = done.chain(() -> run(REMOVE, reversal.id()));
      } else if (!reversed) {
        reversed = true;
        done = done.chain(() -> run(MARK, reversal.id(), original.id()));
      }
    }
    if (!reversed && original.counts()) {
      changes.count(original);
    }
    return done;
  }

  private Uni<Void> reverse(LedgerTrade reversal) {
    String original = reversal.reverses();
    return tx.run(AWAIT_ORIGINAL, Tuple.of(original, reversal.wallet(), batchId))
        .chain(
            inserted ->
                inserted.rowCount() == 1
                    ? WaitingReversals.add(tx, reversal)
                    : tx.run(ORIGINAL, Tuple.of(original))
                        .chain(rows -> reverse(reversal, rows.iterator().next())));
  }

  private Uni<Void> reverse(LedgerTrade reversal, Row original) {
    if (original.getString("trade_type") == null) {
      return WaitingReversals.add(tx, reversal);
    }
    String wallet = original.getString("wallet_address");
    String reason =
        obstacle(
            reversal.reverses(), wallet, original.getString("reverses") != null, reversal.wallet());
    if (reason != null) {
      taken--;
      reject(new Rejected(reversal.origin(), new BadMessageException(reason)));
      return run(REMOVE, reversal.id());
    }
    if (original.getString("reversed_by") != null) {
      return Uni.createFrom().voidItem();
    }
    if (original.getBoolean("counts")) {
      takeBack(reversal.reverses(), wallet, original);
    }
    return run(MARK, reversal.id(), reversal.reverses());
  }

  /** The volume is subtracted from the user that the original counted for. */
  private void takeBack(String id, String wallet, Row original) {
    var price = original.getBigDecimal("total_usd_price");
    Integer user = original.getInteger("user_id");
    if (original.getLong("batch_id") == batchId) {
      changes.cancel(id, wallet, price);
    } else if (user == null) {
      changes.reverse(wallet, price);
    } else {
      changes.reverse(user, price);
    }
  }

  private static String obstacle(
      String id, String wallet, boolean reversal, String walletOfReversal) {
    if (!wallet.equals(walletOfReversal)) {
      return "the reversed trade is another wallet's: " + id;
    }
    return reversal ? "a reversal cannot be reversed: " + id : null;
  }

  private void reject(Rejected record) {
    rejected.add(record);
  }

  private Uni<Void> run(String sql, Object... parameters) {
    return tx.update(sql, parameters).replaceWithVoid();
  }
}
