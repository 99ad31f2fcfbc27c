package io.aiw3.nft.testkit.contract;

import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.UserRecord;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestWallets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two records of each user, with one time: the later one in the log decides. For every service that
 * reads the topic {@code users}.
 */
public final class GoodUsers implements GoodRecords {
  private static final int FIRST_USER = 700_000_000;

  private final Schema schema;
  private final String wallets;
  private final Instant time = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final Map<Integer, String> expected = new HashMap<>();

  /**
   * @param wallets query of user id and wallet of the users from {@code ?} to {@code ?}
   */
  public GoodUsers(Schema schema, String wallets) {
    this.schema = schema;
    this.wallets = wallets;
  }

  @Override
  public Good record(int number) {
    UserId user = new UserId(FIRST_USER + number / 2);
    UserRecord record = new UserRecord(user, TestWallets.newAddress(), time);
    expected.put(user.value(), record.walletAddress());
    try {
      return new Good(record.key(), ContractJson.mapper().writeValueAsString(record));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> flaws(int count) throws SQLException {
    Map<Integer, String> found = new HashMap<>();
    try (Connection connection = TestInfrastructure.connection(schema);
        PreparedStatement query = connection.prepareStatement(wallets)) {
      query.setInt(1, FIRST_USER);
      query.setInt(2, FIRST_USER + count);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.put(rows.getInt(1), rows.getString(2));
        }
      }
    }
    List<String> flaws = new ArrayList<>();
    expected.forEach(
        (user, wallet) -> {
          if (!wallet.equals(found.get(user))) {
            flaws.add("user %d has %s, not %s".formatted(user, found.get(user), wallet));
          }
        });
    return flaws;
  }
}
