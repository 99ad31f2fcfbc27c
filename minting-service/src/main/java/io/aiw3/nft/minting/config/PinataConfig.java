package io.aiw3.nft.minting.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The pinning service that keeps images and metadata on IPFS. */
@ConfigMapping(prefix = "aiw3.pinata")
public interface PinataConfig {
  @WithDefault("https://api.pinata.cloud")
  URI apiUrl();

  /** What comes before the CID in the uris that are minted, without {@code /ipfs/}. */
  @WithDefault("https://gateway.pinata.cloud")
  URI gatewayUrl();

  /** Bearer token. */
  Optional<String> jwt();

  @WithDefault("15s")
  Duration timeout();

  /** First pause after a failure; it doubles up to {@link #maxBackOff()}. */
  @WithDefault("500ms")
  Duration backOff();

  @WithDefault("60s")
  Duration maxBackOff();

  /** How often definitions that wait for a pin are looked for. */
  @WithDefault("2s")
  Duration poll();

  /** The site named in the metadata. */
  @WithDefault("https://aiw3.io")
  URI externalUrl();
}
