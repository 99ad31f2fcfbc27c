package io.aiw3.nft.contract;

/**
 * A badge that can be earned.
 *
 * @param badge identifier, lower snake case, at most 60 characters
 * @param level the level whose upgrade needs it (2–5); null for event and special badges
 * @param task the task that earns it; null if only awarded by hand
 * @param taskCount how often the task must have been done
 */
public record BadgeDefinition(
    String badge, String name, BadgeType type, Integer level, String task, int taskCount) {}
