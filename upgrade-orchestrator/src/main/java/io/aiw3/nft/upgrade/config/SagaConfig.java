package io.aiw3.nft.upgrade.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Time limits and back-off of claims and upgrades. */
@ConfigMapping(prefix = "aiw3.saga")
public interface SagaConfig {
  /** How long the owner has to sign the burn, counted from the first transaction handed out. */
  @WithDefault("10m")
  Duration signingLimit();

  /**
   * After a burn transaction's estimated expiry, how long to wait for the minting service's reply
   * before the command is sent again.
   */
  @WithDefault("20s")
  Duration expiryGrace();

  /**
   * A participant that has not answered gets its command again after this; the delay doubles each
   * time.
   */
  @WithDefault("5s")
  Duration firstPause();

  /** The longest delay before a command is sent again. */
  @WithDefault("60s")
  Duration longestPause();

  /** A saga that has waited this long for anybody but its owner counts as stuck. */
  @WithDefault("5m")
  Duration stuckAfter();

  /**
   * How long a refusal is held back where what is known of the user may be behind: snapshots come
   * at most once a second per user. Other requests of the same user are refused at once during
   * that.
   */
  @WithDefault("1500ms")
  Duration refusalGrace();

  /** What is known of a user may be behind for so long after its last change. */
  @WithDefault("5s")
  Duration refusalRecent();

  /** What looks for sagas whose time has come. */
  Worker worker();

  /** What counts open sagas. */
  Metrics metrics();

  /** Figures for operators. */
  interface Metrics {
    /** How often open sagas are counted. */
    @WithDefault("10s")
    Duration every();
  }

  /** Read by every replica; a saga is taken by one of them. */
  interface Worker {
    /** How often to look. */
    @WithDefault("500ms")
    Duration every();

    /** Sagas processed in one batch. */
    @WithDefault("50")
    int batch();
  }

  /**
   * After this service's database went back in time: read what it has published, and let sagas that
   * are older than that, or lost, go on from there.
   */
  @WithDefault("false")
  boolean restore();
}
