package io.aiw3.nft.qualification;

import static io.aiw3.nft.qualification.Platform.newUser;
import static io.aiw3.nft.qualification.Platform.newWallet;
import static io.aiw3.nft.qualification.Platform.trade;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.TestTokens;
import io.restassured.response.ValidatableResponse;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A new user with a wallet for each test, and what may happen to them. */
abstract class UserITBase {
  static Platform platform;

  final int user = newUser();
  final UserId id = new UserId(user);
  final String wallet = newWallet();

  @BeforeAll
  static void connect() {
    platform = new Platform();
  }

  @AfterAll
  static void disconnect() {
    platform.close();
  }

  void holdsLevelOne(String volume) {
    platform.link(user, wallet);
    platform.send(trade(wallet, volume));
    platform.awaitUserVolume(user, volume);
    platform.send(
        new NftEvent.Claimed(
            Instant.now(),
            new NftEvent.Claimed.Data(id, 1, "Tech Chicken", "mint1-" + user, "signature")));
    awaitLevel(1);
  }

  void activated(String mint) {
    platform.send(
        new NftEvent.Activated(
            Instant.now(), new NftEvent.Activated.Data(id, 1, "Tech Chicken", mint + "-" + user)));
  }

  void awaitLevel(int level) {
    Awaitility.await("level " + level)
        .until(
            () -> platform.number("SELECT current_nft_level FROM `user` WHERE id = ?", user),
            found -> found.intValue() == level);
  }

  void awaitFee(float reduction) {
    Awaitility.await()
        .untilAsserted(
            () -> {
              float found =
                  mine("/api/v1/nft/benefits").extract().jsonPath().getFloat("data.feeReduction");
              assertThat(found).isEqualTo(reduction);
            });
  }

  ValidatableResponse mine(String path) {
    return given().auth().oauth2(TestTokens.user(user, wallet)).get(path).then();
  }

  static ValidatableResponse as(String role, String path) {
    return given().auth().oauth2(TestTokens.withRoles(1, role)).get(path).then();
  }

  JsonNode data(String path) {
    return read(mine(path).extract().asString());
  }

  static JsonNode read(String envelope) {
    try {
      return ContractJson.mapper().readTree(envelope).path("data");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Set<String> names(JsonNode node) {
    Set<String> names = new LinkedHashSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
