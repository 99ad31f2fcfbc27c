package io.aiw3.nft.upgrade.domain;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.QualificationSnapshot;
import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.TierCatalogue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * May a user begin a claim or an upgrade, as far as the newest snapshot that is known here shows?
 * The qualification service decides, as the first step of the saga.
 */
public final class Eligibility {
  private final TierCatalogue tiers;
  private final BadgeCatalogue badges;

  public Eligibility(TierCatalogue tiers, BadgeCatalogue badges) {
    this.tiers = tiers;
    this.badges = badges;
  }

  /** The answer. */
  public sealed interface Verdict {
    <R> R accept(Visitor<R> visitor);
  }

  /** What becomes of each answer: who forgets one does not compile. */
  public interface Visitor<R> {
    R eligible(Eligible verdict);

    R noWallet(NoWallet verdict);

    R alreadyHeld(AlreadyHeld verdict);

    R lacking(Lacking verdict);
  }

  public record Eligible() implements Verdict {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.eligible(this);
    }
  }

  /** No wallet is linked to the user, so there is nowhere to mint to. */
  public record NoWallet() implements Verdict {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.noWallet(this);
    }
  }

  /** A claim, but the user has a tiered NFT. */
  public record AlreadyHeld(int level) implements Verdict {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.alreadyHeld(this);
    }
  }

  /**
   * @param message a sentence that names the first thing that is missing
   */
  public record Lacking(String message, Shortfall shortfall) implements Verdict {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.lacking(this);
    }
  }

  /**
   * @param snapshot empty: nothing is known of the user, who then has nothing
   * @param wallet whether one is linked
   */
  public Verdict decide(
      OperationKind kind,
      int targetLevel,
      Optional<QualificationSnapshot.Data> snapshot,
      boolean wallet) {
    int held = snapshot.map(QualificationSnapshot.Data::currentLevel).orElse(0);
    if (kind == OperationKind.CLAIM && held > 0) {
      return new AlreadyHeld(held);
    }
    Optional<QualificationSnapshot.Level> level =
        snapshot.stream()
            .flatMap(s -> s.levels().stream())
            .filter(l -> l.level() == targetLevel)
            .findFirst();
    if (!wallet) {
      return new NoWallet();
    }
    if (level.map(QualificationSnapshot.Level::qualified).orElse(false)) {
      return new Eligible();
    }
    Shortfall shortfall = shortfall(targetLevel, held, snapshot, level);
    return new Lacking(message(kind, shortfall), shortfall);
  }

  private Shortfall shortfall(
      int targetLevel,
      int held,
      Optional<QualificationSnapshot.Data> snapshot,
      Optional<QualificationSnapshot.Level> level) {
    Tier tier = tiers.level(targetLevel);
    BigDecimal required =
        level.map(QualificationSnapshot.Level::requiredVolume).orElse(tier.requiredVolume());
    BigDecimal current =
        snapshot.map(QualificationSnapshot.Data::tradingVolume).orElse(BigDecimal.ZERO);
    List<String> missing =
        level
            .map(QualificationSnapshot.Level::badgesMissing)
            .orElseGet(
                () -> badges.forLevel(targetLevel).stream().map(BadgeDefinition::badge).toList());
    return new Shortfall(
        required,
        current,
        required.subtract(current).max(BigDecimal.ZERO),
        level.map(QualificationSnapshot.Level::badgesRequired).orElse(tier.badgesRequired()),
        level.map(QualificationSnapshot.Level::badgesCollected).orElse(0),
        missing,
        held,
        targetLevel);
  }

  private String message(OperationKind kind, Shortfall shortfall) {
    String what = kind == OperationKind.CLAIM ? "claim" : "upgrade";
    if (kind == OperationKind.UPGRADE
        && shortfall.currentLevel() > 0
        && shortfall.targetLevel() != tiers.next(shortfall.currentLevel())) {
      int next = tiers.next(shortfall.currentLevel());
      return next == 0
          ? "The highest level is held."
          : "Levels are reached one at a time: the next one is " + next + ".";
    }
    if (shortfall.shortfall().signum() > 0) {
      return "Insufficient trading volume for " + what;
    }
    if (shortfall.badgesCollected() < shortfall.badgesRequired()) {
      return "Insufficient bound badges for " + what;
    }
    return "The NFT of the level below is needed for " + what;
  }
}
