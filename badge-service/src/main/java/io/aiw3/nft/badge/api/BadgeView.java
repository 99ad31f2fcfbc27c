package io.aiw3.nft.badge.api;

import io.aiw3.nft.badge.persistence.BadgeEntity;
import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.contract.BadgeType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A badge that a user owns.
 *
 * @param badge identifier in the catalogue, for {@code POST /api/v1/badges/{badge}/bind}
 * @param level the level whose upgrade needs it; null for event and special badges
 * @param mintAddress of its NFT; null unless badges are minted on the chain
 */
public record BadgeView(
    int id,
    String badge,
    String name,
    BadgeType type,
    @Schema(nullable = true) Integer level,
    BadgeState state,
    boolean isBound,
    Instant earnedAt,
    @Schema(nullable = true) Instant boundAt,
    @Schema(nullable = true) String mintAddress) {
  static BadgeView of(BadgeEntity badge) {
    return new BadgeView(
        badge.id,
        badge.badge,
        badge.name,
        badge.type,
        badge.level,
        badge.state,
        badge.bound,
        badge.earnedAt,
        badge.boundAt,
        badge.mintAddress);
  }
}
