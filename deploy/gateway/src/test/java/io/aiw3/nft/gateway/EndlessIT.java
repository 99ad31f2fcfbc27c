package io.aiw3.nft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sends without an end, or too slowly, is answered and cut off. */
class EndlessIT {
  /** More than the operating system's buffers and what is read after the answer. */
  private static final long MOST_BYTES = 40L << 20;

  @TempDir private Path directory;
  private Stage stage;

  @BeforeEach
  void start() throws Exception {
    stage = new Stage(directory, Map.of("GATEWAY_BODY_SECONDS", "1", "GATEWAY_HEAD_SECONDS", "1"));
  }

  @AfterEach
  void stop() throws Exception {
    stage.stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /api/v1/nft/claim", // over the limit
        "POST /nowhere", // an answer before the body was read
        "POST /api/v1/nfts/..%2fx",
        "POST /health",
        "GET /health/live",
        "GET /openapi.json",
        "OPTIONS /api/v1/nft/claim"
      })
  void aBodyThatKeepsComingIsCutOff(String call) {
    try (RawConnection caller = new RawConnection(stage.port)) {
      caller.send(
          call + " HTTP/1.1\r\n" + stage.headers("7") + "Transfer-Encoding: chunked\r\n\r\n");
      assertThat(sentUntilCut(caller)).isLessThan(MOST_BYTES);
    }
  }

  @Test
  void aBodyThatKeepsComingWithoutATokenIsCutOff() {
    try (RawConnection caller = new RawConnection(stage.port)) {
      caller.send(
          "POST /api/v1/nft/claim HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      assertThat(sentUntilCut(caller)).isLessThan(MOST_BYTES);
    }
  }

  @Test
  void theAnswerToATooLargeBodyArrives() {
    try (RawConnection caller = new RawConnection(stage.port)) {
      caller.send(
          "POST /api/v1/nft/claim HTTP/1.1\r\n"
              + stage.headers("7")
              + "Content-Length: 104857600\r\n\r\n");
      caller.send(new byte[100_000]);

      String answer = caller.untilClosed();

      assertThat(answer).startsWith("HTTP/1.1 413 ").containsIgnoringCase("connection: close");
    }
  }

  @Test
  void aSlowBodyIsRefused() {
    String answer =
        RawConnection.exchange(
            stage.port,
            "POST /api/v1/nft/claim HTTP/1.1\r\n"
                + stage.headers("7")
                + "Content-Length: 10\r\n\r\nabc");

    assertThat(answer).startsWith("HTTP/1.1 408 ");
    assertThat(stage.requests).hasValue(0);
  }

  @Test
  void aHeadThatDoesNotEndIsRefused() {
    assertThat(RawConnection.exchange(stage.port, "GET /api/v1/nft/tiers HTTP/1.1\r\nHost:"))
        .startsWith("HTTP/1.1 408 ");
  }

  @Test
  void aHeadThatComesInDropsIsRefused() {
    try (RawConnection caller = new RawConnection(stage.port)) {
      caller.send("GET /api/v1/nft/tiers HTTP/1.1\r\nHost: a\r\n");
      Thread drops = new Thread(() -> drip(caller), "drops");
      drops.setDaemon(true);
      drops.start();

      assertThat(caller.untilClosed()).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void aConnectionThatSaysNothingIsClosed() {
    assertThat(RawConnection.exchange(stage.port, "")).isEmpty();
  }

  @Test
  void aSecondHeadHasItsOwnTime() {
    try (RawConnection caller = new RawConnection(stage.port)) {
      caller.send(stage.get("/api/v1/nft/tiers"));
      assertThat(caller.head()).startsWith("HTTP/1.1 200 ");

      caller.send("GET /api/v1/nft/tiers HTTP/1.1\r\n");

      assertThat(caller.untilClosed()).contains("HTTP/1.1 408 ");
    }
  }

  @Test
  void manyRequestsWithoutReadingTheAnswersAreCutOff() {
    try (RawConnection caller = new RawConnection(stage.port)) {
      caller.send(stage.get(Stage.SILENT));
      byte[] more = stage.get("/api/v1/nft/tiers").repeat(1_000).getBytes();
      long sent = 0;
      try {
        while (sent < MOST_BYTES) {
          caller.send(more);
          sent += more.length;
        }
      } catch (UncheckedIOException cut) {
        // As it should be.
      }
      assertThat(sent).isLessThan(MOST_BYTES);
    }
  }

  private static void drip(RawConnection caller) {
    try {
      while (true) {
        caller.send("X-Drop: 1\r\n");
        Thread.sleep(50);
      }
    } catch (UncheckedIOException | InterruptedException cut) {
      // The other side has closed.
    }
  }

  private static long sentUntilCut(RawConnection caller) {
    byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes();
    long sent = 0;
    try {
      while (sent < MOST_BYTES) {
        caller.send(chunk);
        sent += chunk.length;
      }
    } catch (UncheckedIOException cut) {
      return sent;
    }
    return sent;
  }
}
