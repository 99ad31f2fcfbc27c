package io.aiw3.nft.upgrade.domain;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.TierCatalogue;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a user's NFTs give.
 *
 * @param nft the tiered NFT that gives the level: an active one before one that is not, then the
 *     highest; empty: none is held
 * @param benefits those that are on: of that NFT once it is activated, and of one competition NFT
 */
public record Standing(Optional<Holding> nft, Benefits benefits) {
  /**
   * @param feeReduction the greater one of the two; never added up
   * @param aiagentUses free uses per week, of both together
   */
  public record Benefits(BigDecimal feeReduction, int aiagentUses) {
    private static final Benefits NONE = new Benefits(BigDecimal.ZERO, 0);

    private Benefits and(Tier tier) {
      return new Benefits(feeReduction.max(tier.feeReduction()), aiagentUses + tier.aiagentUses());
    }
  }

  /**
   * @param ofUser NFTs of one user, competition NFTs too
   */
  static Standing of(Collection<Holding> ofUser, TierCatalogue tiers) {
    List<Holding> tiered = ofUser.stream().filter(nft -> tiers.isTiered(nft.level())).toList();
    Optional<Holding> nft = Holding.effective(tiered);
    Benefits benefits =
        nft.filter(Standing::active)
            .flatMap(active -> tiers.find(active.level()))
            .map(Benefits.NONE::and)
            .orElse(Benefits.NONE);
    boolean awarded =
        ofUser.stream().anyMatch(one -> tiers.isCompetition(one.level()) && active(one));
    return new Standing(nft, awarded ? benefits.and(tiers.competition()) : benefits);
  }

  private static boolean active(Holding nft) {
    return nft.status() == NftStatus.ACTIVE;
  }
}
