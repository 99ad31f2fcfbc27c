package io.aiw3.nft.badge.api;

import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.contract.BadgeType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A badge of the catalogue, and where the caller stands.
 *
 * @param task what earns it; null if it is only awarded by hand
 * @param taskCount how often the task must have been done
 * @param taskProgress how often the caller has done it, at most {@code taskCount}
 * @param state the caller's own; null while not owned
 */
public record CatalogueView(
    String badge,
    String name,
    BadgeType type,
    @Schema(nullable = true) Integer level,
    @Schema(nullable = true) String task,
    int taskCount,
    int taskProgress,
    @Schema(nullable = true) BadgeState state) {}
