package io.aiw3.nft.badge.persistence;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transaction;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How often each user has done each task. */
@ApplicationScoped
public class TaskProgress {
  private static final String RAISE =
      "INSERT INTO task_progress (user_id, task, task_count, occurred_at) VALUES (?1, ?2, ?3, ?4)"
          + " ON DUPLICATE KEY UPDATE"
          + " occurred_at = IF(?5 > task_count, ?6, occurred_at),"
          + " task_count = GREATEST(task_count, ?7)";

  /** Counts only rise: a late or repeated event changes nothing. */
  public Uni<Void> raise(Transaction tx, UserId user, String task, int count, Instant at) {
    return tx.update(RAISE, user.value(), task, count, at, count, at, count).replaceWithVoid();
  }

  /** Counts by task. */
  public Uni<Map<String, Integer>> of(UserId user) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        "SELECT task, task_count FROM task_progress WHERE user_id = ?1",
                        Object[].class)
                    .setParameter(1, user.value())
                    .getResultList())
        .map(TaskProgress::byTask);
  }

  private static Map<String, Integer> byTask(List<Object[]> rows) {
    return rows.stream()
        .collect(Collectors.toMap(row -> (String) row[0], row -> ((Number) row[1]).intValue()));
  }
}
