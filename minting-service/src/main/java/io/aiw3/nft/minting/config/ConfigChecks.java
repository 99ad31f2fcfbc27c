package io.aiw3.nft.minting.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aiw3.nft.minting.domain.Cost;
import io.aiw3.nft.solana.ComputeBudget;
import io.aiw3.nft.solana.Rent;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What is wrong with the configuration: sentences that say what to write, never a secret. */
public final class ConfigChecks {
  private static final int MOST_COMPUTE_UNITS = 1_400_000;
  private static final Set<String> FEE_MODES = Set.of("auto", "estimate", "fixed");

  /** At so much a compute unit the dearest transaction costs 1.4 SOL. */
  private static final long HIGHEST_CEILING = 1_000_000_000;

  private static final int HIGHEST_RAISE = 1_000;
  private static final Duration SHORTEST_RENT_AGE = Duration.ofSeconds(1);
  private static final Duration LONGEST_RENT_AGE = Duration.ofMinutes(30);
  private static final Pattern METHOD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern VAULT_NAME = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern VAULT_PATH = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*");

  private final List<String> faults = new ArrayList<>();

  private ConfigChecks() {}

  /**
   * @throws IllegalStateException with one sentence a line
   */
  public static void require(SignerConfig signer, SolanaConfig solana) {
    List<String> faults = faults(signer, solana);
    if (!faults.isEmpty()) {
      throw new IllegalStateException(String.join("\n", faults));
    }
  }

  static List<String> faults(SignerConfig signer, SolanaConfig solana) {
    ConfigChecks checks = new ConfigChecks();
    checks.solana(solana);
    checks.signer(signer, solana);
    return checks.faults;
  }

  private void solana(SolanaConfig config) {
    check(
        !config.rpcUrls().isEmpty() && config.rpcUrls().stream().allMatch(ConfigChecks::isHttp),
        "aiw3.solana.rpc-urls needs http or https URLs");
    atLeast("rpc-rate-limit", config.rpcRateLimit(), 0);
    atLeast("rpc-connections", config.rpcConnections(), 1);
    config.minimumBalance().ifPresent(lamports -> atLeast("minimum-balance", lamports, 0));
    atLeast("derivation-version", config.derivationVersion(), 1);
    between("compute-unit-limit", config.computeUnitLimit(), 1, MOST_COMPUTE_UNITS);
    between("burn-compute-unit-limit", config.burnComputeUnitLimit(), 1, MOST_COMPUTE_UNITS);
    finalized("mint-commitment", config.mintCommitment());
    finalized("burn-commitment", config.burnCommitment());
    priorityFee(config.priorityFee());
    check(
        config.rentAge().compareTo(SHORTEST_RENT_AGE) >= 0
            && config.rentAge().compareTo(LONGEST_RENT_AGE) <= 0,
        wrong("rent-age", "1s to 30m", config.rentAge().toString()));
    atLeast("rent-ceiling", config.rentCeiling(), 1);
    if (faults.isEmpty()) {
      ComputeBudget dearest =
          new ComputeBudget(config.computeUnitLimit(), config.priorityFee().ceiling());
      atLeast(
          "daily-spending-limit",
          config.dailySpendingLimit(),
          Cost.ofMint(Rent.at(config.rentCeiling()), dearest).total());
    }
  }

  private void priorityFee(SolanaConfig.PriorityFee fee) {
    oneOf("priority-fee.mode", FEE_MODES, fee.mode());
    between("priority-fee.price", fee.price(), 0, HIGHEST_CEILING);
    between("priority-fee.ceiling", fee.ceiling(), 0, HIGHEST_CEILING);
    between("priority-fee.percentile", fee.percentile(), 0, 100);
    between("priority-fee.raise-percent", fee.raisePercent(), 0, HIGHEST_RAISE);
    if (fee.mode().equals("estimate")) {
      estimate(fee.estimate());
    }
  }

  private void estimate(SolanaConfig.Estimate estimate) {
    String key = "aiw3.solana.priority-fee.estimate.";
    check(
        estimate.method().filter(name -> METHOD.matcher(name).matches()).isPresent(),
        "aiw3.solana.priority-fee.mode is estimate: "
            + key
            + "method needs the name of a JSON-RPC method, as getPriorityFeeEstimate");
    check(
        isJsonWith(estimate.parameters(), "\"@accounts\""),
        key + "parameters must be a JSON array or object with \"@accounts\" in it");
    check(
        estimate.result().isEmpty() || estimate.result().get().startsWith("/"),
        key + "result must be a JSON pointer, as /priorityFeeEstimate");
  }

  private static boolean isJsonWith(String json, String part) {
    try {
      return JsonMapper.builder().build().readTree(json).isContainerNode() && json.contains(part);
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** A confirmed block can be dropped, and what was recorded of it is not taken back (ADR 4). */
  private void finalized(String key, String value) {
    check(
        value.equals("finalized"),
        wrong(key, "finalized", value) + ": a block that is only confirmed can still be dropped");
  }

  private void signer(SignerConfig signer, SolanaConfig solana) {
    switch (signer.kind()) {
      case "file" ->
          check(
              solana.walletKeyFile().isPresent(),
              "aiw3.signer.kind is file: name the system wallet's key in"
                  + " aiw3.solana.wallet-key-file (AIW3_SOLANA_WALLET_KEY_FILE)");
      case "env" ->
          check(
              solana.walletKey().isPresent(),
              "aiw3.signer.kind is env: give the system wallet's key in aiw3.solana.wallet-key"
                  + " (AIW3_SOLANA_WALLET_KEY)");
      case "vault" -> vault(signer.vault());
      default -> faults.add("aiw3.signer.kind must be env, file or vault, not " + signer.kind());
    }
  }

  private void vault(SignerConfig.Vault vault) {
    String why = "aiw3.signer.kind is vault: ";
    check(
        vault.url().filter(ConfigChecks::isHttp).isPresent(),
        why + "aiw3.signer.vault.url needs an http or https URL (AIW3_SIGNER_VAULT_URL)");
    check(
        vault.key().filter(name -> VAULT_NAME.matcher(name).matches()).isPresent(),
        why + "aiw3.signer.vault.key needs the name of a transit key (AIW3_SIGNER_VAULT_KEY)");
    check(
        VAULT_PATH.matcher(vault.mount()).matches(),
        why + "aiw3.signer.vault.mount needs the path of a transit engine, as transit");
    check(
        vault.tokenFile().isPresent() || vault.token().isPresent(),
        why
            + "name a file with the token in aiw3.signer.vault.token-file"
            + " (AIW3_SIGNER_VAULT_TOKEN_FILE), or give it in aiw3.signer.vault.token");
    check(vault.keyVersion() >= 1, "aiw3.signer.vault.key-version must be 1 or more");
    check(vault.retries() >= 0, "aiw3.signer.vault.retries must be 0 or more");
    check(vault.connections() >= 1, "aiw3.signer.vault.connections must be 1 or more");
  }

  private static boolean isHttp(URI uri) {
    return uri.getHost() != null
        && uri.getScheme() != null
        && Set.of("http", "https").contains(uri.getScheme().toLowerCase(Locale.ROOT));
  }

  private void atLeast(String key, long value, long least) {
    check(value >= least, wrong(key, least + " or more", Long.toString(value)));
  }

  private void between(String key, long value, long least, long most) {
    check(value >= least && value <= most, wrong(key, least + " to " + most, Long.toString(value)));
  }

  private void oneOf(String key, Set<String> allowed, String value) {
    check(
        allowed.contains(value),
        wrong(key, String.join(" or ", allowed.stream().sorted().toList()), value));
  }

  private static String wrong(String key, String needed, String value) {
    return "aiw3.solana." + key + " must be " + needed + ", not " + value;
  }

  private void check(boolean good, String sentence) {
    if (!good) {
      faults.add(sentence);
    }
  }
}
