package io.aiw3.nft.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.MintingCommand;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.aiw3.nft.testkit.contract.DataModelPage;
import io.aiw3.nft.testkit.contract.IdentifierColumns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** An operation has one id, in one spelling, in every call that names it. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "upgrade"))
@QuarkusTestResource(TestTokens.class)
class OperationIdIT extends OperationTest {
  private static final String OWN = "/api/v1/nft/";
  private static final String OPERATORS = "/api/v1/admin/upgrades/";

  /** Each way to an operation by its id. */
  private Map<String, Function<String, Response>> doors() {
    Map<String, String> burn = Map.of("signature", "5".repeat(88));
    Map<String, Function<String, Response>> doors = new LinkedHashMap<>();
    doors.put("upgrade", id -> as(user).get(OWN + "upgrades/{id}", id));
    doors.put("operation", id -> as(user).get(OWN + "operations/{id}", id));
    doors.put("burn", id -> as(user).body(burn).post(OWN + "upgrades/{id}/burn", id));
    doors.put("renew", id -> as(user).post(OWN + "upgrades/{id}/burn-transaction", id));
    doors.put("cancel", id -> as(user).post(OWN + "upgrades/{id}/cancel", id));
    doors.put("retry", id -> as(user).post(OWN + "upgrades/{id}/retry", id));
    doors.put("timeline", id -> admin().get(OPERATORS + "{id}/timeline", id));
    doors.put("operator's retry", id -> admin().post(OPERATORS + "{id}/retry", id));
    return doors;
  }

  /** The same id to a collation that ignores case, accents, width or trailing blanks. */
  private static List<String> otherSpellings(String id) {
    int digit = id.replaceAll("[0-9].*", "").length();
    return List.of(
        id.toUpperCase(Locale.ROOT),
        id.substring(0, 9).toUpperCase(Locale.ROOT) + id.substring(9),
        id.substring(0, 24) + id.substring(24).toUpperCase(Locale.ROOT),
        id + " ",
        id + "\t",
        " " + id,
        id.replaceFirst("[a-f]", "$0\u0301"),
        id.replaceFirst("[a-f]", "\u00e1"),
        id.substring(0, digit)
            + (char) (id.charAt(digit) - '0' + '\uff10')
            + id.substring(digit + 1),
        id.replace("-", ""),
        "urn:uuid:" + id);
  }

  @Test
  void anotherSpellingOfAnIdNamesNothingOnEveryPath() {
    others.snapshot(user, 0, 1, 1);
    String id = accepted(claim());
    others.publish(Participants.verified(id, user, 1, false));
    awaitMint(id);

    doors()
        .forEach(
            (door, open) -> {
              for (String spelling : otherSpellings(id)) {
                if (!spelling.equals(id)) {
                  assertThat(open.apply(spelling).statusCode())
                      .as(door + " of <" + spelling + ">")
                      .isEqualTo(404);
                }
              }
            });

    as(user).post(OWN + "upgrades/" + id + "/retry").then().statusCode(202);
    admin().post(OPERATORS + id + "/retry").then().statusCode(202);
    others.awaitCommand(Topics.MINTING_COMMANDS, MintingCommand.MintNft.class, id, "mint_nft", 3);
    assertThat(others.spellings(Topics.MINTING_COMMANDS, "sagaId", id)).containsExactly(id);
    assertThat(others.spellings(Topics.UPGRADE_EVENTS, "operationId", id).size())
        .isLessThanOrEqualTo(1);
  }

  @Test
  void aReplyToAnotherSpellingOfTheIdIsNoReply() {
    others.snapshot(user, 0, 1, 1);
    String id = accepted(claim());

    others.publish(Participants.verified(id.toUpperCase(Locale.ROOT), user, 1, false));
    others.publish(Participants.verified(id, user, 1, false));

    awaitMint(id);
    assertThat(others.spellings(Topics.MINTING_COMMANDS, "sagaId", id)).containsExactly(id);
  }

  @Test
  void thePageOfTheDataModelNamesColumnsThatAreThere() throws Exception {
    try (Connection connection = TestInfrastructure.connection(Schema.of("upgrade"))) {
      assertThat(DataModelPage.missing(connection, "upgrade")).isEmpty();
    }
  }

  @Test
  void everyIdentifierIsComparedExactly() throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.of("upgrade"))) {
      assertThat(
              IdentifierColumns.flaws(
                  connection,
                  "saga.error_message",
                  "saga_history.detail",
                  "nftupgraderequest.error_message",
                  "qualification_snapshot.body",
                  "user_feed_event.body"))
          .isEmpty();
    }
  }
}
