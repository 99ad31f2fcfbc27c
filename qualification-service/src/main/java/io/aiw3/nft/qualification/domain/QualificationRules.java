package io.aiw3.nft.qualification.domain;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.TierCatalogue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may have which level.
 *
 * <p>The first level: the volume. The others: the volume, the bound and unconsumed badges of that
 * level, and the tiered NFT of the level below, held or burned without a successor.
 */
public final class QualificationRules {
  private static final int PROGRESS_DECIMALS = 4;

  private final TierCatalogue tiers;
  private final BadgeCatalogue badges;
  private final List<Tier> ladder;

  public QualificationRules(TierCatalogue tiers, BadgeCatalogue badges) {
    this.tiers = tiers;
    this.badges = badges;
    this.ladder = tiers.tiered();
  }

  /** The qualification for every tiered level. */
  public List<Qualification> all(Standing standing) {
    return ladder.stream().map(tier -> of(tier, standing)).toList();
  }

  /**
   * The qualification for one level.
   *
   * @throws IllegalArgumentException if there is no such level
   */
  public Qualification of(int level, Standing standing) {
    return of(tiers.level(level), standing);
  }

  /** The only level that the user can obtain next; 0 when the highest is held. */
  public int nextLevel(Standing standing) {
    return tiers.next(standing.startingLevel());
  }

  /** The level from which an upgrade leads to {@code level}; 0 for the one that is claimed. */
  public int startOf(int level) {
    return tiers.previous(level);
  }

  /** The levels whose required volume {@code volume} reaches. */
  public int levelsReached(BigDecimal volume) {
    return (int)
        ladder.stream().filter(tier -> volume.compareTo(tier.requiredVolume()) >= 0).count();
  }

  /** {@code min(1, volume / required)}, rounded down so that 1 means that it suffices. */
  static BigDecimal progress(BigDecimal volume, BigDecimal required) {
    return volume.compareTo(required) >= 0
        ? BigDecimal.ONE.setScale(PROGRESS_DECIMALS)
        : volume.max(BigDecimal.ZERO).divide(required, PROGRESS_DECIMALS, RoundingMode.DOWN);
  }

  private Qualification of(Tier tier, Standing standing) {
    Set<String> collected =
        standing.badges().stream()
            .filter(badge -> badge.level() == tier.level())
            .map(BoundBadge::badge)
            .collect(Collectors.toSet());
    return new Qualification(
        tier.level(),
        tier.name(),
        tier.requiredVolume(),
        standing.volume(),
        tier.requiredVolume().subtract(standing.volume()).max(BigDecimal.ZERO),
        progress(standing.volume(), tier.requiredVolume()),
        tier.badgesRequired(),
        collected.size(),
        missing(tier, collected),
        startOf(tier.level()) == 0 || standing.startsFrom(startOf(tier.level())));
  }

  private List<String> missing(Tier tier, Set<String> collected) {
    if (collected.size() >= tier.badgesRequired()) {
      return List.of();
    }
    return badges.forLevel(tier.level()).stream()
        .map(BadgeDefinition::badge)
        .filter(badge -> !collected.contains(badge))
        .toList();
  }
}
