package io.aiw3.nft.badge;

import io.aiw3.nft.contract.TaskEvent;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.contract.GoodRecords;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Each user does two tasks, one after the other, and earns a badge for each. */
final class GoodTaskEvents implements GoodRecords {
  private static final int FIRST_USER = 500_000_000;
  private static final List<String> TASKS =
      List.of("contract_novice_guidance", "personal_data_completed");
  private static final String EARNED =
      "SELECT GROUP_CONCAT(CONCAT(b.badge, ' ', h.state) ORDER BY h.id) FROM badge b"
          + " JOIN badge_history h ON h.badge_id = b.id WHERE b.user_id BETWEEN ? AND ?"
          + " GROUP BY b.user_id ORDER BY b.user_id";

  @Override
  public Good record(int number) {
    UserId user = new UserId(FIRST_USER + number / 2);
    TaskEvent event = new TaskEvent(user, TASKS.get(number % 2), 1, Instant.now());
    return new Good(event.key(), BadgeITBase.json(event));
  }

  @Override
  public List<String> flaws(int count) throws SQLException {
    int users = count / 2;
    List<String> flaws = new ArrayList<>();
    try (Connection connection = TestInfrastructure.connection(Schema.BADGE);
        PreparedStatement query = connection.prepareStatement(EARNED)) {
      query.setInt(1, FIRST_USER);
      query.setInt(2, FIRST_USER + users - 1);
      int found = 0;
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found++;
          if (!rows.getString(1).equals("contract_enlightener owned,platform_enlightener owned")) {
            flaws.add(rows.getString(1));
          }
        }
      }
      if (found != users) {
        flaws.add("%d users of %d have badges".formatted(found, users));
      }
    }
    return flaws;
  }
}
