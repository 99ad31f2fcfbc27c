package io.aiw3.nft.qualification.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.qualification.domain.Benefits;
import io.aiw3.nft.qualification.domain.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A user's state of every tier: the qualification service's part of the portfolio. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record StandingView(
    UserId userId,
    @Schema(nullable = true, description = "The linked wallet, base58; null: none is linked")
        String walletAddress,
    @Schema(description = "Trading volume that counts, USDT, 0 or more") BigDecimal volume,
    @Schema(
            description =
                "volume, exact: at most 20 integer and 10 fraction digits, without exponent")
        String volumeText,
    @Schema(description = "Level of the tiered NFT held; 0: none is held") int currentLevel,
    @Schema(nullable = true, description = "The level that can be obtained next; null at level 5")
        Integer nextLevel,
    @Schema(description = "What the user's NFTs give together now") Benefits benefits,
    @Schema(description = "Every tiered level, lowest first") List<TierView> tiers,
    @Schema(description = "Competition NFTs, those held first, then the newest first; at most 500")
        List<NftView> competitionNfts) {
  public StandingView {
    tiers = List.copyOf(tiers);
    competitionNfts = List.copyOf(competitionNfts);
  }

  /** Why a claim or an upgrade would be refused: the codes of the verification. */
  @Schema(name = "TierObstacle")
  public enum Obstacle {
    WALLET_NOT_LINKED,
    NFT_ALREADY_HELD,
    TIER_ALREADY_ISSUED,
    LOWER_LEVEL_NOT_HELD,
    INSUFFICIENT_VOLUME,
    INSUFFICIENT_BADGES;

    static Obstacle of(Verdict verdict) {
      return verdict instanceof Verdict.Refused refused ? valueOf(refused.reason().name()) : null;
    }
  }

  /** One tier as its card shows it. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "TierStanding")
  public record TierView(
      @Schema(description = "Tiered") int level,
      String name,
      String description,
      @Schema(
              enumeration = {"locked", "unlockable", "unlocked", "active", "burned", "inactive"},
              description =
                  "unlockable: a claim or an upgrade would be accepted now; inactive: the NFT has"
                      + " left the user's wallet")
          String status,
      @Schema(
              nullable = true,
              description =
                  "The first reason why a claim or an upgrade to this level would be refused now;"
                      + " null: it would be accepted")
          Obstacle obstacle,
      Requirement requirement,
      Progress progress,
      @Schema(description = "What the tier's NFT gives once it is active") Gives benefits,
      @Schema(
              nullable = true,
              description =
                  "The user's NFT of this tier: the one held, else the newest that was; null: there"
                      + " is none")
          NftView nft) {}

  /** What a claim or an upgrade to the tier requires. */
  @Schema(name = "TierRequirement")
  public record Requirement(
      @Schema(description = "USDT, at least this much") BigDecimal volume,
      @Schema(description = "volume, exact") String volumeText,
      @Schema(description = "Bound badges of this level, 0 to 20") int badges) {}

  /** How much of the requirement is met. */
  @Schema(name = "TierProgress")
  public record Progress(
      @Schema(description = "By volume, 0 to 1, four decimals; 1 only when the volume suffices")
          BigDecimal ratio,
      @Schema(description = "USDT that count") BigDecimal volume,
      @Schema(description = "volume, exact") String volumeText,
      @Schema(description = "USDT that are missing, 0 when the volume suffices")
          BigDecimal shortfall,
      @Schema(description = "shortfall, exact") String shortfallText,
      @Schema(description = "Bound badges of this level that no upgrade has used up")
          int badgesBound,
      @Schema(description = "Catalogue identifiers of badges not bound yet; empty when enough are")
          List<String> badgesMissing,
      @Schema(description = "Volume, badges and the NFT of the level below are there")
          boolean qualified) {
    public Progress {
      badgesMissing = List.copyOf(badgesMissing);
    }
  }

  /** What an NFT of the tier gives. */
  @Schema(name = "TierBenefits")
  public record Gives(
      @Schema(description = "Fraction of the fee, 0 to 1") BigDecimal feeReduction,
      @Schema(description = "Free AI agent uses a week") int aiagentUses,
      @Schema(description = "Further rights by name") List<String> rights) {
    public Gives {
      rights = List.copyOf(rights);
    }
  }

  /** An NFT that the user has or had. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "OwnNft")
  public record NftView(
      String mintAddress,
      @Schema(description = "A level of the tier catalogue") int level,
      String tierName,
      NftStatus status,
      boolean benefitsActive,
      @Schema(nullable = true, description = "Null where the mint is from before this was kept")
          Instant mintedAt,
      @Schema(nullable = true, description = "Null unless burned") Instant burnedAt) {}
}
