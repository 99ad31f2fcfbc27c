package io.aiw3.nft.minting;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.AddedTier;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.p2p.solanaj.core.Account;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "minting"))
@QuarkusTestResource(LocalNetwork.class)
@QuarkusTestResource(TestTokens.class)
class DefinitionsIT {
  private static final String PATH = "/api/v1/admin/nft-definitions";

  /** No other test minds what this level's NFT is called. */
  private static final int LEVEL = 5;

  private static final int BADGES = BadgeCatalogue.standard().badges().size();

  private static final String BURNED =
      "INSERT INTO usernft (user_id, nft_definition_id, nft_mint_address, nft_level, nft_name,"
          + " status, wallet_address, token_account, request_id, mint_transaction, burned_at,"
          + " watched_at, watch_due_at) SELECT ?, id, ?, ?, name, 'burned', ?, ?, ?, '%s',"
              .formatted(ChainProbe.MADE_UP)
          + " UTC_TIMESTAMP(3), NULL, NULL FROM nftdefinition WHERE current_level = ?";

  private final SagaProbe saga = SagaProbe.shared();
  private final String admin = TestTokens.withRoles(SagaProbe.newUser().value(), "user", "admin");

  @Test
  void aReplacementIsPinnedFirstAndThenMintedWhileTheEarlierNftStaysAsItWas() {
    // Given
    UserId earlier = SagaProbe.newUser();
    String before = mint(earlier);
    String oldName = metadata(earlier, before).extract().path("data.metadata.name");
    String name = "Quantum Alchemist é" + SagaProbe.newUser();
    // When
    int revision =
        put(LEVEL, body(name), UUID.randomUUID().toString())
            .statusCode(202)
            .body("data.level", Matchers.is(LEVEL))
            .body("data.name", Matchers.is(name))
            .body("data.pinningState", Matchers.is("pending"))
            .body("data.current", Matchers.is(false))
            .extract()
            .path("data.revision");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> list().extract().path("data.items[0].current").equals(true));
    // Then
    list()
        .body("data.items[0].revision", Matchers.is(revision))
        .body("data.items[0].pinningState", Matchers.is("pinned"))
        .body("data.items[0].metadataUri", Matchers.containsString("/ipfs/Qm"))
        .body("data.items[1].revision", Matchers.is(revision - 1))
        .body("data.items[1].current", Matchers.is(false));
    UserId later = SagaProbe.newUser();
    metadata(later, mint(later)).body("data.metadata.name", Matchers.is(name));
    metadata(earlier, before).body("data.metadata.name", Matchers.is(oldName));
    assertThat(copies()).as("what is pinned is on IPFS alone").isZero();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> pinnedBadges() == BADGES);
  }

  private static int copies() {
    return count(
        "SELECT COUNT(*) FROM nftdefinition WHERE pinning_state = 'pinned' AND (image IS NOT NULL"
            + " OR metadata IS NOT NULL)");
  }

  private static int pinnedBadges() {
    return count(
        "SELECT COUNT(*) FROM badge_asset WHERE pinned_at IS NOT NULL AND image_cid IS NOT"
            + " NULL AND pinning_error IS NULL");
  }

  private static int count(String sql) {
    try (Connection connection = TestInfrastructure.connection(Schema.MINTING);
        PreparedStatement count = connection.prepareStatement(sql);
        ResultSet rows = count.executeQuery()) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theSameKeyAddsOneRevision() {
    // Given
    String key = UUID.randomUUID().toString();
    Map<String, Object> body = body("Once");
    // When
    int first = put(4, body, key).statusCode(202).extract().path("data.revision");
    int second = put(4, body, key).statusCode(202).extract().path("data.revision");
    // Then
    assertThat(second).isEqualTo(first);
    put(4, body("Twice"), key).statusCode(409);
  }

  @Test
  void aLevelHasOneFirstDefinition() {
    Map<String, Object> body = body("Another");
    body.put("level", LEVEL);
    body.put("image", "AAAA");
    as(admin)
        .body(body)
        .post(PATH)
        .then()
        .statusCode(400)
        .body("error.details.fields.'image'", Matchers.notNullValue());
    body.put("image", image());
    as(admin)
        .body(body)
        .post(PATH)
        .then()
        .statusCode(409)
        .body("error.code", Matchers.is("DEFINITION_EXISTS"))
        .body("error.details.level", Matchers.is(LEVEL));
  }

  @Test
  void valuesAreCheckedInBytes() {
    put(LEVEL, body("é".repeat(17)), null)
        .statusCode(400)
        .body("error.code", Matchers.is("VALIDATION_FAILED"))
        .body("error.details.fields.'name'", Matchers.notNullValue());
    put(8, body("Name"), null).statusCode(404);
    put(0, body("Name"), null).statusCode(400);
  }

  @Test
  void aLevelThatTheCatalogueDoesNotHaveGetsNone() {
    Map<String, Object> body = body("Another");
    body.put("level", AddedTier.LEVEL + 1);
    body.put("image", image());

    as(admin)
        .body(body)
        .post(PATH)
        .then()
        .statusCode(400)
        .body("error.code", Matchers.is("VALIDATION_FAILED"))
        .body("error.details.fields.'level'", Matchers.notNullValue());
  }

  @Test
  void onlyAdministratorsMay() {
    String user = TestTokens.withRoles(SagaProbe.newUser().value(), "user", "competition_manager");
    as(user).get(PATH).then().statusCode(403);
    as(user).body(body("Name")).put(PATH + "/5").then().statusCode(403);
    as(user).body(body("Name")).post(PATH).then().statusCode(403);
    RestAssured.given().get(PATH).then().statusCode(401);
  }

  /** Upgrades a user who has burned the NFT of the level below. */
  private String mint(UserId user) {
    String wallet = new Account().getPublicKeyBase58();
    MintNft command =
        new MintNft(
            UUID.randomUUID().toString(),
            user,
            OperationKind.UPGRADE,
            wallet,
            LEVEL,
            LEVEL - 1,
            burned(user, wallet));
    saga.send(command);
    return saga.reply(command.sagaId(), MintConfirmed.class).mintAddress();
  }

  private static String burned(UserId user, String wallet) {
    String mint = new Account().getPublicKeyBase58();
    try (Connection connection = TestInfrastructure.connection(Schema.MINTING);
        PreparedStatement insert = connection.prepareStatement(BURNED)) {
      insert.setInt(1, user.value());
      insert.setString(2, mint);
      insert.setInt(3, LEVEL - 1);
      insert.setString(4, wallet);
      insert.setString(5, wallet);
      insert.setString(6, UUID.randomUUID().toString());
      insert.setInt(7, LEVEL - 1);
      insert.executeUpdate();
      return mint;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ValidatableResponse metadata(UserId user, String mint) {
    return as(TestTokens.user(user.value(), new Account().getPublicKeyBase58()))
        .get("/api/v1/nfts/" + mint)
        .then()
        .statusCode(200);
  }

  private ValidatableResponse list() {
    return as(admin).get(PATH + "?level=" + LEVEL).then().statusCode(200);
  }

  private ValidatableResponse put(int level, Map<String, Object> body, String key) {
    RequestSpecification request = as(admin).body(body);
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return request.put(PATH + "/" + level).then();
  }

  private static RequestSpecification as(String token) {
    return RestAssured.given().auth().oauth2(token).contentType("application/json");
  }

  private static Map<String, Object> body(String name) {
    Map<String, Object> body = new HashMap<>();
    body.put("name", name);
    body.put("symbol", "AIW3E");
    body.put("description", "What it is.");
    return body;
  }

  private static String image() {
    try (var in = DefinitionsIT.class.getResourceAsStream("/nft-art/level-5.png")) {
      return java.util.Base64.getEncoder().encodeToString(in.readAllBytes());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
