package io.aiw3.nft.badge.persistence;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How often each user has done each task. */
@ApplicationScoped
public class TaskProgress {
  private static final String RAISE =
      "INSERT INTO task_progress (user_id, task, task_count, occurred_at) VALUES (?, ?, ?, ?)"
          + " ON DUPLICATE KEY UPDATE"
          + " occurred_at = IF(? > task_count, ?, occurred_at),"
          + " task_count = GREATEST(task_count, ?)";

  private final Statements statements;

  TaskProgress(Statements statements) {
    this.statements = statements;
  }

  /** Counts only rise: a late or repeated event changes nothing. */
  public Uni<Void> raise(Transaction tx, UserId user, String task, int count, Instant at) {
    return tx.update(RAISE, user.value(), task, count, at, count, at, count).replaceWithVoid();
  }

  /** Counts by task. */
  public Uni<Map<String, Integer>> of(UserId user) {
    return statements
        .select("SELECT task, task_count FROM task_progress WHERE user_id = ?", user.value())
        .map(
            rows -> {
              Map<String, Integer> counts = new HashMap<>();
              rows.forEach(row -> counts.put(row.getString(0), row.getInteger(1)));
              return counts;
            });
  }
}
