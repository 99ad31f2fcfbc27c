package io.aiw3.nft.qualification;

import static io.aiw3.nft.qualification.Platform.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tables say to those who know them from the data model. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
class DataModelIT extends UserITBase {
  @Test
  void theLastActiveNftIsTheActiveOne() {
    holdsLevelOne("100000");
    awaitActiveNft("IS NULL AND u.current_nft_mint = 'mint1-" + user + "'");

    activated("mint1");

    awaitActiveNft("= (SELECT n.id FROM nft n WHERE n.mint_address = 'mint1-" + user + "')");
  }

  @Test
  void aQualificationIsAsOfTheLastVolume() {
    platform.link(user, wallet);
    platform.send(trade(wallet, "10"));
    platform.awaitUserVolume(user, "10");
    platform.run(
        "UPDATE qualification_level SET last_checked_at = '2026-01-01', updatedAt = '2026-01-01'"
            + " WHERE user_id = ?",
        user);

    platform.send(trade(wallet, "5"));

    platform.awaitUserVolume(user, "15");
    assertThat(
            platform.number(
                "SELECT COUNT(*) FROM usernftqualification q JOIN `user` u ON u.id = q.user_id"
                    + " WHERE q.user_id = ? AND q.current_volume = 15 AND NOT q.is_qualified AND"
                    + " ABS(TIMESTAMPDIFF(SECOND, q.last_checked_at, u.last_volume_update)) < 2"
                    + " AND q.updatedAt >= q.last_checked_at",
                user))
        .isEqualByComparingTo("5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE usernftqualification SET is_qualified = TRUE WHERE user_id = 1",
        "DELETE FROM usernftqualification WHERE user_id = 1",
        "INSERT INTO usernftqualification (user_id, target_level, required_volume) VALUES (1, 1, 1)"
      })
  void aWriterIsToldThatItIsReadAlone(String sql) throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.QUALIFICATION);
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql))
          .hasMessageContaining("The target table usernftqualification")
          .hasMessageMatching(".*not (updatable|insertable-into).*");
    }
  }

  /** A view that is stored first is cheap to read only if conditions reach the table below. */
  @Test
  void aUsersQualificationsAreReadByTheirIndex() throws SQLException {
    platform.link(user, wallet);
    Awaitility.await()
        .until(() -> platform.number("SELECT 1 FROM `user` WHERE id = ?", user).signum() == 1);
    try (Connection connection = TestInfrastructure.connection(Schema.QUALIFICATION);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "EXPLAIN FORMAT=TREE SELECT * FROM usernftqualification WHERE user_id = " + user)) {
      rows.next();
      assertThat(rows.getString(1)).contains("using unique_user_target (user_id=" + user + ")");
    }
  }

  @Test
  void aTombstoneErasesHistoryAndConsent() {
    holdsLevelOne("100000");
    awaitCount("user_history", 1);
    platform.run("INSERT INTO user_profile (user_id, is_public) VALUES (?, TRUE)", user);
    platform.run(
        "INSERT INTO badge (badge_identifier, user_id, badge, level, state, changed_at, version)"
            + " VALUES (?, ?, 'newcomer', 3, 'bound', NOW(3), 2), (?, ?, 'strategy_creator', 3,"
            + " 'reserved', NOW(3), 3)",
        "newcomer:" + user,
        user,
        "strategy_creator:" + user,
        user);

    platform.kafka().send(Topics.USERS, Integer.toString(user), null);

    awaitCount("user_history", 0);
    awaitCount("user_profile", 0);
    assertThat(platform.number("SELECT COUNT(*) FROM badge WHERE user_id = ?", user))
        .as("a reserved badge belongs to an upgrade under way")
        .isEqualByComparingTo("1");
    assertThat(platform.number("SELECT wallet_address IS NULL FROM `user` WHERE id = ?", user))
        .isEqualByComparingTo("1");
    assertThat(platform.number("SELECT COUNT(*) FROM issued_tier WHERE user_id = ?", user))
        .isEqualByComparingTo("1");
    assertThat(platform.ledgerRows(wallet)).isEqualTo(1);
  }

  private void awaitCount(String table, int count) {
    Awaitility.await(table)
        .until(
            () -> platform.number("SELECT COUNT(*) FROM " + table + " WHERE user_id = ?", user),
            found -> found.intValue() == count);
  }

  private void awaitActiveNft(String condition) {
    Awaitility.await("last_active_nft_id " + condition)
        .until(
            () ->
                platform.number(
                    "SELECT COUNT(*) FROM `user` u WHERE u.id = ? AND u.last_active_nft_id "
                        + condition,
                    user),
            found -> found.intValue() == 1);
  }
}
