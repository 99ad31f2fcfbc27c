package io.aiw3.nft.upgrade.saga;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every code that an operation carries as its error: the saga's own and the reasons of the minting
 * service's final refusals. The API lists them; no other is sent.
 */
public enum OperationError {
  CANCELLED,
  SIGNATURE_TIMED_OUT,
  BURN_NOT_LANDED,
  BADGES_NOT_AVAILABLE,
  NFT_CLAIM_FAILED,
  NFT_UPGRADE_FAILED,
  BURN_EXPIRED,
  BURN_SUPERSEDED,
  BURN_TRANSACTION_REFUSED,
  BURN_REFUSED,
  BURN_FAILED,
  NFT_NOT_FOUND,
  NFT_NOT_IN_WALLET,
  NFT_FROZEN,
  LEVEL_NOT_BURNABLE,
  MINT_DELAYED,
  MINT_REFUSED,
  TIER_ALREADY_ISSUED,
  TIER_ALREADY_HELD,
  TIER_RESERVED,
  NFT_REISSUED,
  BURN_NOT_FINAL;

  private static final Set<String> NAMES =
      Arrays.stream(values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

  public static boolean lists(String code) {
    return code != null && NAMES.contains(code);
  }
}
