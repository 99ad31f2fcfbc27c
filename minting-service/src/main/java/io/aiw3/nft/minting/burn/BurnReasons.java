package io.aiw3.nft.minting.burn;

import java.util.Map;

/** Why a burn is not prepared, or a submission not taken, in words for people. */
public final class BurnReasons {
  public static final String NFT_NOT_FOUND = "NFT_NOT_FOUND";
  public static final String NFT_NOT_IN_WALLET = "NFT_NOT_IN_WALLET";
  public static final String NFT_FROZEN = "NFT_FROZEN";
  public static final String BURN_FAILED = "BURN_FAILED";
  public static final String LEVEL_NOT_BURNABLE = "LEVEL_NOT_BURNABLE";
  public static final String BURN_UNKNOWN = "BURN_UNKNOWN";
  public static final String BURN_NOT_PREPARED = "BURN_NOT_PREPARED";
  public static final String BURN_EXPIRED = "BURN_EXPIRED";
  public static final String BURN_SUPERSEDED = "BURN_SUPERSEDED";
  public static final String MALFORMED_TRANSACTION = "MALFORMED_TRANSACTION";
  public static final String SIGNATURE_UNRELATED = "SIGNATURE_UNRELATED";

  private static final Map<String, String> SENTENCES =
      Map.ofEntries(
          Map.entry(NFT_NOT_FOUND, "The user has no such NFT."),
          Map.entry(NFT_NOT_IN_WALLET, "The NFT is not in the user's wallet."),
          Map.entry(
              NFT_FROZEN,
              "The NFT's token account is frozen and cannot be burned until it is thawed where it"
                  + " was frozen."),
          Map.entry(BURN_FAILED, "The burn failed on the chain."),
          Map.entry(LEVEL_NOT_BURNABLE, "No upgrade starts from an NFT of this level."),
          Map.entry(BURN_UNKNOWN, "No burn was requested under this number."),
          Map.entry(BURN_NOT_PREPARED, "The burn transaction is not prepared yet."),
          Map.entry(BURN_EXPIRED, "The burn transaction has expired; request a fresh one."),
          Map.entry(
              BURN_SUPERSEDED,
              "This transaction was signed too late to land; a fresh one is there to sign."),
          Map.entry(MALFORMED_TRANSACTION, "The transaction is not base64 of 1 to 1232 bytes."),
          Map.entry(SIGNATURE_UNRELATED, "This signature is not that of the prepared burn."));

  /** Errors of the Token program: its own numbers. */
  private static final String INSUFFICIENT_FUNDS = ":Custom:1";

  private static final String OWNER_MISMATCH = ":Custom:4";
  private static final String ACCOUNT_FROZEN = ":Custom:17";

  private BurnReasons() {}

  /**
   * The reason that a burn's error amounts to.
   *
   * @param error the runtime's own in one line, as {@code InstructionError:2:Custom:17}
   */
  static String ofError(String error) {
    if (error.endsWith(ACCOUNT_FROZEN)) {
      return NFT_FROZEN;
    }
    return error.startsWith("InstructionError:")
            && (error.endsWith(INSUFFICIENT_FUNDS) || error.endsWith(OWNER_MISMATCH))
        ? NFT_NOT_IN_WALLET
        : BURN_FAILED;
  }

  public static String sentence(String reason) {
    return SENTENCES.getOrDefault(reason, "The burn cannot be made.");
  }
}
