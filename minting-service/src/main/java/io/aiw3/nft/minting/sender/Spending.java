package io.aiw3.nft.minting.sender;

import io.aiw3.nft.minting.config.SolanaConfig;
import io.aiw3.nft.minting.persistence.QueueFigures;
import io.aiw3.nft.minting.rpc.ChainFacts;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * The daily ceiling on what mints and burns take from the system wallet, for any request: counted
 * over all replicas from what was signed since midnight UTC and can have landed. Signatures are
 * made in batches, so the ceiling may be passed by one batch of each replica.
 */
@Startup
@ApplicationScoped
class Spending {
  private static final Logger LOG = Logger.getLogger(Spending.class);

  private final QueueFigures figures;
  private final ChainFacts facts;
  private final SolanaConfig config;
  private final AtomicLong today = new AtomicLong();

  Spending(QueueFigures figures, ChainFacts facts, SolanaConfig config, MeterRegistry metrics) {
    this.figures = figures;
    this.facts = facts;
    this.config = config;
    metrics.gauge("aiw3.chain.spent.today.lamports", today);
    metrics.gauge("aiw3.chain.spending.limit.lamports", config, SolanaConfig::dailySpendingLimit);
  }

  /** How many mints may be signed now. */
  Uni<Long> room() {
    return facts
        .mostOfAMint()
        .chain(
            most -> count().map(spent -> Math.max(0, config.dailySpendingLimit() - spent) / most));
  }

  /** Lamports since midnight UTC; the gauge shows them. */
  Uni<Long> count() {
    return figures.spentToday().invoke(this::note);
  }

  private void note(long spent) {
    long before = today.getAndSet(spent);
    long limit = config.dailySpendingLimit();
    if (spent < limit && before >= limit) {
      LOG.infof("daily spending reset; mints resume spent=%d limit=%d", spent, limit);
    }
  }
}
