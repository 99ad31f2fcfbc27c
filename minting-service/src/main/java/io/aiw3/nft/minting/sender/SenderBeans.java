package io.aiw3.nft.minting.sender;

import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.minting.domain.SenderRules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The rules: mints and burns count once they are final (ADR 4). */
@ApplicationScoped
class SenderBeans {
  @Produces
  @Singleton
  SenderRules rules() {
    return new SenderRules(Commitment.FINALIZED, Commitment.FINALIZED);
  }
}
