package io.aiw3.nft.badge.api;

import io.aiw3.nft.badge.persistence.BadgeEntity;
import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.contract.BadgeType;
import io.aiw3.nft.kit.api.Changed;
import io.aiw3.nft.kit.api.StateVersion;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A badge that a user owns.
 *
 * @param badge identifier in the catalogue, for {@code POST /api/v1/badges/{badge}/bind}
 * @param level the level whose upgrade needs it; null for event and special badges
 * @param mintAddress of its NFT; null unless badges are minted on the chain
 * @param badgeIdentifier of this user's badge, as in events
 * @param metadataUri on IPFS; null where the badge has none
 * @param imageUri on IPFS; null where the badge has none
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
    @Schema(nullable = true) String mintAddress,
    String badgeIdentifier,
    @Schema(nullable = true) String metadataUri,
    @Schema(nullable = true) String imageUri) {
  /** After a change, which others show once they have consumed its event. */
  static Changed<BadgeView> changed(BadgeEntity badge) {
    return new Changed<>(of(badge), new StateVersion("badge", badge.identifier, badge.version));
  }

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
        badge.mintAddress,
        badge.identifier,
        badge.metadataUri,
        badge.imageUri);
  }
}
