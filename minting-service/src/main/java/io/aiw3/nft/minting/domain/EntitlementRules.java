package io.aiw3.nft.minting.domain;

import io.aiw3.nft.contract.UserId;
import java.util.Map;
import java.util.Optional;

/**
 * What may be minted: each tier to a user once, ever, even if that NFT was burned. The names are
 * what mint keys derive from; nothing in them is as a caller or a message spells it.
 */
public final class EntitlementRules {
  public static final String TIER_ALREADY_ISSUED = "TIER_ALREADY_ISSUED";
  public static final String TIER_ALREADY_HELD = "TIER_ALREADY_HELD";
  public static final String TIER_RESERVED = "TIER_RESERVED";
  public static final String NFT_REISSUED = "NFT_REISSUED";
  public static final String BURN_NOT_FINAL = "BURN_NOT_FINAL";

  private static final Map<String, String> SENTENCES =
      Map.of(
          TIER_ALREADY_ISSUED, "This tier was issued to the user before.",
          TIER_ALREADY_HELD, "The user holds a tiered NFT.",
          TIER_RESERVED, "Another upgrade to this tier has not ended yet.",
          NFT_REISSUED, "The burned NFT was issued again.",
          BURN_NOT_FINAL, "The lower NFT is not burned.");

  private EntitlementRules() {}

  public static String tier(UserId user, int level) {
    return "tier:" + user + ":" + level;
  }

  /** Of a tier that was issued before to a user whose NFT we have burned for it all the same. */
  public static String tierAfterBurn(UserId user, int level, String burnedMint) {
    return tier(user, level) + ":" + burnedMint;
  }

  public static String reissue(String burnedMint) {
    return "reissue:" + burnedMint;
  }

  /**
   * What is known when a mint is requested.
   *
   * @param issued the tier, for another request
   * @param held some tiered NFT
   * @param burned the old NFT of an upgrade
   * @param ownBurn the request's own burn is final
   * @param reissued the old NFT of an upgrade
   */
  public record Facts(
      boolean issued, boolean held, boolean burned, boolean ownBurn, boolean reissued) {}

  /** Why a level 1 NFT is not minted for a claim. */
  public static Optional<String> refuseClaim(Facts facts) {
    if (facts.issued()) {
      return Optional.of(TIER_ALREADY_ISSUED);
    }
    return facts.held() ? Optional.of(TIER_ALREADY_HELD) : Optional.empty();
  }

  /** Why the next level is not minted for an upgrade; never after its own burn. */
  public static Optional<String> refuseUpgrade(Facts facts) {
    if (facts.ownBurn()) {
      return Optional.empty();
    }
    if (facts.issued()) {
      return Optional.of(TIER_ALREADY_ISSUED);
    }
    if (facts.reissued()) {
      return Optional.of(NFT_REISSUED);
    }
    return facts.burned() ? Optional.empty() : Optional.of(BURN_NOT_FINAL);
  }

  /** How far the burn of an upgrade has come that reserved a tier. */
  public enum Burn {
    /** Nothing is signed, or what was signed can never land. */
    CANNOT_LAND,
    CAN_LAND,
    FINAL
  }

  /** Why another upgrade does not get a tier that is reserved; empty: it takes the tier over. */
  public static Optional<String> refuseReserved(Burn burn) {
    return switch (burn) {
      case CANNOT_LAND -> Optional.empty();
      case CAN_LAND -> Optional.of(TIER_RESERVED);
      case FINAL -> Optional.of(TIER_ALREADY_ISSUED);
    };
  }

  /** For people. */
  public static String sentence(String reason) {
    return SENTENCES.getOrDefault(reason, "The NFT is not minted.");
  }
}
