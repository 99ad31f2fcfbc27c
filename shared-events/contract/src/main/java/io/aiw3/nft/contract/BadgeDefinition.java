package io.aiw3.nft.contract;

/**
 * A badge that can be earned.
 *
 * @param badge identifier, lower snake case, at most 60 characters
 * @param level the level whose upgrade needs it; null for event and special badges
 * @param task the task that earns it; null if only awarded by hand
 * @param taskCount how often the task must have been done
 * @param taskText the task as a sentence for people, English; null where the catalogue has none
 * @param icon name of an icon of the Tabler set; null where the catalogue has none
 * @param metadataUri of the badge's metadata on IPFS, {@code ipfs://<CID>} or {@code
 *     <gateway>/ipfs/<CID>}; null where the catalogue has none
 * @param imageUri of the badge's image on IPFS, in the same forms; null where the catalogue has
 *     none
 */
public record BadgeDefinition(
    String badge,
    String name,
    BadgeType type,
    Integer level,
    String task,
    int taskCount,
    String taskText,
    String icon,
    String metadataUri,
    String imageUri) {
  public BadgeDefinition(
      String badge, String name, BadgeType type, Integer level, String task, int taskCount) {
    this(badge, name, type, level, task, taskCount, null, null, null, null);
  }
}
