package io.aiw3.nft.qualification.status;

import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.NftStatus;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Data model v2, "NFT Status Response Format".
 *
 * @param currentNFT null while no tiered NFT is held
 */
public record StatusView(@Schema(nullable = true) CurrentNft currentNFT, Next qualification) {
  /** The tiered NFT held. */
  public record CurrentNft(
      int level,
      String tierName,
      String mintAddress,
      Gives benefits,
      NftStatus status,
      boolean benefitsActive) {}

  /** What the NFT gives once it is active. */
  public record Gives(BigDecimal feeReduction, int aiagentUses) {}

  /**
   * The way to the next level.
   *
   * @param nextLevel null at the highest level
   * @param progress by volume, 0–1
   */
  public record Next(
      @Schema(nullable = true) Integer nextLevel, BigDecimal progress, Requirements requirements) {}

  /**
   * @param tradingVolume required for the next level, USDT; null at the highest level
   * @param tradingVolumeText the same, exact
   * @param badges identifiers of the badges that are missing
   */
  public record Requirements(
      @Schema(nullable = true) BigDecimal tradingVolume,
      @Schema(nullable = true) String tradingVolumeText,
      List<String> badges) {
    static final Requirements NONE = new Requirements(null, null, List.of());

    public Requirements {
      badges = List.copyOf(badges);
    }

    static Requirements of(BigDecimal tradingVolume, List<String> badges) {
      return new Requirements(tradingVolume, ContractJson.text(tradingVolume), badges);
    }
  }
}
