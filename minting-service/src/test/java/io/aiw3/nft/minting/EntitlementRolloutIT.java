package io.aiw3.nft.minting;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.SagaReply.MintRefused;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.minting.signing.MintKeys;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.p2p.solanaj.core.Account;

/** What versions without entitlements have left in the tables. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "minting"))
@QuarkusTestResource(LocalNetwork.class)
@QuarkusTestResource(TestTokens.class)
class EntitlementRolloutIT {
  private static final String ROW =
      "INSERT INTO chain_transaction (kind, purpose, request_id, attempt, state, user_id,"
          + " wallet_address, nft_level, from_level, tier_key, next_action_at)"
          + " VALUES ('mint', 'claim', ?, 1, ?, ?, ?, 1, 0, ?, UTC_TIMESTAMP(3))";

  private final SagaProbe saga = SagaProbe.shared();
  private final ChainProbe chain = new ChainProbe();
  private final UserId user = SagaProbe.newUser();
  private final String wallet = new Account().getPublicKeyBase58();

  @Test
  void whatWasQueuedKeepsItsAddressAndHoldsItsTier() throws Exception {
    // Given
    String queued = UUID.randomUUID().toString();
    insert(queued, "queued", user + ":1");
    // When
    MintConfirmed confirmed = saga.reply(queued, MintConfirmed.class);
    // Then
    assertThat(confirmed.mintAddress()).isEqualTo(derivedFrom(queued));
    assertRefused(claim());
    // When: as after its NFT's burn, and by the entitlement alone
    execute("UPDATE chain_transaction SET tier_key = NULL WHERE user_id = " + user);
    assertRefused(claim());
    migrateAgain();
    execute(
        "UPDATE chain_transaction SET user_id = user_id + 1 WHERE request_id = '%s'"
            .formatted(queued));
    assertRefused(claim());
    // Then
    assertThat(chain.successes(wallet)).containsExactly(confirmed.signature());
  }

  @Test
  void whatWasLeftBlockedEnds() throws Exception {
    // Given
    MintNft first = claim();
    saga.send(first);
    saga.reply(first.sagaId(), MintConfirmed.class);
    String blocked = UUID.randomUUID().toString();
    // When
    insert(blocked, "blocked", null);
    // Then
    assertThat(saga.reply(blocked, MintRefused.class).reason()).isEqualTo("TIER_ALREADY_ISSUED");
  }

  private void assertRefused(MintNft claim) {
    saga.send(claim);
    assertThat(saga.reply(claim.sagaId(), MintRefused.class).reason())
        .isEqualTo("TIER_ALREADY_ISSUED");
  }

  private MintNft claim() {
    return new MintNft(UUID.randomUUID().toString(), user, OperationKind.CLAIM, wallet, 1, 0, null);
  }

  private static String derivedFrom(String requestId) {
    byte[] secret = HexFormat.of().parseHex(System.getProperty(LocalNetwork.DERIVATION_SECRET));
    return new MintKeys(Map.of(1, secret), 1).derive(1, requestId, 0).address().toBase58();
  }

  private void insert(String requestId, String state, String tierKey) throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.MINTING);
        PreparedStatement insert = connection.prepareStatement(ROW)) {
      insert.setString(1, requestId);
      insert.setString(2, state);
      insert.setInt(3, user.value());
      insert.setString(4, wallet);
      insert.setString(5, tierKey);
      insert.executeUpdate();
    }
  }

  /** As after a kill between two of its statements. */
  private static void migrateAgain() throws IOException, SQLException {
    try (InputStream file =
        EntitlementRolloutIT.class.getResourceAsStream("/db/migration/V23__entitlement.sql")) {
      String sql =
          new String(file.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "");
      for (String statement : sql.split(";\\s*\\n")) {
        if (!statement.isBlank()) {
          execute(statement);
        }
      }
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.MINTING);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
