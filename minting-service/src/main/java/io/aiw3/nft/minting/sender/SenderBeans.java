package io.aiw3.nft.minting.sender;

import io.aiw3.nft.minting.config.SolanaConfig;
import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.minting.domain.SenderRules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The rules with the configured commitments. */
@ApplicationScoped
class SenderBeans {
  @Produces
  @Singleton
  SenderRules rules(SolanaConfig config) {
    return new SenderRules(
        needed("mint", config.mintCommitment()), needed("burn", config.burnCommitment()));
  }

  private static Commitment needed(String what, String name) {
    if (!name.equals("confirmed") && !name.equals("finalized")) {
      throw new IllegalStateException(
          "aiw3.solana." + what + "-commitment must be confirmed or finalized, not " + name);
    }
    return Commitment.of(name);
  }
}
