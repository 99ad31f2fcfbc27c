package io.aiw3.nft.qualification.domain;

/**
 * A badge that its owner has bound and no upgrade has consumed.
 *
 * @param badge identifier in the catalogue
 * @param level the level whose upgrade needs it; 0 for event and special badges
 */
public record BoundBadge(String badge, int level) {}
