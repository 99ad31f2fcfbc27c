package io.aiw3.nft.minting.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the system wallet's key lives, and who signs with it. */
@ConfigMapping(prefix = "aiw3.signer")
public interface SignerConfig {
  /**
   * {@code file} (of {@code aiw3.solana.wallet-key-file}) and {@code env} (of {@code
   * aiw3.solana.wallet-key}) for development; {@code vault}: the key never leaves Vault's transit
   * engine.
   */
  @WithDefault("file")
  String kind();

  /** The wallet that the key must be of, in base58; the start is stopped if it is another one's. */
  Optional<String> address();

  /**
   * While this file exists nothing is signed, by any replica that sees it; it is looked for before
   * every signature. What is to be signed waits. A process that starts then does so without the key
   * if {@code aiw3.signer.address} is set, and then signs from its next start on.
   */
  Optional<Path> holdFile();

  Vault vault();

  /** Vault's transit engine, with a key of type {@code ed25519}. */
  interface Vault {
    /** Without {@code /v1}. */
    Optional<URI> url();

    /** Path of the transit engine. */
    @WithDefault("transit")
    String mount();

    /** Name of the key. */
    Optional<String> key();

    /**
     * The version that is the system wallet. Each version is another wallet, so a rotation in Vault
     * changes nothing until this is changed.
     */
    @WithDefault("1")
    int keyVersion();

    /** A file that holds the token, as Vault's agent writes it; read again when it is refused. */
    Optional<Path> tokenFile();

    /** The token itself; {@link #tokenFile()} is used if both are there. */
    Optional<String> token();

    /** Namespace, where Vault has such. */
    Optional<String> namespace();

    /** PEM of the authorities to trust; else the JVM's. */
    Optional<Path> caFile();

    /** How long one call may take. */
    @WithDefault("3s")
    Duration timeout();

    /** Calls made again for one signature after 429, 5xx or silence; then the transaction waits. */
    @WithDefault("3")
    int retries();

    /** First pause between them; it doubles up to {@link #maxBackOff()}. */
    @WithDefault("200ms")
    Duration backOff();

    @WithDefault("2s")
    Duration maxBackOff();

    /** How long the start waits for Vault before it is given up. */
    @WithDefault("60s")
    Duration startTimeout();

    @WithDefault("32")
    int connections();
  }
}
