package io.aiw3.nft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No connection to a service without a caller who may have it, and none that outlives it. */
class TunnelIT {
  private static final int MANY = 40;

  @TempDir private Path directory;
  private Stage stage;

  @BeforeEach
  void start() throws Exception {
    stage = stage("60");
  }

  private Stage stage(String serviceIdleSeconds) throws Exception {
    return new Stage(
        directory,
        Map.of(
            "GATEWAY_SERVICE_IDLE_SECONDS",
            serviceIdleSeconds,
            "GATEWAY_CALLER_IDLE_SECONDS",
            "3"));
  }

  @AfterEach
  void stop() throws Exception {
    stage.stop();
  }

  @Test
  void anUpgradeWithABodyIsRefusedAndReachesNoService() {
    for (int i = 0; i < MANY; i++) {
      String answer =
          RawConnection.exchange(
              stage.port, Stage.handshake() + "Content-Length: 10\r\n\r\n0123456789");
      assertThat(answer).startsWith("HTTP/1.1 400 ");
    }

    String chunked = "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    String token = Stage.offer(stage.issuer.user("7"));
    assertThat(RawConnection.exchange(stage.port, Stage.handshake() + token + chunked))
        .startsWith("HTTP/1.1 400 ");
    assertThat(stage.connectionsEver).hasValue(0);
  }

  @Test
  void anUpgradeWithABodyThatNeverComesReachesNoService() {
    for (int i = 0; i < MANY; i++) {
      RawConnection.sendAndLeave(stage.port, Stage.handshake() + "Content-Length: 10\r\n\r\n");
    }

    assertThat(RawConnection.exchange(stage.port, Stage.handshake() + "Content-Length: 10\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(stage.connectionsEver).hasValue(0);
  }

  @Test
  void withoutAGenuineTokenNoServiceIsConnectedAndTheSocketSaysWhy() {
    List<String> callers =
        List.of(
            "\r\n",
            Stage.offer("abc") + "\r\n",
            Stage.offer(TokenMaker.named("first").user("7")) + "\r\n",
            "Authorization: Bearer abc\r\n\r\n",
            "Authorization: Basic abc\r\n\r\n");
    for (String caller : callers) {
      try (RawConnection connection = new RawConnection(stage.port)) {
        connection.send(Stage.handshake() + caller);
        assertThat(connection.head()).startsWith("HTTP/1.1 101 ");
        String frame = connection.untilClosed();
        // A close frame: its opcode, its length, the code 4001 in two bytes, the reason.
        assertThat(frame.charAt(0)).isEqualTo((char) 0x88);
        assertThat((frame.charAt(2) << 8) + frame.charAt(3)).isEqualTo(4001);
      }
    }
    assertThat(stage.connectionsEver).hasValue(0);
  }

  @Test
  void aMalformedHandshakeReachesNoService() {
    String good = Stage.handshake() + Stage.offer(stage.issuer.user("7")) + "\r\n";
    List<String> malformed =
        List.of(
            good.replace("GET ", "POST "),
            good.replace("Version: 13", "Version: 8"),
            good.replaceAll("Sec-WebSocket-Key: [^\r]*\r\n", ""),
            good.replace("dGhlIHNhbXBsZSBub25jZQ==", "short"),
            good.replace("Connection: Upgrade", "Connection: keep-alive"));
    for (String handshake : malformed) {
      assertThat(RawConnection.exchange(stage.port, handshake)).startsWith("HTTP/1.1 400 ");
    }
    assertThat(stage.connectionsEver).hasValue(0);
  }

  @Test
  void theTunnelIsClosedWithItsCaller() {
    List<RawConnection> callers = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      callers.add(tunnel(""));
    }
    assertThat(stage.connectionsNow).hasValue(MANY);

    callers.forEach(RawConnection::close);

    awaitNoUpstream();
  }

  @Test
  void theCallerIsClosedWithItsService() {
    try (RawConnection caller = tunnel("")) {
      // A masked text frame: close.
      caller.send(new byte[] {(byte) 0x81, (byte) 0x85, 0, 0, 0, 0, 'c', 'l', 'o', 's', 'e'});

      assertThat(caller.untilClosed()).startsWith(String.valueOf((char) 0x88));
    }
    awaitNoUpstream();
  }

  @Test
  void aCallerWhoLeavesBeforeTheServiceHasAnsweredLeavesNothing() {
    for (int i = 0; i < MANY; i++) {
      RawConnection.sendAndLeave(
          stage.port,
          Stage.handshake() + Stage.offer(stage.issuer.user("7")) + "X-Play: silent\r\n\r\n");
    }

    awaitNoUpstream();
  }

  @Test
  void aServiceThatDoesNotAnswerAHandshakeIsNotAwaitedForLong() throws Exception {
    stage.stop();
    stage = stage("1");

    String answer =
        RawConnection.exchange(
            stage.port,
            Stage.handshake() + Stage.offer(stage.issuer.user("7")) + "X-Play: silent\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 503 ");
    awaitNoUpstream();
  }

  @Test
  void aRefusedHandshakeKeepsNoConnection() {
    for (int i = 0; i < MANY; i++) {
      try (RawConnection caller = new RawConnection(stage.port)) {
        caller.send(
            Stage.handshake() + Stage.offer(stage.issuer.user("7")) + "X-Play: refuse\r\n\r\n");
        assertThat(caller.head()).startsWith("HTTP/1.1 403 ");
      }
    }

    awaitNoUpstream();
  }

  @Test
  void aCallerWhoSaysNothingAnyMoreIsGivenUp() {
    try (RawConnection caller = tunnel("")) {
      assertThat(caller.untilClosed()).isEmpty();
    }
    awaitNoUpstream();
  }

  @Test
  void aRequestIsGivenUpWithItsCaller() {
    for (int i = 0; i < MANY; i++) {
      RawConnection.sendAndLeave(stage.port, stage.get(Stage.SILENT));
    }

    awaitNoUpstream();
  }

  @Test
  void aRequestIsGivenUpWithItsCallerWhateverElseTheCallerHasSent() {
    for (int i = 0; i < MANY; i++) {
      RawConnection.sendAndLeave(
          stage.port, stage.get(Stage.SILENT) + "POST / HTTP/1.1\r\nHost: a\r\nContent-Le");
      RawConnection.sendAndLeave(
          stage.port, stage.get(Stage.SILENT) + stage.get(Stage.SILENT) + "\u0000");
    }

    awaitNoUpstream();
  }

  private RawConnection tunnel(String headers) {
    RawConnection caller = new RawConnection(stage.port);
    caller.send(Stage.handshake() + Stage.offer(stage.issuer.user("7")) + headers + "\r\n");
    assertThat(caller.head()).startsWith("HTTP/1.1 101 ");
    return caller;
  }

  private void awaitNoUpstream() {
    Awaitility.await().until(() -> stage.connectionsNow.get() == 0);
  }
}
