package io.aiw3.nft.history.reconcile;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Compares the versions of users' qualification snapshots with those that the orchestrator has: a
 * reader drops what is not newer than what it knows.
 */
final class Snapshots {
  private static final int BATCH = 500;

  private static final String READ =
      "SELECT user_id, version FROM qualification_snapshot WHERE user_id > ? ORDER BY user_id LIMIT"
          + " "
          + BATCH;

  /** The service then publishes what is so now, as a newer one. */
  private static final String MEND =
      "UPDATE `user` SET snapshot_version = ?, snapshot_due = UTC_TIMESTAMP(3) WHERE id = ?"
          + " AND snapshot_version < ?";

  private static final String QUEUE =
      "INSERT INTO snapshot_queue (due, users) VALUES (UTC_TIMESTAMP(3), ?)";

  private final Connection qualification;
  private final Connection upgrade;

  Snapshots(Connection qualification, Connection upgrade) {
    this.qualification = qualification;
    this.upgrade = upgrade;
  }

  /**
   * Gives a line for each user whose newest snapshot qualification-service no longer knows.
   *
   * @return how many were mended
   */
  long compare(Consumer<String> taker, boolean mend) throws SQLException {
    int position = 0;
    long mended = 0;
    while (true) {
      Map<Integer, Long> read = read(position);
      if (read.isEmpty()) {
        return mended;
      }
      Map<Integer, Long> known = known(read.keySet().stream().toList());
      Map<Integer, Long> behind = new LinkedHashMap<>();
      for (Map.Entry<Integer, Long> one : read.entrySet()) {
        position = one.getKey();
        Long version = known.get(one.getKey());
        if (version == null || version < one.getValue()) {
          behind.put(one.getKey(), one.getValue());
          taker.accept(
              "snapshot user=%d kind=QUALIFICATION_BEHIND qualification=%s upgrade=%d"
                  .formatted(one.getKey(), version == null ? "-" : version, one.getValue()));
        }
      }
      mended += mend ? mend(behind) : 0;
    }
  }

  private Map<Integer, Long> read(int after) throws SQLException {
    Map<Integer, Long> versions = new LinkedHashMap<>();
    try (PreparedStatement query = upgrade.prepareStatement(READ)) {
      query.setInt(1, after);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          versions.put(rows.getInt(1), rows.getLong(2));
        }
      }
    }
    return versions;
  }

  private Map<Integer, Long> known(List<Integer> users) throws SQLException {
    Map<Integer, Long> versions = new HashMap<>();
    String ids = users.stream().map(String::valueOf).collect(Collectors.joining(","));
    try (PreparedStatement query =
            qualification.prepareStatement(
                "SELECT id, snapshot_version FROM `user` WHERE id IN (" + ids + ")");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        versions.put(rows.getInt(1), rows.getLong(2));
      }
    }
    return versions;
  }

  private long mend(Map<Integer, Long> behind) throws SQLException {
    List<String> mended = new ArrayList<>();
    try (PreparedStatement update = qualification.prepareStatement(MEND)) {
      for (Map.Entry<Integer, Long> one : behind.entrySet()) {
        update.setLong(1, one.getValue());
        update.setInt(2, one.getKey());
        update.setLong(3, one.getValue());
        if (update.executeUpdate() == 1) {
          mended.add(one.getKey().toString());
        }
      }
    }
    if (!mended.isEmpty()) {
      try (PreparedStatement queue = qualification.prepareStatement(QUEUE)) {
        queue.setString(1, String.join(",", mended));
        queue.executeUpdate();
      }
    }
    return mended.size();
  }
}
