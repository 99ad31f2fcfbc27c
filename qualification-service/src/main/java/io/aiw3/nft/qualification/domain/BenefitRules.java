package io.aiw3.nft.qualification.domain;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.TierCatalogue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Active NFTs give benefits: the tiered one and the one best competition NFT. The greater fee
 * reduction counts; uses and rights add up.
 */
public final class BenefitRules {
  private final TierCatalogue tiers;

  public BenefitRules(TierCatalogue tiers) {
    this.tiers = tiers;
  }

  public Benefits of(List<HeldNft> nfts) {
    List<HeldNft> givers = new ArrayList<>(2);
    best(nfts, false).ifPresent(givers::add);
    best(nfts, true).ifPresent(givers::add);
    if (givers.isEmpty()) {
      return Benefits.NONE;
    }
    // Of equal reductions the tiered NFT's is named: it is the first.
    HeldNft reducer = givers.get(0);
    for (HeldNft nft : givers) {
      if (tier(nft).feeReduction().compareTo(tier(reducer).feeReduction()) > 0) {
        reducer = nft;
      }
    }
    BigDecimal reduction = tier(reducer).feeReduction();
    Set<String> rights = new LinkedHashSet<>();
    int uses = 0;
    List<Benefits.Source> sources = new ArrayList<>(2);
    for (HeldNft nft : givers) {
      Tier tier = tier(nft);
      rights.addAll(tier.rights());
      uses += tier.aiagentUses();
      sources.add(source(nft, tier, nft.equals(reducer) ? reduction : BigDecimal.ZERO));
    }
    return new Benefits(givers.get(0).level(), reduction, uses, List.copyOf(rights), sources);
  }

  private Optional<HeldNft> best(List<HeldNft> nfts, boolean competition) {
    return nfts.stream()
        .filter(nft -> nft.status() == NftStatus.ACTIVE)
        .filter(nft -> tier(nft).competition() == competition)
        .max(Comparator.comparing(HeldNft::level).thenComparing(HeldNft::mintAddress));
  }

  private static Benefits.Source source(HeldNft nft, Tier tier, BigDecimal reduction) {
    return new Benefits.Source(
        nft.mintAddress(), nft.level(), tier.name(), reduction, tier.aiagentUses(), tier.rights());
  }

  private Tier tier(HeldNft nft) {
    return tiers.level(nft.level());
  }
}
