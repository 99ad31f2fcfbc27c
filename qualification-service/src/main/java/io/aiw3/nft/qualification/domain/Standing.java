package io.aiw3.nft.qualification.domain;

import java.math.BigDecimal;
import java.util.List;

/**
 * All that a user's qualification depends on.
 *
 * @param volume USDT, exact
 * @param badges bound and unconsumed
 * @param heldLevel level of the tiered NFT held, 0 for none
 * @param resumableLevel level of a burned tiered NFT without a successor, 0 for none
 */
public record Standing(
    BigDecimal volume, List<BoundBadge> badges, int heldLevel, int resumableLevel) {
  /** A user of whom nothing is known yet. */
  public static final Standing EMPTY = new Standing(BigDecimal.ZERO, List.of(), 0, 0);

  public Standing {
    badges = List.copyOf(badges);
  }

  /** The level from which the next upgrade starts, 0 before the first claim. */
  public int startingLevel() {
    return heldLevel > 0 ? heldLevel : resumableLevel;
  }
}
