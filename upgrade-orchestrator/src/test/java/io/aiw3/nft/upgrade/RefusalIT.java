package io.aiw3.nft.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a refusal costs: nothing is held back but one request of a user whose state changes. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "upgrade"))
@QuarkusTestResource(TestTokens.class)
class RefusalIT extends OperationTest {
  private static final int AT_ONCE = 190;

  @Test
  void aUserOfWhomNothingIsOnItsWayIsRefusedAtOnceHoweverOften() {
    knownSnapshot(0, 0, 1);
    Database.update(
        "UPDATE qualification_snapshot SET updated_at = updated_at - INTERVAL 1 HOUR"
            + " WHERE user_id = ?",
        user);

    assertThat(codes(claims())).containsOnly("NFT_CLAIM_FAILED");
  }

  @Test
  void ofAUserWhoseStateChangesOneRequestWaitsAndTheOthersAreSentAway() {
    knownSnapshot(0, 0, 1);
    Database.update(
        "UPDATE qualification_snapshot SET updated_at = updated_at + INTERVAL 1 HOUR"
            + " WHERE user_id = ?",
        user);

    List<Response> answers = claims();

    assertThat(codes(answers)).containsOnly("NFT_CLAIM_FAILED", "RATE_LIMITED");
    assertThat(answers.stream().filter(answer -> answer.statusCode() == 429))
        .as("rejected while one waits")
        .isNotEmpty()
        .allMatch(answer -> answer.header("Retry-After") != null);
    assertThat(answers.stream().filter(answer -> answer.statusCode() == 422)).isNotEmpty();
  }

  @Test
  void whatComesWhileARequestIsHeldBackAvertsTheRefusal() {
    Database.update(
        "INSERT INTO user_wallet (user_id, wallet_address, platform_updated_at)"
            + " VALUES (?, ?, UTC_TIMESTAMP(3))",
        user,
        Participants.wallet(user));
    knownSnapshot(0, 1, 1);
    Database.update("UPDATE qualification_snapshot SET user_id = -user_id WHERE user_id = ?", user);

    CompletableFuture<Response> answer = CompletableFuture.supplyAsync(() -> claim().post());
    Database.update(
        "UPDATE qualification_snapshot SET user_id = -user_id WHERE user_id = ?", -user);

    assertThat(answer.join().statusCode()).isEqualTo(202);
  }

  private List<Response> claims() {
    ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
    try {
      return Stream.generate(() -> CompletableFuture.supplyAsync(() -> claim().post(), callers))
          .limit(AT_ONCE)
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    } finally {
      callers.shutdown();
    }
  }

  private static List<String> codes(List<Response> answers) {
    return answers.stream().map(answer -> answer.<String>path("error.code")).distinct().toList();
  }
}
