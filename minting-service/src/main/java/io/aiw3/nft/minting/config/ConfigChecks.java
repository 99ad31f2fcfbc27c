package io.aiw3.nft.minting.config;

import io.aiw3.nft.minting.domain.MintCost;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What is wrong with the configuration: sentences that say what to write, never a secret. */
public final class ConfigChecks {
  private static final int MOST_COMPUTE_UNITS = 1_400_000;
  private static final Set<String> COMMITMENTS = Set.of("confirmed", "finalized");
  private static final Set<String> FEE_MODES = Set.of("auto", "fixed");
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
    atLeast("minimum-balance", config.minimumBalance(), 0);
    atLeast(
        "daily-spending-limit",
        config.dailySpendingLimit(),
        MintCost.of(config.computeUnitLimit(), config.priorityFee().ceiling()));
    atLeast("derivation-version", config.derivationVersion(), 1);
    between("compute-unit-limit", config.computeUnitLimit(), 1, MOST_COMPUTE_UNITS);
    oneOf("mint-commitment", COMMITMENTS, config.mintCommitment());
    oneOf("burn-commitment", COMMITMENTS, config.burnCommitment());
    oneOf("priority-fee.mode", FEE_MODES, config.priorityFee().mode());
    atLeast("priority-fee.price", config.priorityFee().price(), 0);
    atLeast("priority-fee.ceiling", config.priorityFee().ceiling(), 0);
    between("priority-fee.percentile", config.priorityFee().percentile(), 0, 100);
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
