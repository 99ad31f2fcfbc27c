package io.aiw3.nft.minting;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.SagaReply.MintDelayed;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.HexFormat;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.p2p.solanaj.core.Account;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "minting"))
@QuarkusTestResource(LocalNetwork.class)
@QuarkusTestResource(TestTokens.class)
@QuarkusTestResource(value = VaultWallet.class, restrictToAnnotatedClass = true)
class VaultIT {
  private final SagaProbe saga = SagaProbe.shared();
  private final ChainProbe chain = new ChainProbe();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final Handler handler = new Recorder();

  @BeforeEach
  void listen() {
    Logger.getLogger("").addHandler(handler);
  }

  @AfterEach
  void listenNoMore() {
    Logger.getLogger("").removeHandler(handler);
  }

  @Test
  void aMintWaitsForVaultAndRevealsNoSecret() {
    // Given: two calls and their repetitions fail, one is refused, one is signed wrongly
    faults("SEALED,SEALED,HTML,TOO_MANY_REQUESTS,FORBIDDEN,WRONG_SIGNATURE");
    UserId user = SagaProbe.newUser();
    String wallet = new Account().getPublicKeyBase58();
    MintNft command =
        new MintNft(UUID.randomUUID().toString(), user, OperationKind.CLAIM, wallet, 1, 0, null);
    // When
    saga.send(command);
    MintConfirmed confirmed = saga.reply(command.sagaId(), MintConfirmed.class);
    // Then
    assertThat(saga.reply(command.sagaId(), MintDelayed.class).reason()).isEqualTo("SIGNER_AWAY");
    assertThat(faults("")).isEqualTo("0");
    assertThat(chain.successes(wallet)).containsExactly(confirmed.signature());
    String output = String.join("\n", log) + saga.allReplies(command.sagaId()) + saga.events(user);
    assertThat(output)
        .contains("VAULT_HTTP_503", "VAULT_HTTP_429", "VAULT_HTTP_403", "VAULT_WRONG_SIGNATURE");
    assertThat(secrets().in(output)).isEmpty();
    String metrics = page("/q/metrics");
    assertThat(metrics).contains("aiw3_signer_calls_total{outcome=\"VAULT_HTTP_403\"");
    assertThat(secrets().in(metrics + page("/q/health") + page("/q/openapi"))).isEmpty();
    String definitions =
        RestAssured.given()
            .auth()
            .oauth2(TestTokens.withRoles(user.value(), "admin"))
            .get("/api/v1/admin/nft-definitions")
            .asString();
    assertThat(definitions).contains("pinningState");
    assertThat(secrets().in(definitions)).isEmpty();
  }

  private static Secrets secrets() {
    HexFormat hex = HexFormat.of();
    return new Secrets()
        .keyPair(hex.parseHex(System.getProperty(LocalNetwork.WALLET_KEY)))
        .bytes(hex.parseHex(System.getProperty(LocalNetwork.DERIVATION_SECRET)))
        .text(VaultWallet.TOKEN)
        .text(LocalNetwork.JWT);
  }

  private static String faults(String names) {
    return RestAssured.given()
        .body(names)
        .post(System.getProperty(VaultWallet.URL) + "/faults")
        .asString();
  }

  private static String page(String path) {
    return RestAssured.get(path).asString();
  }

  private final class Recorder extends Handler {
    private final PatternFormatter format = new PatternFormatter("%p %c %s%e");

    @Override
    public void publish(LogRecord entry) {
      log.add(format.format(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
