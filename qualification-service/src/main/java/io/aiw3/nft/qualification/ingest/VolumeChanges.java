package io.aiw3.nft.qualification.ingest;

import io.aiw3.nft.qualification.persistence.ledger.LedgerTrade;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the trades of a batch change, by wallet: the users are found afterwards. */
final class VolumeChanges {
  private final List<LedgerTrade> counted = new ArrayList<>();
  private final Set<String> cancelled = new HashSet<>();
  private final SortedMap<String, BigDecimal> sums = new TreeMap<>();
  private final Map<String, BigDecimal> fromFirst = new HashMap<>();
  private final SortedMap<Integer, BigDecimal> fromUsers = new TreeMap<>();

  /** A new trade counts. */
  void count(LedgerTrade trade) {
    counted.add(trade);
    sums.merge(trade.wallet(), trade.price(), BigDecimal::add);
  }

  /** A trade that this batch counted is reversed. */
  void cancel(String tradeId, String wallet, BigDecimal price) {
    cancelled.add(tradeId);
    sums.merge(wallet, price.negate(), BigDecimal::add);
  }

  /** An earlier trade is reversed that counted for the first user of the wallet, if it has one. */
  void reverse(String wallet, BigDecimal price) {
    fromFirst.merge(wallet, price.negate(), BigDecimal::add);
    sums.merge(wallet, price.negate(), BigDecimal::add);
  }

  /** An earlier trade is reversed that counted for this user. */
  void reverse(int user, BigDecimal price) {
    fromUsers.merge(user, price.negate(), BigDecimal::add);
  }

  /** Change of each wallet's volume, but for reversals that name their user. */
  SortedMap<String, BigDecimal> sums() {
    return sums;
  }

  /** Part of {@link #sums}: reversals at the cost of the wallet's first user. */
  Map<String, BigDecimal> fromFirst() {
    return fromFirst;
  }

  SortedMap<Integer, BigDecimal> fromUsers() {
    return fromUsers;
  }

  /** The new trades of these wallets that count, one by one. */
  List<LedgerTrade> counted(Set<String> wallets) {
    return counted.stream()
        .filter(trade -> wallets.contains(trade.wallet()))
        .filter(trade -> !cancelled.contains(trade.id()))
        .toList();
  }

  boolean isEmpty() {
    return sums.isEmpty() && fromUsers.isEmpty();
  }
}
