package io.aiw3.nft.minting.sender;

import java.util.Map;

/** Why a burn is not prepared, or a submission not taken, in words for people. */
public final class BurnReasons {
  public static final String NFT_NOT_FOUND = "NFT_NOT_FOUND";
  public static final String NFT_NOT_IN_WALLET = "NFT_NOT_IN_WALLET";
  public static final String LEVEL_NOT_BURNABLE = "LEVEL_NOT_BURNABLE";
  public static final String BURN_UNKNOWN = "BURN_UNKNOWN";
  public static final String BURN_NOT_PREPARED = "BURN_NOT_PREPARED";
  public static final String BURN_EXPIRED = "BURN_EXPIRED";
  public static final String MALFORMED_TRANSACTION = "MALFORMED_TRANSACTION";
  public static final String SIGNATURE_UNRELATED = "SIGNATURE_UNRELATED";

  private static final Map<String, String> SENTENCES =
      Map.of(
          NFT_NOT_FOUND, "The user has no such NFT.",
          NFT_NOT_IN_WALLET, "The NFT is not in the user's wallet.",
          LEVEL_NOT_BURNABLE, "Only NFTs of levels 1 to 4 are burned in an upgrade.",
          BURN_UNKNOWN, "No burn was asked for under this number.",
          BURN_NOT_PREPARED, "The burn transaction is not prepared yet.",
          BURN_EXPIRED, "The burn transaction has expired; ask for a fresh one.",
          MALFORMED_TRANSACTION, "The transaction is not base64 of 1 to 1232 bytes.",
          SIGNATURE_UNRELATED, "This signature is not that of the prepared burn.");

  private BurnReasons() {}

  public static String sentence(String reason) {
    return SENTENCES.getOrDefault(reason, "The burn cannot be made.");
  }
}
