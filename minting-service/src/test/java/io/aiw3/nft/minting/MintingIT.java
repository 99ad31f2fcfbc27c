package io.aiw3.nft.minting;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.SagaReply.MintDelayed;
import io.aiw3.nft.contract.SagaReply.MintRefused;
import io.aiw3.nft.contract.SagaReply.MintSubmitted;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.p2p.solanaj.core.Account;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "minting"))
@QuarkusTestResource(LocalNetwork.class)
@QuarkusTestResource(TestTokens.class)
class MintingIT {
  private final SagaProbe saga = SagaProbe.shared();
  private final ChainProbe chain = new ChainProbe();

  @AfterEach
  void noFaults() {
    chain.noFaults();
  }

  @Test
  void mintsOnceForOneSagaDeliveredThreeTimes() {
    // Given
    UserId user = SagaProbe.newUser();
    MintNft command = claim(user);
    // When
    saga.send(command);
    saga.send(command);
    MintConfirmed confirmed = saga.reply(command.sagaId(), MintConfirmed.class);
    saga.send(command);
    saga.replies(command.sagaId(), MintConfirmed.class, 2);
    // Then
    MintSubmitted submitted = saga.reply(command.sagaId(), MintSubmitted.class);
    assertThat(confirmed)
        .isEqualTo(
            new MintConfirmed(
                command.sagaId(),
                user,
                1,
                "Tech Chicken",
                submitted.mintAddress(),
                submitted.signature()));
    assertThat(chain.supply(confirmed.mintAddress())).isEqualTo(1);
    assertThat(chain.successes(command.walletAddress())).hasSize(1);
    NftEvent.Claimed event = saga.event(user, NftEvent.Claimed.class);
    assertThat(event.data())
        .isEqualTo(
            new NftEvent.Claimed.Data(
                user, 1, "Tech Chicken", confirmed.mintAddress(), confirmed.signature(), null, 1L));
    assertThat(saga.events(user)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          minting-commands    | {"commandType":"submit_burn","sagaId":"s","attempt":1,"signature":"x"} | the body lacks what its key is made of
          minting-commands    | {"commandType":"prepare_burn","sagaId":"","userId":"KEY","attempt":1}    | sagaId needs 1 to 36
          minting-commands    | {"commandType":"submit_burn","sagaId":"0123456789012345678901234567890123456","userId":"KEY","attempt":1,"signature":"x"} | sagaId needs 1 to 36
          competition-results | {"competitionId":"KEY","name":"NAME","results":[]}                        | The reason is longer than 500
          """)
  void whatCannotBeDoneIsADeadLetterThatSaysWhy(String topic, String body, String reason) {
    // Given
    String key = SagaProbe.newUser().toString();
    try (KafkaProbe kafka = KafkaProbe.ofTestInfrastructure()) {
      // When
      kafka.send(topic, key, body.replace("KEY", key).replace("NAME", "x".repeat(501)));
      // Then
      assertThat(
              KafkaProbe.header(
                  kafka.await(Topics.deadLetter(topic), dead -> key.equals(dead.key())),
                  "dlq_reason"))
          .hasValueSatisfying(text -> assertThat(text).contains(reason));
    }
  }

  @Test
  void sendsTheSameBytesAgainWhenTheFirstSendNeverArrived() {
    // Given: as after a death between write-ahead and send, the row is there and the chain is not
    UserId user = SagaProbe.newUser();
    MintNft command = claim(user);
    chain.nextSends("drop", 1);
    // When
    saga.send(command);
    MintConfirmed confirmed = saga.reply(command.sagaId(), MintConfirmed.class);
    // Then
    MintSubmitted submitted = saga.reply(command.sagaId(), MintSubmitted.class);
    assertThat(submitted.attempt()).isEqualTo(1);
    assertThat(confirmed.signature()).isEqualTo(submitted.signature());
    assertThat(chain.successes(command.walletAddress())).containsExactly(submitted.signature());
  }

  @Test
  void mintsOnceWhenTheNodeExecutesAndTimesOut() {
    // Given
    UserId user = SagaProbe.newUser();
    MintNft command = claim(user);
    chain.nextSends("execute-then-timeout", 1);
    // When
    saga.send(command);
    MintConfirmed confirmed = saga.reply(command.sagaId(), MintConfirmed.class);
    // Then
    assertThat(chain.successes(command.walletAddress())).containsExactly(confirmed.signature());
    assertThat(saga.replies(command.sagaId(), MintSubmitted.class, 1)).hasSize(1);
  }

  @Test
  void signsAgainOnlyAfterTheFirstSignatureHasExpired() {
    // Given
    UserId user = SagaProbe.newUser();
    MintNft command = claim(user);
    chain.nextSends("drop", 1_000);
    // When
    saga.send(command);
    MintSubmitted first = saga.reply(command.sagaId(), MintSubmitted.class);
    chain.control("advanceSlots", 200);
    saga.reply(command.sagaId(), MintDelayed.class);
    chain.noFaults();
    MintConfirmed confirmed = saga.reply(command.sagaId(), MintConfirmed.class);
    // Then
    List<MintSubmitted> submitted = saga.replies(command.sagaId(), MintSubmitted.class, 2);
    // The cached blockhash of before the jump may spend more than one attempt.
    assertThat(submitted)
        .extracting(MintSubmitted::attempt)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, submitted.size()).boxed().toList());
    assertThat(submitted).extracting(MintSubmitted::mintAddress).containsOnly(first.mintAddress());
    assertThat(confirmed.signature())
        .isEqualTo(submitted.get(submitted.size() - 1).signature())
        .isNotEqualTo(first.signature());
    assertThat(chain.successes(command.walletAddress())).containsExactly(confirmed.signature());
  }

  @Test
  void mintsOnceWhenItLandsInItsLastValidBlock() {
    // Given
    UserId user = SagaProbe.newUser();
    MintNft command = claim(user);
    chain.nextSends("hold", 1);
    chain.nextSends("hold", 1_000);
    // When
    saga.send(command);
    MintSubmitted submitted = saga.reply(command.sagaId(), MintSubmitted.class);
    chain.control("releaseHeld", "last-valid-block");
    MintConfirmed confirmed = saga.reply(command.sagaId(), MintConfirmed.class);
    // Then
    assertThat(confirmed.signature()).isEqualTo(submitted.signature());
    assertThat(chain.successes(command.walletAddress())).containsExactly(submitted.signature());
  }

  @Test
  void mintsManyAtOnce() {
    // Given
    List<MintNft> commands =
        IntStream.range(0, 40).mapToObj(i -> claim(SagaProbe.newUser())).toList();
    // When
    commands.forEach(saga::send);
    // Then
    for (MintNft command : commands) {
      MintConfirmed confirmed = saga.reply(command.sagaId(), MintConfirmed.class);
      assertThat(chain.successes(command.walletAddress())).containsExactly(confirmed.signature());
    }
  }

  @Test
  void letsNobodyMintTheSameTierTwiceUnderAnotherSaga() {
    // Given
    UserId user = SagaProbe.newUser();
    MintNft first = claim(user);
    saga.send(first);
    saga.reply(first.sagaId(), MintConfirmed.class);
    MintNft second =
        new MintNft(
            UUID.randomUUID().toString(),
            user,
            OperationKind.CLAIM,
            first.walletAddress(),
            1,
            0,
            null);
    // When
    saga.send(second);
    MintRefused refused = saga.reply(second.sagaId(), MintRefused.class);
    // Then
    assertThat(refused.reason()).isEqualTo("TIER_ALREADY_ISSUED");
    assertThat(chain.successes(first.walletAddress())).hasSize(1);
  }

  @Test
  void mintsNoUpgradeBeforeItsBurnIsFinal() {
    // Given
    UserId user = SagaProbe.newUser();
    MintNft first = claim(user);
    saga.send(first);
    MintConfirmed held = saga.reply(first.sagaId(), MintConfirmed.class);
    MintNft upgrade =
        new MintNft(
            UUID.randomUUID().toString(),
            user,
            OperationKind.UPGRADE,
            first.walletAddress(),
            2,
            1,
            held.mintAddress());
    // When
    saga.send(upgrade);
    MintRefused refused = saga.reply(upgrade.sagaId(), MintRefused.class);
    // Then
    assertThat(refused.reason()).isEqualTo("BURN_NOT_FINAL");
    assertThat(saga.allReplies(upgrade.sagaId()))
        .noneMatch(reply -> reply instanceof SagaReply.MintSubmitted);
  }

  @Test
  void ownerSeesAndActivatesTheNftOthersDoNot() {
    // Given
    UserId user = SagaProbe.newUser();
    MintNft command = claim(user);
    saga.send(command);
    MintConfirmed minted = saga.reply(command.sagaId(), MintConfirmed.class);
    String owner = TestTokens.user(user.value(), command.walletAddress());
    String other = TestTokens.user(SagaProbe.newUser().value(), command.walletAddress());
    String address = "/api/v1/nfts/" + minted.mintAddress();
    rewind(minted.mintAddress());
    // When
    var activated =
        RestAssured.given().auth().oauth2(owner).when().post(address + "/activate").then();
    // Then
    activated
        .statusCode(200)
        .body("data.status", Matchers.is("active"))
        .body("data.benefitsActive", Matchers.is(true))
        .body("meta.stateVersion", Matchers.is("nft/" + minted.mintAddress() + "/2"))
        .body("data.history.event", Matchers.contains("claimed", "activated"));
    assertThat(isUpdated(minted.mintAddress())).as("updatedAt follows the activation").isTrue();
    RestAssured.given()
        .auth()
        .oauth2(owner)
        .post(address + "/activate")
        .then()
        .statusCode(409)
        .body("error.code", Matchers.is("NFT_ALREADY_ACTIVE"));
    RestAssured.given().auth().oauth2(other).get(address).then().statusCode(404);
    RestAssured.given().auth().oauth2(other).post(address + "/activate").then().statusCode(404);
    RestAssured.given().get(address).then().statusCode(401);
    RestAssured.given()
        .auth()
        .oauth2(owner)
        .get(address)
        .then()
        .statusCode(200)
        .body("data.tierName", Matchers.is("Tech Chicken"))
        .body("data.metadata.symbol", Matchers.is("AIW3E"))
        .body("data.metadata.attributes[0].value", Matchers.is("1"))
        .body("data.onChain.owner", Matchers.is(command.walletAddress()))
        .body("data.onChain.supply", Matchers.is(1))
        .body("data.onChain.isMutable", Matchers.is(false))
        .body("data.onChain.updateAuthority", Matchers.is(System.getProperty(LocalNetwork.WALLET)))
        .body("data.onChain.creators[0].verified", Matchers.is(true))
        .body("data.onChain.creators[0].share", Matchers.is(100));
    RestAssured.given()
        .auth()
        .oauth2(owner)
        .get("/api/v1/nfts")
        .then()
        .statusCode(200)
        .body("data.total", Matchers.is(1))
        .body("data.items[0].mintAddress", Matchers.is(minted.mintAddress()));
    assertThat(saga.event(user, NftEvent.Activated.class).data())
        .isEqualTo(new NftEvent.Activated.Data(user, 1, "Tech Chicken", minted.mintAddress(), 2L));
  }

  private static MintNft claim(UserId user) {
    return new MintNft(
        UUID.randomUUID().toString(),
        user,
        OperationKind.CLAIM,
        new Account().getPublicKeyBase58(),
        1,
        0,
        null);
  }

  private static void rewind(String mint) {
    try (Connection connection = TestInfrastructure.connection(Schema.MINTING);
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE usernft SET updatedAt = '2026-01-01' WHERE nft_mint_address = ?")) {
      update.setString(1, mint);
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isUpdated(String mint) {
    try (Connection connection = TestInfrastructure.connection(Schema.MINTING);
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT updatedAt >= activated_at FROM usernft WHERE nft_mint_address = ?")) {
      query.setString(1, mint);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
