package io.aiw3.nft.upgrade.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The WebSocket {@code /api/v1/nft/events}. */
@ConfigMapping(prefix = "aiw3.live")
public interface LiveConfig {
  /** How often each client is pinged. */
  @WithDefault("20s")
  Duration heartbeat();

  /** A client that has not answered a ping for this long is dropped. */
  @WithDefault("60s")
  Duration silenceLimit();

  /** A client that takes longer than this to take one message is dropped. */
  @WithDefault("10s")
  Duration slowLimit();

  /** A client that is dropped, and has not taken the reason after this long, is cut off. */
  @WithDefault("5s")
  Duration closeLimit();

  /** How often to poll for events without a notification. */
  @WithDefault("1s")
  Duration poll();

  /** Connections of one user at once. */
  @WithDefault("10")
  int connectionsPerUser();

  /** How long a client that reconnects can get what it missed, event by event. */
  @WithDefault("1d")
  Duration retention();
}
