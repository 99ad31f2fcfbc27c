package io.aiw3.nft.minting.ipfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.minting.NodeStandIn;
import io.aiw3.nft.minting.TestConfig;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinataClientTest {
  private static final String JWT = "a-token-that-nobody-may-see";

  private Vertx vertx;
  private NodeStandIn pinata;

  @BeforeEach
  void start() throws IOException {
    vertx = Vertx.vertx();
    pinata = new NodeStandIn();
  }

  @AfterEach
  void stop() {
    pinata.close();
    vertx.closeAndAwait();
  }

  private String pin() {
    Map<String, String> values =
        Map.of(
            "aiw3.pinata.api-url",
            pinata.url(),
            "aiw3.pinata.jwt",
            JWT,
            "aiw3.pinata.timeout",
            "2s");
    return new PinataClient(vertx, TestConfig.pinata(values))
        .pin("a.json", "application/json", new byte[] {1, 2, 3})
        .await()
        .indefinitely();
  }

  @ParameterizedTest
  @CsvSource({
    "200, <html>" + JWT + "</html>, the answer is not JSON",
    "401, " + JWT + ", HTTP 401",
    "200, {}, the answer has no IpfsHash"
  })
  void aFailureRevealsNothingOfTheToken(int status, String body, String message) {
    pinata.answers(status, body);
    assertThatThrownBy(this::pin)
        .isInstanceOf(PinataException.class)
        .hasMessage(message)
        .hasNoCause();
  }

  @Test
  void anAnswerWithoutAnEndIsNotRead() {
    pinata.answers(200, "{\"IpfsHash\":\"" + "x".repeat(1024 * 1024) + "\"}");
    assertThatThrownBy(this::pin)
        .isInstanceOf(PinataException.class)
        .hasMessage("the answer is too long");
  }

  @Test
  void theCidMustBeTheOneOfTheBytes() {
    String cid = Cid.ofFile(new byte[] {1, 2, 3});
    pinata.answers(200, "{\"IpfsHash\":\"" + cid + "\"}");
    assertThat(pin()).isEqualTo(cid);
    pinata.answers(200, "{\"IpfsHash\":\"QmAnother\"}");
    assertThatThrownBy(this::pin)
        .hasMessage("a.json was pinned as QmAnother, but its CID is " + cid);
  }
}
