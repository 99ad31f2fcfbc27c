package io.aiw3.nft.qualification.api;

import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.TierKind;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A {@link Tier} with the exact text of its amount.
 *
 * @param requiredVolume null for the competition NFT
 */
@Schema(name = "Tier")
public record TierView(
    int level,
    TierKind kind,
    String name,
    String symbol,
    String description,
    @Schema(nullable = true) BigDecimal requiredVolume,
    @Schema(nullable = true) String requiredVolumeText,
    int badgesRequired,
    BigDecimal feeReduction,
    int aiagentUses,
    List<String> rights) {
  public TierView {
    rights = List.copyOf(rights);
  }

  static TierView of(Tier tier) {
    return new TierView(
        tier.level(),
        tier.kind(),
        tier.name(),
        tier.symbol(),
        tier.description(),
        tier.requiredVolume(),
        tier.requiredVolume() == null ? null : ContractJson.text(tier.requiredVolume()),
        tier.badgesRequired(),
        tier.feeReduction(),
        tier.aiagentUses(),
        tier.rights());
  }
}
