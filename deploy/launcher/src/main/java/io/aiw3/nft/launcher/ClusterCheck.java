package io.aiw3.nft.launcher;

import io.aiw3.nft.infrastructure.MissingPrerequisiteException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What the suite needs of a chain that is not its own; what is missing is one sentence. */
final class ClusterCheck {
  static final String METAPLEX = "metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s";
  static final String MAINNET = "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d";
  private static final long LAMPORTS_PER_SOL = 1_000_000_000L;
  private static final long ENOUGH = 2 * LAMPORTS_PER_SOL;

  /** A validator of one's own gives the first, a public faucet at most the second. */
  private static final long[] AIRDROPS = {100 * LAMPORTS_PER_SOL, 2 * LAMPORTS_PER_SOL};

  private final String rpc;
  private final ChainClient chain;
  private final Duration airdropTimeout;

  ClusterCheck(String rpc, Duration airdropTimeout) {
    this.rpc = rpc;
    this.chain = new ChainClient(rpc);
    this.airdropTimeout = airdropTimeout;
  }

  /**
   * Checks the cluster, and fills the wallet where the cluster gives funds.
   *
   * @throws MissingPrerequisiteException if the suite cannot work there
   */
  void require(String wallet) {
    try {
      if (chain.genesisHash().equals(MAINNET)) {
        throw missing("%s is a node of mainnet: mints of the suite would cost real SOL.", rpc);
      }
      if (!chain.isProgram(METAPLEX)) {
        throw missing(
            "The cluster of %s has no Metaplex program at %s: start its validator with"
                + " --bpf-program %2$s and the program's file.",
            rpc, METAPLEX);
      }
      requireFunds(wallet);
    } catch (IOException e) {
      throw missing(
          "No Solana node answers at %s, which AIW3_SOLANA_RPC names (%s).", rpc, cause(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void requireFunds(String wallet) throws IOException, InterruptedException {
    String refusal = "no airdrop came";
    for (long airdrop : AIRDROPS) {
      if (chain.balance(wallet) >= ENOUGH) {
        return;
      }
      try {
        chain.requestAirdrop(wallet, airdrop);
        awaitFunds(wallet);
      } catch (IOException e) {
        refusal = cause(e);
      }
    }
    long balance = chain.balance(wallet);
    if (balance < ENOUGH) {
      throw missing(
          "The system wallet %s has %.3f SOL on %s and no faucet filled it (%s): send it 2 SOL, or"
              + " name a funded wallet's key file in AIW3_SOLANA_WALLET.",
          wallet, (double) balance / LAMPORTS_PER_SOL, rpc, refusal);
    }
  }

  private void awaitFunds(String wallet) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + airdropTimeout.toNanos();
    while (chain.balance(wallet) < ENOUGH && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static String cause(IOException e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    return message.lines().findFirst().orElse(e.getClass().getSimpleName());
  }

  private static MissingPrerequisiteException missing(String sentence, Object... values) {
    return new MissingPrerequisiteException(String.format(Locale.ROOT, sentence, values));
  }
}
