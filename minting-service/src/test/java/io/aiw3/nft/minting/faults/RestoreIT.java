package io.aiw3.nft.minting.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.MintingCommand;
import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.SagaReply.BurnConfirmed;
import io.aiw3.nft.contract.SagaReply.BurnPrepared;
import io.aiw3.nft.contract.SagaReply.BurnRefused;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.SagaReply.MintRefused;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserRecord;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.infrastructure.SchemaDump;
import io.aiw3.nft.minting.ChainProbe;
import io.aiw3.nft.minting.LocalNetwork;
import io.aiw3.nft.minting.SagaProbe;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The database goes back to before what the chain has, and the topic is read again from there
 * (RUNBOOK, Restore from backup): nothing is minted twice, and everything is known again.
 */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "minting"))
@QuarkusTestResource(LocalNetwork.class)
@QuarkusTestResource(TestTokens.class)
class RestoreIT {
  private static final int TRADERS = 8;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final SagaProbe saga = SagaProbe.shared();
  private final ChainProbe chain = new ChainProbe();

  /** What was known before the database went back. */
  private SchemaDump known;

  /** The oracles of other classes look for all that has landed. */
  @AfterEach
  void everythingIsKnownAgain() throws SQLException {
    try (Connection minting = TestInfrastructure.connection(Schema.MINTING)) {
      known.restore(minting);
    }
  }

  /** A trader and all commands of a claim and an upgrade that have ended, in their order. */
  private record Ended(Trader trader, List<MintingCommand> commands, String first, String second) {
    String upgrade() {
      return ((MintNft) commands.get(commands.size() - 1)).sagaId();
    }
  }

  @Test
  void claimsAndUpgradesOfAfterTheBackupAreFoundOnTheChain() throws SQLException {
    // Given
    SchemaDump dump;
    try (Connection minting = TestInfrastructure.connection(Schema.MINTING)) {
      dump = SchemaDump.take(minting);
    }
    List<Ended> ended = Trader.create(TRADERS).stream().map(this::claimAndUpgrade).toList();
    awaitPublished();
    Set<String> published = eventIds(ended);
    int replies = refusals(ended);
    // When
    try (Connection minting = TestInfrastructure.connection(Schema.MINTING)) {
      known = SchemaDump.take(minting);
      dump.restore(minting);
    }
    assertThat(nfts(ended)).isEmpty();
    // As they lie in the topic: one right after the other.
    ended.forEach(one -> one.commands().forEach(saga::send));
    // Then
    Awaitility.await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                assertThat(nfts(ended))
                    .containsExactlyInAnyOrderElementsOf(
                        ended.stream()
                            .flatMap(
                                one ->
                                    List.of(
                                        one.first() + " burned 2 1", one.second() + " unlocked 1 2")
                                        .stream())
                            .toList()));
    awaitPublished();
    assertThat(eventIds(ended)).as("ids of the events").isEqualTo(published).hasSize(3 * TRADERS);
    assertThat(refusals(ended)).isEqualTo(replies);
    for (Ended one : ended) {
      assertThat(chain.supply(one.first())).isZero();
      assertThat(chain.supply(one.second())).isEqualTo(1);
      assertThat(saga.replies(one.upgrade(), MintConfirmed.class, 2)).hasSize(2);
    }
  }

  /** The topics have forgotten: the chain alone knows, and later the saga asks after all. */
  @Test
  void whatTheChainHasIsRecordedOnAnOperatorsDemand() throws SQLException {
    // Given
    SchemaDump dump;
    try (Connection minting = TestInfrastructure.connection(Schema.MINTING)) {
      dump = SchemaDump.take(minting);
    }
    Ended one = claimAndUpgrade(Trader.create());
    List<Ended> ended = List.of(one);
    awaitPublished();
    Set<String> published = eventIds(ended);
    try (Connection minting = TestInfrastructure.connection(Schema.MINTING)) {
      known = SchemaDump.take(minting);
      dump.restore(minting);
    }
    Trader trader = one.trader();
    saga.send(new UserRecord(trader.user(), trader.address(), Instant.now()));
    Awaitility.await()
        .atMost(TIMEOUT)
        .until(() -> !rows("SELECT 1 FROM user WHERE id = " + trader.user()).isEmpty());
    // When
    assertThat(lost(trader, false)).containsExactlyInAnyOrder(one.first(), one.second());
    assertThat(nfts(ended)).as("a dry run").isEmpty();
    lost(trader, true);
    // Then
    Awaitility.await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                assertThat(nfts(ended))
                    .containsExactlyInAnyOrder(
                        one.first() + " burned 2 1", one.second() + " unlocked 1 2"));
    awaitPublished();
    // The burn is found without its saga, and so is another event.
    assertThat(eventIds(ended)).containsAll(published).hasSize(4);
    assertThat(lost(trader, false)).isEmpty();
    one.commands().forEach(saga::send);
    assertThat(saga.replies(one.upgrade(), MintConfirmed.class, 2).get(1).mintAddress())
        .isEqualTo(one.second());
    assertThat(chain.supply(one.second())).isEqualTo(1);
    assertThat(nfts(ended)).hasSize(2);
  }

  private static List<String> lost(Trader trader, boolean record) {
    return RestAssured.given()
        .auth()
        .oauth2(TestTokens.withRoles(1, "admin"))
        .queryParam("after", trader.user().value() - 1)
        .queryParam("record", record)
        .post("/api/v1/admin/nfts/lost")
        .then()
        .statusCode(200)
        .extract()
        .path("data.items.findAll { it.userId == '" + trader.user() + "' }.mintAddress");
  }

  private Ended claimAndUpgrade(Trader trader) {
    List<MintingCommand> commands = new ArrayList<>();
    MintNft claim = trader.claim();
    send(commands, claim);
    String first = saga.reply(claim.sagaId(), MintConfirmed.class).mintAddress();
    String upgrade = Trader.newSaga();
    send(commands, trader.prepare(upgrade, first, 1));
    BurnPrepared prepared = saga.reply(upgrade, BurnPrepared.class);
    send(commands, trader.submit(prepared));
    saga.reply(upgrade, BurnConfirmed.class);
    send(commands, trader.upgrade(upgrade, first));
    return new Ended(
        trader, commands, first, saga.reply(upgrade, MintConfirmed.class).mintAddress());
  }

  private void send(List<MintingCommand> commands, MintingCommand command) {
    saga.send(command);
    commands.add(command);
  }

  private int refusals(List<Ended> ended) {
    return (int)
        ended.stream()
            .flatMap(one -> one.commands().stream())
            .map(RestoreIT::sagaId)
            .distinct()
            .flatMap(id -> saga.allReplies(id).stream())
            .filter(reply -> reply instanceof MintRefused || reply instanceof BurnRefused)
            .map(SagaReply::sagaId)
            .count();
  }

  private static String sagaId(MintingCommand command) {
    return command instanceof MintNft mint
        ? mint.sagaId()
        : command instanceof MintingCommand.PrepareBurn prepare
            ? prepare.sagaId()
            : ((MintingCommand.SubmitBurn) command).sagaId();
  }

  private static Set<String> eventIds(List<Ended> ended) {
    Set<String> users =
        ended.stream().map(one -> one.trader().user().toString()).collect(Collectors.toSet());
    try (KafkaProbe kafka = KafkaProbe.ofTestInfrastructure()) {
      return kafka.readAll(Topics.NFT_EVENTS).stream()
          .filter(event -> users.contains(event.key()))
          .map(event -> KafkaProbe.header(event, MessageHeaders.ID).orElseThrow())
          .collect(Collectors.toSet());
    }
  }

  private static void awaitPublished() {
    Awaitility.await().atMost(TIMEOUT).until(() -> rows("SELECT 1 FROM outbox LIMIT 1").isEmpty());
  }

  /** Address, status, version and level of each NFT. */
  private static List<String> nfts(List<Ended> ended) throws SQLException {
    return rows(
        "SELECT CONCAT_WS(' ', nft_mint_address, status, version, nft_level) FROM usernft"
            + " WHERE user_id IN ("
            + ended.stream()
                .map(one -> one.trader().user().toString())
                .collect(Collectors.joining(","))
            + ")");
  }

  private static List<String> rows(String sql) throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.MINTING);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(found.getString(1));
      }
      return rows;
    }
  }
}
