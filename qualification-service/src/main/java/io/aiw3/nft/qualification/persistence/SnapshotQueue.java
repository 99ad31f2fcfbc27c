package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.config.SnapshotConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The snapshots that are to be published later. {@code snapshot_due} of a user says when, and keeps
 * the user from being queued twice; a row of {@code snapshot_queue} names as many users as one
 * transaction publishes. An index of {@code snapshot_due} would do without the queue, and cost each
 * trade more than all else that is written about its user (adr/0004).
 */
@ApplicationScoped
public class SnapshotQueue {
  private static final int ROWS = 100;

  private final SnapshotConfig config;
  private final SnapshotTimer timer;

  SnapshotQueue(SnapshotConfig config, SnapshotTimer timer) {
    this.config = config;
    this.timer = timer;
  }

  /**
   * What was taken out of the queue.
   *
   * @param due these are to be published now; their rows are locked
   * @param more the queue may hold others that are due
   */
  record Taken(List<Integer> due, boolean more) {}

  /** Queues users whose {@code snapshot_due} the caller's transaction sets to just these times. */
  public Uni<Void> add(Transaction tx, Postponed postponed) {
    if (postponed.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    postponed.users().keySet().forEach(timer::expect);
    List<String> rows = new ArrayList<>();
    postponed
        .users()
        .forEach(
            (due, users) -> {
              for (int from = 0; from < users.size(); from += config.batch()) {
                int to = Math.min(users.size(), from + config.batch());
                rows.add(row(due, users.subList(from, to)));
              }
            });
    return tx.run("INSERT INTO snapshot_queue (due, users) VALUES " + String.join(",", rows))
        .replaceWithVoid();
  }

  private static String row(Instant due, List<Integer> users) {
    return users.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(",", "(" + Columns.literal(due) + ",'", "')"));
  }

  /** Notes that the users are due, and queues them; their locks are taken. */
  Uni<Void> postpone(Transaction tx, Postponed postponed) {
    Uni<Void> marked = Uni.createFrom().voidItem();
    for (Map.Entry<Instant, List<Integer>> group : postponed.users().entrySet()) {
      // Without the hint a long list of users makes the optimizer walk through all of them.
      String mark =
          "UPDATE `user` FORCE INDEX (PRIMARY) SET snapshot_due = %s WHERE id IN %s"
              .formatted(Columns.literal(group.getKey()), Columns.in(group.getValue()));
      marked = marked.chain(() -> tx.run(mark).replaceWithVoid());
    }
    return marked.chain(() -> add(tx, postponed));
  }

  /**
   * Takes out users who are due. Waits for no lock: what another replica takes is left to it, and a
   * user whose row is locked, by a batch of trades say, is queued again.
   */
  Uni<Taken> take(Transaction tx, Instant now) {
    return tx.run(
            "SELECT seq, users FROM snapshot_queue WHERE due <= %s ORDER BY due LIMIT %d FOR UPDATE SKIP LOCKED"
                .formatted(Columns.literal(now), ROWS))
        .chain(
            rows ->
                rows.size() == 0
                    ? Uni.createFrom().item(new Taken(List.of(), false))
                    : take(tx, now, rows));
  }

  private Uni<Taken> take(Transaction tx, Instant now, RowSet<Row> rows) {
    List<Long> taken = new ArrayList<>();
    Set<Integer> users = new LinkedHashSet<>();
    for (Row row : rows) {
      if (users.size() < config.batch()) {
        taken.add(row.getLong("seq"));
        for (String id : row.getString("users").split(",", -1)) {
          users.add(Integer.valueOf(id));
        }
      }
    }
    boolean more = taken.size() < rows.size() || rows.size() == ROWS;
    return remove(tx, taken)
        .chain(
            () ->
                tx.run(
                    "SELECT id, COALESCE(snapshot_due <= %s, FALSE) FROM `user` FORCE INDEX (PRIMARY) WHERE id IN %s FOR UPDATE SKIP LOCKED"
                        .formatted(Columns.literal(now), Columns.in(users))))
        .chain(
            locked -> {
              List<Integer> due = new ArrayList<>();
              for (Row row : locked) {
                users.remove(row.getInteger(0));
                if (row.getInteger(1) == 1) {
                  due.add(row.getInteger(0));
                }
              }
              Postponed again = new Postponed();
              users.forEach(id -> again.add(id, now));
              return add(tx, again).replaceWith(new Taken(due, more));
            });
  }

  private static Uni<Void> remove(Transaction tx, List<Long> rows) {
    return tx.run("DELETE FROM snapshot_queue WHERE seq IN " + Columns.in(rows)).replaceWithVoid();
  }
}
