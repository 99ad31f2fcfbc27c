package io.aiw3.nft.badge.api;

import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.contract.BadgeType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A badge of the catalogue, and the caller's state of it.
 *
 * @param task what earns it; null if it is only awarded by hand
 * @param taskCount how often the task must have been done
 * @param taskProgress how often the caller has done it, at most {@code taskCount}
 * @param state the caller's own; null while not owned
 * @param taskText the task as a sentence for people, English; null where the catalogue has none
 * @param icon name of an icon of the Tabler set; null where the catalogue has none
 * @param earnedAt null while not owned
 * @param boundAt null while not bound
 * @param badgeIdentifier of the caller's own badge; null while not owned
 * @param metadataUri on IPFS; null where the badge has none
 * @param imageUri on IPFS; null where the badge has none
 */
public record CatalogueView(
    String badge,
    String name,
    BadgeType type,
    @Schema(nullable = true) Integer level,
    @Schema(nullable = true) String task,
    int taskCount,
    int taskProgress,
    @Schema(nullable = true) BadgeState state,
    @Schema(nullable = true, description = "The task as a sentence, English") String taskText,
    @Schema(nullable = true, description = "Name of an icon of the Tabler set") String icon,
    @Schema(nullable = true, description = "Null while not owned") Instant earnedAt,
    @Schema(nullable = true, description = "Null while not bound") Instant boundAt,
    @Schema(nullable = true) String badgeIdentifier,
    @Schema(nullable = true) String metadataUri,
    @Schema(nullable = true) String imageUri) {}
