package io.aiw3.nft.minting.api;

import io.aiw3.nft.minting.api.OperatorViews.SystemWallet;
import io.aiw3.nft.minting.config.SolanaConfig;
import io.aiw3.nft.minting.rpc.ChainFacts;
import io.aiw3.nft.minting.signing.WalletSigner;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** The wallet that pays, as operators see it; the numbers are those of the alarms. */
@ApplicationScoped
class SystemWallets {
  private static final double DAY_SECONDS = 86_400;

  private final WalletSigner signer;
  private final ChainFacts facts;
  private final SolanaConfig config;
  private final MeterRegistry metrics;

  SystemWallets(WalletSigner signer, ChainFacts facts, SolanaConfig config, MeterRegistry metrics) {
    this.signer = signer;
    this.facts = facts;
    this.config = config;
    this.metrics = metrics;
  }

  SystemWallet view(long spentToday) {
    return new SystemWallet(
        signer.address().toBase58(),
        facts.lastBalance().orElse(null),
        spentToday,
        config.dailySpendingLimit(),
        Long.toString(config.dailySpendingLimit()),
        runwayDays());
  }

  private Double runwayDays() {
    Gauge runway = metrics.find("aiw3.solana.wallet.runway.seconds").tag("window", "24h").gauge();
    return runway == null || !Double.isFinite(runway.value()) ? null : runway.value() / DAY_SECONDS;
  }
}
