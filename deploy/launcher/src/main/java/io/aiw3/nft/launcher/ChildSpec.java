package io.aiw3.nft.launcher;

import io.aiw3.nft.infrastructure.LocalServer;

/**
 * A member of the suite.
 *
 * @param stage when it starts; it stops in the opposite order
 * @param address what the terminal shows
 */
record ChildSpec(Stage stage, LocalServer server, String address) {
  /** What a stage needs is ready when it starts. */
  enum Stage {
    INFRASTRUCTURE,
    SERVICES,
    GATEWAY
  }

  String name() {
    return server.name();
  }
}
