package io.aiw3.nft.qualification.domain;

import io.aiw3.nft.qualification.domain.Verdict.Reason;
import java.util.Optional;

/** Decides whether a claim or an upgrade may start. */
public final class VerificationRules {
  private final QualificationRules rules;

  public VerificationRules(QualificationRules rules) {
    this.rules = rules;
  }

  /**
   * @param wallet null when none is linked
   * @param target a tiered level
   */
  public Verdict decide(Standing standing, String wallet, int target) {
    Qualification qualification = rules.of(target, standing);
    Reason reason = obstacle(standing, wallet, qualification);
    if (reason != null) {
      return new Verdict.Refused(reason, qualification, standing.heldLevel());
    }
    int from = rules.startOf(target);
    if (from == 0) {
      return new Verdict.Verified(wallet, 0, null, false, qualification.badgesRequired());
    }
    Optional<TieredNft> held = standing.held(from);
    TieredNft start = held.or(() -> standing.resumable(from)).orElseThrow();
    return new Verdict.Verified(
        wallet,
        held.isPresent() ? start.level() : standing.heldLevel(),
        start.mint(),
        held.isEmpty(),
        qualification.badgesRequired());
  }

  private Reason obstacle(Standing standing, String wallet, Qualification qualification) {
    int target = qualification.level();
    if (wallet == null) {
      return Reason.WALLET_NOT_LINKED;
    }
    if (rules.startOf(target) == 0
        ? !standing.held().isEmpty()
        : standing.held(target).isPresent()) {
      return Reason.NFT_ALREADY_HELD;
    }
    if (standing.issued().contains(target)) {
      return Reason.TIER_ALREADY_ISSUED;
    }
    if (!qualification.lowerLevelHeld()) {
      return target <= standing.heldLevel() ? Reason.NFT_ALREADY_HELD : Reason.LOWER_LEVEL_NOT_HELD;
    }
    if (!qualification.volumeSuffices()) {
      return Reason.INSUFFICIENT_VOLUME;
    }
    return qualification.badgesSuffice() ? null : Reason.INSUFFICIENT_BADGES;
  }
}
