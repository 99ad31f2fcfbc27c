package io.aiw3.nft.qualification.persistence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Pages of users. */
@ApplicationScoped
public class UserList {
  private static final String FROM =
      " from User u left join Qualification q on q.userId = u.id and q.targetLevel = u.nextLevel"
          + " where (:level is null or u.currentLevel = :level)"
          + " and (:qualified is null or coalesce(q.qualified, false) = :qualified)";

  private final Mutiny.SessionFactory sessions;

  UserList(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  /** A user, and whether the user qualifies for the next level. */
  public record UserRow(UserEntity user, Boolean qualified) {}

  /**
   * @param total users in all pages
   */
  public record Found(List<UserRow> rows, long total) {
    public Found {
      rows = List.copyOf(rows);
    }
  }

  /**
   * @param level null for any
   * @param qualified null for any
   * @param page from 1
   */
  public Uni<Found> page(Integer level, Boolean qualified, int page, int pageSize) {
    return sessions.withSession(
        session ->
            session
                .createSelectionQuery("select count(u)" + FROM, Long.class)
                .setParameter("level", level)
                .setParameter("qualified", qualified)
                .getSingleResult()
                .chain(
                    total ->
                        session
                            .createSelectionQuery(
                                "select u, q.qualified" + FROM + " order by u.id", UserRow.class)
                            .setParameter("level", level)
                            .setParameter("qualified", qualified)
                            .setFirstResult((page - 1) * pageSize)
                            .setMaxResults(pageSize)
                            .getResultList()
                            .map(rows -> new Found(rows, total))));
  }
}
