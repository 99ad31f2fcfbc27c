package io.aiw3.nft.minting.persistence.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.minting.LocalNetwork;
import io.aiw3.nft.solana.Addresses;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.p2p.solanaj.core.Account;
import org.p2p.solanaj.core.PublicKey;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "minting"))
@QuarkusTestResource(LocalNetwork.class)
@QuarkusTestResource(TestTokens.class)
class OwnershipQueueIT {
  private static final UserId USER = new UserId(2_000_000_001);
  private static final PublicKey MINT = new Account().getPublicKey();

  @Inject OwnershipQueue queue;

  @BeforeEach
  void anNftThatTheRunningWatchLeavesAlone() throws SQLException {
    update(
        ("INSERT INTO usernft (user_id, nft_definition_id, nft_mint_address, nft_level, nft_name,"
                + " wallet_address, token_account, request_id, mint_transaction, watch_due_at)"
                + " SELECT %1$d, MIN(id), '%2$s', 1, 'Tech Chicken', '%2$s', '%2$s', 'queue-test',"
                + " '%2$s', '2095-01-01' FROM nftdefinition")
            .formatted(USER.value(), MINT.toBase58()));
  }

  @AfterEach
  void gone() throws SQLException {
    update("DELETE FROM usernft WHERE user_id = " + USER.value());
  }

  /** Where all is checked late, it would else wait twice for the others. */
  @Test
  void whatIsPutBackWaitsFromWhenItWasDue() throws SQLException {
    again(LocalDateTime.of(2090, 1, 1, 0, 0), Duration.ofSeconds(2));
    assertThat(dueAt()).isEqualTo(LocalDateTime.of(2090, 1, 1, 0, 0, 2));
  }

  /** So that what was due long ago is not checked again and again at once. */
  @Test
  void whatWasDueLongAgoIsNotDueAtOnce() throws SQLException {
    again(LocalDateTime.of(2020, 1, 1, 0, 0), Duration.ofHours(1));
    assertThat(dueAt()).isAfter(LocalDateTime.now(ZoneOffset.UTC));
  }

  private void again(LocalDateTime due, Duration pause) throws SQLException {
    WatchedNft nft =
        new WatchedNft(
            column("id", Integer.class),
            USER,
            MINT,
            MINT.toBase58(),
            Addresses.tokenAccount(MINT, MINT),
            NftStatus.UNLOCKED,
            0,
            0,
            null,
            due);
    queue.again(List.of(nft), pause).await().atMost(Duration.ofSeconds(20));
  }

  private static LocalDateTime dueAt() throws SQLException {
    return column("watch_due_at", LocalDateTime.class);
  }

  private static <T> T column(String name, Class<T> type) throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.MINTING);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT " + name + " FROM usernft WHERE user_id = " + USER.value())) {
      rows.next();
      return rows.getObject(1, type);
    }
  }

  private static void update(String sql) throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.MINTING);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
