package io.aiw3.nft.minting;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.MintingCommand.PrepareBurn;
import io.aiw3.nft.contract.MintingCommand.SubmitBurn;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.SagaReply.BurnConfirmed;
import io.aiw3.nft.contract.SagaReply.BurnPrepared;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.SagaReply.MintDelayed;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.p2p.solanaj.core.Account;
import org.p2p.solanaj.utils.TweetNaclFast;

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

  /** The runbook's containment: what was under way when signing stopped ends after its release. */
  @Test
  void whatIsHeldIsDoneWhenSigningIsReleased() throws IOException {
    // Given: a trader with an NFT, who has signed its burn, and one who claims
    Path hold = Path.of(System.getProperty(VaultWallet.HOLD));
    Account wallet = new Account();
    UserId upgrading = SagaProbe.newUser();
    MintNft first = claim(upgrading, wallet.getPublicKeyBase58());
    saga.send(first);
    String burned = saga.reply(first.sagaId(), MintConfirmed.class).mintAddress();
    String upgrade = UUID.randomUUID().toString();
    saga.send(new PrepareBurn(upgrade, upgrading, wallet.getPublicKeyBase58(), burned, 1, 2));
    BurnPrepared offered = saga.reply(upgrade, BurnPrepared.class);
    MintNft claim = claim(SagaProbe.newUser(), new Account().getPublicKeyBase58());
    try {
      // When
      Files.createFile(hold);
      saga.send(claim);
      saga.send(new SubmitBurn(upgrade, upgrading, 1, signed(offered, wallet), null));
      // Then: both wait, and nothing of either is on the chain
      assertThat(saga.reply(claim.sagaId(), MintDelayed.class).reason()).isEqualTo("SIGNER_AWAY");
      Awaitility.await("a burn that waits for its signature")
          .until(() -> log.stream().filter(line -> line.contains("SIGNING_HELD")).count() >= 2);
      assertThat(chain.supply(burned)).isEqualTo(1);
      assertThat(page("/q/metrics")).containsPattern("aiw3_signer_held\\S* 1.0");
    } finally {
      Files.delete(hold);
    }
    assertThat(chain.supply(saga.reply(claim.sagaId(), MintConfirmed.class).mintAddress()))
        .isEqualTo(1);
    // What was signed for a blockhash that has expired is offered and signed once more.
    Set<String> seen = new HashSet<>(Set.of(offered.transaction()));
    Awaitility.await("the burn")
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              for (SagaReply reply : saga.allReplies(upgrade)) {
                if (reply instanceof BurnPrepared again && seen.add(again.transaction())) {
                  saga.send(new SubmitBurn(upgrade, upgrading, 1, signed(again, wallet), null));
                }
              }
              return saga.allReplies(upgrade).stream().anyMatch(BurnConfirmed.class::isInstance);
            });
    assertThat(chain.supply(burned)).isZero();
  }

  private static MintNft claim(UserId user, String wallet) {
    return new MintNft(UUID.randomUUID().toString(), user, OperationKind.CLAIM, wallet, 1, 0, null);
  }

  /** As the owner's wallet does it. */
  private static String signed(BurnPrepared prepared, Account wallet) {
    byte[] transaction = Base64.getDecoder().decode(prepared.transaction());
    byte[] message = Arrays.copyOfRange(transaction, 129, transaction.length);
    byte[] signature =
        new TweetNaclFast.Signature(new byte[0], wallet.getSecretKey()).detached(message);
    System.arraycopy(signature, 0, transaction, 65, 64);
    return Base64.getEncoder().encodeToString(transaction);
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
