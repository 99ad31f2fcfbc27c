package io.aiw3.nft.qualification.domain;

import io.aiw3.nft.qualification.domain.Verdict.Reason;

/** Decides whether a claim or an upgrade may start. */
public final class VerificationRules {
  private final QualificationRules rules;

  public VerificationRules(QualificationRules rules) {
    this.rules = rules;
  }

  /**
   * @param wallet null when none is linked
   * @param heldMint null when no tiered NFT is held
   * @param resumableMint null when there is no burned one without a successor
   * @param target 1–5
   */
  public Verdict decide(
      Standing standing, String wallet, String heldMint, String resumableMint, int target) {
    Qualification qualification = rules.of(target, standing);
    Reason reason = obstacle(standing, wallet, qualification);
    if (reason != null) {
      return new Verdict.Refused(reason, qualification, standing.heldLevel());
    }
    boolean burned = target > 1 && standing.heldLevel() == 0;
    return new Verdict.Verified(
        wallet,
        standing.heldLevel(),
        target == 1 ? null : burned ? resumableMint : heldMint,
        burned,
        qualification.badgesRequired());
  }

  private static Reason obstacle(Standing standing, String wallet, Qualification qualification) {
    if (wallet == null) {
      return Reason.WALLET_NOT_LINKED;
    }
    if (qualification.level() <= standing.heldLevel()) {
      return Reason.NFT_ALREADY_HELD;
    }
    if (!qualification.lowerLevelHeld()) {
      return Reason.LOWER_LEVEL_NOT_HELD;
    }
    if (!qualification.volumeSuffices()) {
      return Reason.INSUFFICIENT_VOLUME;
    }
    return qualification.badgesSuffice() ? null : Reason.INSUFFICIENT_BADGES;
  }
}
