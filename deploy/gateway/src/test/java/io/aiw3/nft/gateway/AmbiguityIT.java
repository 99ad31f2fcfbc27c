package io.aiw3.nft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two servers could read in two ways is refused, and nothing after it is read. */
class AmbiguityIT {
  private static final String SECOND = "GET /api/v1/nft/tiers HTTP/1.1\r\nHost: a\r\n\r\n";

  @TempDir private static Path directory;
  private static Stage stage;

  @BeforeAll
  static void start() throws Exception {
    stage = new Stage(directory, Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    stage.stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        "Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde",
        "Content-Length: 5, 5\r\n\r\nabcde",
        "Content-Length: +5\r\n\r\nabcde",
        "Content-Length: -5\r\n\r\nabcde",
        "Content-Length: 5x\r\n\r\nabcde",
        "Content-Length: \r\n\r\nabcde",
        "Content-Length: 99999999999999999999\r\n\r\nabcde",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: identity\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "Content-Length : 5\r\n\r\nabcde",
        "X-A: b\r\n Content-Length: 5\r\n\r\nabcde",
        "X-A: b\r\n\tfolded\r\n\r\n",
        "X-A: b\nContent-Length: 5\r\n\r\nabcde",
        "X-A: b\r\n\n",
        "X-A: b\rX-B: c\r\n\r\n",
        "X-A: b\u0000c\r\n\r\n",
        "X-A\u0000: b\r\n\r\n",
        "X-A: b\u0001c\r\n\r\n",
        "X-A: b\u007fc\r\n\r\n",
        "X A: b\r\n\r\n",
        ": b\r\n\r\n",
        "nocolon\r\n\r\n",
        "Host: b\r\n\r\n",
      })
  void anAmbiguousHeadIsRefused(String headers) {
    refused("POST /api/v1/nft/tiers HTTP/1.1\r\nHost: a\r\n" + headers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v1/nft/tiers HTTP/1.1\nHost: a\r\n\r\n",
        "GET /api/v1/nft/tiers HTTP/1.1\r\n\r\n",
        "GET /api/v1/nft/tiers HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET /api/v1/nft/tiers HTTP/1.2\r\nHost: a\r\n\r\n",
        "GET /api/v1/nft/tiers HTTP/2.0\r\nHost: a\r\n\r\n",
        "GET /api/v1/nft/tiers HTTX/1.1\r\nHost: a\r\n\r\n",
        "GET /api/v1/nft/tiers\r\nHost: a\r\n\r\n",
        "GET /api/v1/nft/tiers x HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET\t/api/v1/nft/tiers\tHTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /api/v1/nft/t\u0000iers HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /api/v1/nft/t\u00eders HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://b/api/v1/nft/tiers HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /api/v1/nft/tiers#x HTTP/1.1\r\nHost: a\r\n\r\n",
        "\u0000GET /api/v1/nft/tiers HTTP/1.1\r\nHost: a\r\n\r\n",
        "\nGET /api/v1/nft/tiers HTTP/1.1\r\nHost: a\r\n\r\n",
        "G(T /api/v1/nft/tiers HTTP/1.1\r\nHost: a\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003hello\r\n\r\n",
      })
  void anAmbiguousRequestLineIsRefused(String head) {
    refused(head);
  }

  @Test
  void anOrdinaryRequestIsAnswered() {
    try (RawConnection caller = new RawConnection(stage.port)) {
      caller.send("\r\n" + SECOND + SECOND);
      assertThat(caller.head()).startsWith("HTTP/1.1 200 ");
    }
  }

  private static void refused(String bytes) {
    int before = stage.requests.get();

    String answer = RawConnection.exchange(stage.port, bytes + SECOND);

    // In the version of the request, where that is 1.0.
    assertThat(answer).matches("(?s)HTTP/1\\.[01] 400 .*").doesNotContain(" 200 ");
    assertThat(answer.split("HTTP/1\\.[01] [0-9]", -1)).as("one answer").hasSize(2);
    assertThat(answer).contains("MALFORMED_REQUEST");
    assertThat(stage.requests).hasValue(before);
  }
}
