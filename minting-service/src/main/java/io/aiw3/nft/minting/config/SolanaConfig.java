package io.aiw3.nft.minting.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The chain: its nodes, our keys, and what a transaction may cost. */
@ConfigMapping(prefix = "aiw3.solana")
public interface SolanaConfig {
  /** JSON-RPC endpoints, best first; the next one is used while an earlier one is unavailable. */
  List<URI> rpcUrls();

  /** The cluster's genesis hash: a node of another cluster is not used. Not checked if not set. */
  Optional<String> genesisHash();

  /** How long one call may take before its outcome is unknown. */
  @WithDefault("5s")
  Duration rpcTimeout();

  /** How long an endpoint that failed is passed over. */
  @WithDefault("3s")
  Duration rpcCoolDown();

  /** Calls a second and endpoint, averaged over a second; 0 for no limit. */
  @WithDefault("0")
  int rpcRateLimit();

  /** Connections to each endpoint. */
  @WithDefault("32")
  int rpcConnections();

  /** The system wallet's key as Solana's command line writes it: a JSON array of 64 bytes. */
  Optional<Path> walletKeyFile();

  /** The same JSON array, or base58, in the environment; {@link #walletKeyFile()} comes first. */
  Optional<String> walletKey();

  /** Hex of at least 32 bytes: the current secret from which mint keys derive. */
  Optional<Path> derivationSecretFile();

  /** The same as text. */
  Optional<String> derivationSecret();

  /** The version of the current derivation secret; raise it when the secret is rotated. */
  @WithDefault("1")
  int derivationVersion();

  /** Files of earlier derivation secrets by version: open requests still need theirs. */
  Map<Integer, Path> earlierDerivationSecretFiles();

  /** Compute units requested by a mint; one needs 95–120 thousand. */
  @WithDefault("200000")
  int computeUnitLimit();

  /**
   * Compute units requested by a burn; one needs about 8 thousand, and the assertions that the
   * owner's wallet adds a few thousand each.
   */
  @WithDefault("60000")
  int burnComputeUnitLimit();

  PriorityFee priorityFee();

  /** How old the cluster's rent may be; while no node answers, up to an hour. */
  @WithDefault("2m")
  Duration rentAge();

  /**
   * The highest rent that is believed, in lamports a byte: a node that answers more is passed over.
   * The default is what Solana began with; it has only fallen since.
   */
  @WithDefault("6960")
  long rentCeiling();

  /** What a mint needs before it counts: {@code finalized}; anything else stops the start. */
  @WithDefault("finalized")
  String mintCommitment();

  /** What a burn needs before its mint may follow: {@code finalized}, and nothing else. */
  @WithDefault("finalized")
  String burnCommitment();

  /** A slot's usual length: for estimates shown to people, never for decisions. */
  @WithDefault("400ms")
  Duration slotTime();

  /**
   * Lamports that the system wallet must hold; below, commands wait and readiness warns. Not set:
   * what {@code aiw3.sender.max-in-flight} mints cost at most with the cluster's rent of now.
   */
  OptionalLong minimumBalance();

  /**
   * Lamports that mints and burns may take from the system wallet in a day (UTC), over all
   * replicas; above, commands wait for the next day. The default is some 5,000 mints.
   */
  @WithDefault("100000000000")
  long dailySpendingLimit();

  /** What is offered for a compute unit, in micro-lamports. */
  interface PriorityFee {
    /**
     * {@code fixed}; {@code auto}: a percentile of what others paid of late for the accounts that
     * are written to; {@code estimate}: what the provider estimates, see {@link #estimate()}.
     */
    @WithDefault("auto")
    String mode();

    /** Micro-lamports per compute unit; in the other modes the least that is offered. */
    @WithDefault("1000")
    long price();

    /** The most that is ever offered. */
    @WithDefault("1000000")
    long ceiling();

    /** 0 to 100. */
    @WithDefault("75")
    int percentile();

    /** By how many percent the price rises with each attempt that did not land. */
    @WithDefault("100")
    int raisePercent();

    Estimate estimate();
  }

  /** A provider's own JSON-RPC call; where it fails, what others paid of late counts. */
  interface Estimate {
    /** Its name, as {@code getPriorityFeeEstimate}. */
    Optional<String> method();

    /**
     * Its parameters as JSON, with {@code "@accounts"} in the place of the list of accounts that
     * are written to, as {@code [{"accountKeys":"@accounts","options":{"priorityLevel":"High"}}]}.
     */
    @WithDefault("[\"@accounts\"]")
    String parameters();

    /**
     * JSON pointer to the estimate in the result, as {@code /priorityFeeEstimate}. A list there is
     * read as that of {@code getRecentPrioritizationFees}. Not set: the result itself.
     */
    Optional<String> result();
  }
}
