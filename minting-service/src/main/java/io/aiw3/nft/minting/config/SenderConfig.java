package io.aiw3.nft.minting.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The sender: the loop that takes transactions from the queue to the chain. */
@ConfigMapping(prefix = "aiw3.sender")
public interface SenderConfig {
  /** Off for a replica that only serves the API and the consumers. */
  @WithDefault("true")
  boolean enabled();

  /** Mints that may be under way on the chain at once, counted over all replicas. */
  @WithDefault("64")
  int maxInFlight();

  /** Rows taken from the queue at once. */
  @WithDefault("100")
  int batch();

  /** Shortest pause after a round that found nothing to do, without a nudge. */
  @WithDefault("200ms")
  Duration poll();

  /** Longest such pause, while no row is due before its end. */
  @WithDefault("2s")
  Duration idlePoll();

  /** How long a row stays with a sender that has died. */
  @WithDefault("30s")
  Duration lease();

  /** Poll interval of a transaction that is not confirmed. */
  @WithDefault("400ms")
  Duration confirmPoll();

  /** Poll interval of a confirmed transaction that is not final. */
  @WithDefault("400ms")
  Duration finalizePoll();

  /** Poll interval of a burn that waits for its owner. */
  @WithDefault("1s")
  Duration ownerPoll();

  /** The same bytes are sent again after this long without a sign of them. */
  @WithDefault("2s")
  Duration rebroadcast();

  /** First pause after a failure; it doubles up to {@link #maxBackOff()}. */
  @WithDefault("500ms")
  Duration backOff();

  @WithDefault("30s")
  Duration maxBackOff();

  /** How often the queue is counted for health and gauges. */
  @WithDefault("5s")
  Duration healthEvery();

  /** How often the spend of the last 24 hours is counted for gauges. */
  @WithDefault("30s")
  Duration spendingEvery();

  /** Without a send for this long: degraded. */
  @WithDefault("30s")
  Duration degradedUnsent();

  /** Sent, and without a confirmation for this long: degraded. */
  @WithDefault("60s")
  Duration degradedUnconfirmed();

  /** Not done for this long: stuck, an alarm. */
  @WithDefault("300s")
  Duration stuck();
}
