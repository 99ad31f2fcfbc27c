package io.aiw3.nft.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
  /** Linux gives ports from here on to outgoing connections. */
  private static final int EPHEMERAL = 32_768;

  @Test
  void noPortIsOneThatAnOutgoingConnectionCouldTake() {
    for (int i = 0; i < 100; i++) {
      assertThat(Ports.free()).isBetween(1024, EPHEMERAL - 1);
    }
  }

  @Test
  void aWantedPortIsGivenOnceAndATakenOneIsNot() throws IOException {
    int wanted = 14_999;
    try (ServerSocket taken = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Ports.preferredOrFree(taken.getLocalPort())).isNotEqualTo(wanted);
    }
    assertThat(Ports.preferredOrFree(wanted)).isEqualTo(wanted);
    assertThat(Ports.preferredOrFree(wanted)).isNotEqualTo(wanted);
  }

  @Test
  void whoWantsNoneGetsOne() {
    assertThat(Ports.preferredOrFree(0)).isPositive();
  }
}
