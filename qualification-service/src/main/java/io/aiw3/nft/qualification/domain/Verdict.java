package io.aiw3.nft.qualification.domain;

import java.util.function.Function;

/** The answer to: may this user have that level now? */
public sealed interface Verdict {
  <R> R fold(Function<Verified, R> verified, Function<Refused, R> refused);

  /**
   * @param currentMint the NFT that the upgrade burns; null for a claim
   * @param burned it is burned already
   */
  record Verified(
      String walletAddress,
      int currentLevel,
      String currentMint,
      boolean burned,
      int badgesRequired)
      implements Verdict {
    @Override
    public <R> R fold(Function<Verified, R> verified, Function<Refused, R> refused) {
      return verified.apply(this);
    }
  }

  /**
   * @param qualification what is there and what is missing
   */
  record Refused(Reason reason, Qualification qualification, int currentLevel) implements Verdict {
    @Override
    public <R> R fold(Function<Verified, R> verified, Function<Refused, R> refused) {
      return refused.apply(this);
    }
  }

  /** The first obstacle, as a sentence for people. */
  enum Reason {
    WALLET_NOT_LINKED("No wallet is linked to the user"),
    NFT_ALREADY_HELD("An NFT of this level or a higher one is held already"),
    /** Each tier is minted to a user once, even if the NFT was burned. */
    TIER_ALREADY_ISSUED("TIER_ALREADY_ISSUED"),
    /** The NFT of the level below is neither held nor burned without a successor. */
    LOWER_LEVEL_NOT_HELD("The NFT of the level below is not held"),
    INSUFFICIENT_VOLUME("Insufficient trading volume"),
    INSUFFICIENT_BADGES("Insufficient bound badges");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }

    public String sentence() {
      return sentence;
    }
  }
}
