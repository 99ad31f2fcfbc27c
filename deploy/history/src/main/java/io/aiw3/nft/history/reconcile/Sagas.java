package io.aiw3.nft.history.reconcile;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Compares claims and upgrades with the mints that they requested, in batches of ids: a saga that
 * has ended has its NFT, and a mint for a saga has its saga.
 */
final class Sagas {
  private static final int BATCH = 500;

  private static final String ENDED =
      "SELECT seq, id, new_mint FROM saga WHERE seq > ? AND status IN ('mint_confirmed',"
          + " 'completed') ORDER BY seq LIMIT "
          + BATCH;

  /** Without those that no saga asked for. */
  private static final String MINTS =
      "SELECT id, request_id, CONCAT(kind, ' ', state) FROM chain_transaction WHERE id > ?"
          + " AND purpose IN ('claim', 'upgrade') AND state NOT IN ('expired', 'refused')"
          + " AND request_id NOT LIKE 'reissue-%' AND request_id NOT LIKE 'found-%'"
          + " ORDER BY id LIMIT "
          + BATCH;

  private final Connection upgrade;
  private final Connection minting;

  Sagas(Connection upgrade, Connection minting) {
    this.upgrade = upgrade;
    this.minting = minting;
  }

  /** Gives a line for each that one side lacks; returns how many ended sagas were compared. */
  long compare(Consumer<String> taker) throws SQLException {
    long sagas =
        each(
            upgrade,
            ENDED,
            minting,
            "SELECT request_id, nft_mint_address FROM usernft WHERE request_id IN (%s)",
            (saga, mint, found) -> {
              if (!mint.equals(found)) {
                taker.accept(
                    "saga id=%s kind=MINTING_BEHIND mint=%s minting=%s"
                        .formatted(saga, mint, found == null ? "-" : found));
              }
            });
    each(
        minting,
        MINTS,
        upgrade,
        "SELECT id, id FROM saga WHERE id IN (%s)",
        (saga, transaction, found) -> {
          if (found == null) {
            taker.accept(
                "saga id=%s kind=SAGA_LOST minting=%s upgrade=-".formatted(saga, transaction));
          }
        });
    return sagas;
  }

  /** Takes one id, what the first schema has for it, and what the other has; null: nothing. */
  private interface Pair {
    void accept(String id, String here, String there);
  }

  private static long each(Connection from, String batches, Connection to, String lookup, Pair pair)
      throws SQLException {
    long position = 0;
    long all = 0;
    try (PreparedStatement next = from.prepareStatement(batches)) {
      while (true) {
        List<String[]> batch = new ArrayList<>();
        next.setLong(1, position);
        try (ResultSet rows = next.executeQuery()) {
          while (rows.next()) {
            position = rows.getLong(1);
            batch.add(new String[] {rows.getString(2), String.valueOf(rows.getString(3))});
          }
        }
        if (batch.isEmpty()) {
          return all;
        }
        Map<String, String> found = lookup(to, lookup, batch);
        batch.forEach(one -> pair.accept(one[0], one[1], found.get(one[0])));
        all += batch.size();
      }
    }
  }

  private static Map<String, String> lookup(Connection to, String lookup, List<String[]> batch)
      throws SQLException {
    String marks = String.join(",", java.util.Collections.nCopies(batch.size(), "?"));
    Map<String, String> found = new HashMap<>();
    try (PreparedStatement query = to.prepareStatement(lookup.formatted(marks))) {
      for (int i = 0; i < batch.size(); i++) {
        query.setString(i + 1, batch.get(i)[0]);
      }
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    return found;
  }
}
