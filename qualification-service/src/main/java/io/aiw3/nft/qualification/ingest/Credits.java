package io.aiw3.nft.qualification.ingest;

import io.aiw3.nft.qualification.domain.CreditRules;
import io.aiw3.nft.qualification.domain.WalletLink;
import io.aiw3.nft.qualification.persistence.ledger.LedgerTrade;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The users that the trades of a batch count for.
 *
 * <p>A trade that counts for its wallet's first user is not marked in the ledger; that is nearly
 * every trade, and the mark of the others is an update of their rows.
 */
final class Credits {
  private final SortedMap<Integer, BigDecimal> users = new TreeMap<>();
  private final SortedMap<Integer, List<LedgerTrade>> marks = new TreeMap<>();

  /**
   * @param owners users by wallet, for wallets that never had another user
   * @param histories links by wallet, for wallets that had several users or are not linked now
   */
  static Credits of(
      VolumeChanges changes, Map<String, Integer> owners, Map<String, List<WalletLink>> histories) {
    Credits credits = new Credits();
    owners.forEach((wallet, user) -> credits.add(user, changes.sums().get(wallet)));
    if (!histories.isEmpty()) {
      credits.addByTime(changes, histories);
    }
    changes.fromUsers().forEach(credits::add);
    credits.users.values().removeIf(sum -> sum.signum() == 0);
    return credits;
  }

  private void addByTime(VolumeChanges changes, Map<String, List<WalletLink>> histories) {
    Map<String, BigDecimal> fromFirst = new HashMap<>(changes.fromFirst());
    fromFirst.keySet().retainAll(histories.keySet());
    fromFirst.forEach((wallet, sum) -> add(CreditRules.first(histories.get(wallet)), sum));
    for (LedgerTrade trade : changes.counted(histories.keySet())) {
      List<WalletLink> links = histories.get(trade.wallet());
      int user = CreditRules.creditedTo(links, trade.executedAt());
      add(user, trade.price());
      if (user != CreditRules.first(links)) {
        marks.computeIfAbsent(user, id -> new ArrayList<>()).add(trade);
      }
    }
  }

  private void add(int user, BigDecimal amount) {
    users.merge(user, amount, BigDecimal::add);
  }

  /** Change of each user's volume. */
  SortedMap<Integer, BigDecimal> users() {
    return users;
  }

  /** Trades that do not count for the wallet's first user, by the user that they count for. */
  SortedMap<Integer, List<LedgerTrade>> marks() {
    return marks;
  }
}
