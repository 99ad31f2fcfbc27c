package io.aiw3.nft.qualification.ingest;

import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.ingest.Ledger.Outcome;
import io.aiw3.nft.qualification.ingest.TradeBatch.Rejected;
import io.aiw3.nft.qualification.persistence.ledger.LedgerRows;
import io.aiw3.nft.qualification.persistence.ledger.LedgerRows.Earlier;
import io.aiw3.nft.qualification.persistence.ledger.LedgerRows.Original;
import io.aiw3.nft.qualification.persistence.ledger.LedgerTrade;
import io.aiw3.nft.qualification.persistence.ledger.WaitingReversals;
import io.aiw3.nft.qualification.persistence.ledger.WaitingReversals.Waiting;
import io.smallrye.mutiny.Uni;
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
        .chain(() -> LedgerRows.fill(tx, trade, batchId))
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
        done = done.chain(() -> LedgerRows.remove(tx, reversal.id()));
      } else if (!reversed) {
        reversed = true;
        done = done.chain(() -> LedgerRows.reversed(tx, original.id(), reversal.id()));
      }
    }
    if (!reversed && original.counts()) {
      changes.count(original);
    }
    return done;
  }

  private Uni<Void> reverse(LedgerTrade reversal) {
    return LedgerRows.awaitOriginal(tx, reversal, batchId)
        .chain(
            original ->
                original == null || !original.known()
                    ? WaitingReversals.add(tx, reversal)
                    : reverse(reversal, original));
  }

  private Uni<Void> reverse(LedgerTrade reversal, Original original) {
    String reason =
        obstacle(reversal.reverses(), original.wallet(), original.reversal(), reversal.wallet());
    if (reason != null) {
      taken--;
      reject(new Rejected(reversal.origin(), new BadMessageException(reason)));
      return LedgerRows.remove(tx, reversal.id());
    }
    if (original.reversed()) {
      return Uni.createFrom().voidItem();
    }
    if (original.counts()) {
      takeBack(reversal.reverses(), original);
    }
    return LedgerRows.reversed(tx, reversal.reverses(), reversal.id());
  }

  /** The volume is subtracted from the user that the original counted for. */
  private void takeBack(String id, Original original) {
    if (original.batchId() == batchId) {
      changes.cancel(id, original.wallet(), original.price());
    } else if (original.user() == null) {
      changes.reverse(original.wallet(), original.price());
    } else {
      changes.reverse(original.user(), original.price());
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
}
