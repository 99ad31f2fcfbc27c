package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.TierCatalogue;
import java.util.List;

/** What the tier catalogue says of levels, as SQL. */
final class LevelSql {
  private final TierCatalogue tiers;

  LevelSql(TierCatalogue tiers) {
    this.tiers = tiers;
  }

  /** The tiered levels, as a list in parentheses. */
  String tiered() {
    return Columns.in(tiers.tiered().stream().map(Tier::level).toList());
  }

  /** Those from which an upgrade leads on, as a list in parentheses. */
  String starts() {
    List<Integer> starts =
        tiers.tiered().stream().map(Tier::level).filter(level -> tiers.next(level) > 0).toList();
    return Columns.in(starts);
  }

  /**
   * The level after the one that {@code level} gives, where 0 is before the first; 0 after the
   * highest.
   *
   * @param level an expression
   */
  String next(String level) {
    StringBuilder sql = new StringBuilder("CASE ").append(level);
    int from = 0;
    for (Tier tier : tiers.tiered()) {
      sql.append(" WHEN ").append(from).append(" THEN ").append(tier.level());
      from = tier.level();
    }
    return sql.append(" ELSE 0 END").toString();
  }
}
