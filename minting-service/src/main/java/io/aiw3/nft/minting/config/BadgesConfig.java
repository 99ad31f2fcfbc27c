package io.aiw3.nft.minting.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Badges minted on the chain, as data model v1 has them; off, as v2 says. */
@ConfigMapping(prefix = "aiw3.badges")
public interface BadgesConfig {
  /**
   * Mint every badge that {@code badge-events} publishes as awarded, from the oldest event that the
   * topic still has. What was queued is minted though it be switched off again.
   */
  @WithDefault("false")
  boolean onChain();

  /**
   * JSON, {@code {"badges": [{"badge": "newcomer", "name": "Newcomer", "uri": "ipfs://<CID>"}]}},
   * with every badge of the catalogue: {@code uri} names its metadata on IPFS, in at most 200
   * bytes; {@code name} has 1 to 32 bytes and may be left out where the catalogue's has.
   */
  Optional<Path> definitions();

  /**
   * Folder with the images of a catalogue of one's own, {@code <badge>.png}, at most 1 MiB each:
   * they are pinned. The catalogue's {@code imageUri} names the CID of each, {@code ipfs://<CID>}.
   */
  Optional<Path> images();

  /** Symbol on the chain, 1 to 10 bytes. */
  @WithDefault("AIW3E")
  String symbol();
}
