package io.aiw3.nft.minting.api;

import io.aiw3.nft.minting.ipfs.Pinning;
import io.aiw3.nft.minting.rpc.ChainFacts;
import io.aiw3.nft.minting.rpc.RpcPool;
import io.aiw3.nft.minting.sender.QueueHealth;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Warns in its data of what makes mints and burns wait. Never down: reads need neither a node nor
 * Pinata, and all replicas have the same nodes.
 */
@Readiness
@ApplicationScoped
class ChainReadiness implements HealthCheck {
  private final RpcPool nodes;
  private final ChainFacts facts;
  private final Pinning pinning;
  private final QueueHealth queue;

  ChainReadiness(RpcPool nodes, ChainFacts facts, Pinning pinning, QueueHealth queue) {
    this.nodes = nodes;
    this.facts = facts;
    this.pinning = pinning;
    this.queue = queue;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("Solana").up().withData("queue", queue.state());
    if (nodes.isAway()) {
      answer.withData("warning.nodes", "no node answers");
    }
    if (facts.wasBalanceLow()) {
      answer.withData("warning.balance", "the system wallet is low");
    }
    if (pinning.trouble() != null) {
      answer.withData("warning.pinning", pinning.trouble());
    }
    return answer.build();
  }
}
