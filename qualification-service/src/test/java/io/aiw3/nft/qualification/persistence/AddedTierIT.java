package io.aiw3.nft.qualification.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.qualification.domain.Standing;
import io.aiw3.nft.testkit.AddedTier;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The read model with one more tier than the programme has, in the schema of the other tests. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
class AddedTierIT {
  private static final int FIRST_USER = 1_900_000_000;

  @Inject Transactions transactions;

  private final Users users = new Users(AddedTier.catalogue());
  private final Nfts nfts = new Nfts(AddedTier.catalogue());

  @BeforeAll
  static void migrate() throws Exception {
    try (InputStream in =
            AddedTierIT.class.getResourceAsStream("/db/added-tier/V9000__level_7.sql");
        Connection connection = TestInfrastructure.connection(Schema.QUALIFICATION);
        Statement statement = connection.createStatement()) {
      for (String sql : new String(in.readAllBytes(), StandardCharsets.UTF_8).split(";\n")) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void theLevelBelowLeadsToIt() throws Throwable {
    int user = FIRST_USER;

    store(claimed(user, AddedTier.BELOW, "a"));

    assertThat(standing(user)).containsExactly(AddedTier.BELOW, 0, AddedTier.LEVEL);
    store(burned(user, AddedTier.BELOW, "a"));
    assertThat(standing(user)).containsExactly(0, AddedTier.BELOW, AddedTier.LEVEL);
    assertThat(locked(user).resumableLevel()).isEqualTo(AddedTier.BELOW);
  }

  @Test
  void nothingFollowsIt() throws Throwable {
    int user = FIRST_USER + 1;

    store(
        new NftEvent.Upgraded(
            Instant.now(),
            new NftEvent.Upgraded.Data(
                new UserId(user),
                AddedTier.BELOW,
                AddedTier.LEVEL,
                "Quantum Alchemist",
                "Added Alchemist",
                "b" + user,
                "c" + user,
                "signature")));

    assertThat(standing(user)).containsExactly(AddedTier.LEVEL, 0, 0);
    assertThat(locked(user).issued()).containsExactly(AddedTier.LEVEL);
    store(burned(user, AddedTier.LEVEL, "c"));
    assertThat(standing(user)).containsExactly(0, 0, 1);
    assertThat(locked(user).resumableLevel()).isZero();
  }

  private void store(NftEvent event) throws Throwable {
    Set<Integer> concerned = Set.of(event.data().userId().value());
    VertxContextSupport.subscribeAndAwait(
        () ->
            transactions.run(
                tx ->
                    users
                        .ensure(tx, concerned)
                        .chain(() -> users.lock(tx, concerned))
                        .chain(() -> nfts.store(tx, event, concerned))));
  }

  private Standing locked(int user) throws Throwable {
    return VertxContextSupport.subscribeAndAwait(
            () -> transactions.run(tx -> users.lock(tx, Set.of(user))))
        .get(0)
        .standing();
  }

  /** Level held, level burned without a successor, and the next one. */
  private static List<Integer> standing(int user) throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.QUALIFICATION);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT current_nft_level, resumable_level, next_level FROM `user` WHERE id = "
                    + user)) {
      row.next();
      return List.of(row.getInt(1), row.getInt(2), row.getInt(3));
    }
  }

  private static NftEvent claimed(int user, int level, String mint) {
    return new NftEvent.Claimed(
        Instant.now(),
        new NftEvent.Claimed.Data(
            new UserId(user), level, "Quantum Alchemist", mint + user, "signature"));
  }

  private static NftEvent burned(int user, int level, String mint) {
    return new NftEvent.Burned(
        Instant.now(),
        new NftEvent.Burned.Data(
            new UserId(user), level, "Alchemist", mint + user, "signature", "saga"));
  }
}
