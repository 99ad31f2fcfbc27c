package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Every badge that can be earned; valid by construction: identifiers unique. Its levels are those
 * of a {@link TierCatalogue}, see {@link #requireLevels}.
 */
public record BadgeCatalogue(List<BadgeDefinition> badges) {
  private static final Pattern ON_IPFS =
      Pattern.compile("(ipfs://|https?://[^\\s/]+(/[^\\s]*)?/ipfs/)[A-Za-z0-9]{46,100}(/[^\\s]*)?");
  private static final int LONGEST_URI = 500;

  /**
   * @throws IllegalArgumentException with a sentence that names the first fault
   */
  @JsonCreator
  public BadgeCatalogue {
    badges = badges == null ? List.of() : List.copyOf(badges);
    Set<String> seen = new HashSet<>();
    for (BadgeDefinition badge : badges) {
      String id = String.valueOf(badge.badge());
      require(id.matches("[a-z0-9_]{1,60}"), id + ": use 1 to 60 of a-z, 0-9 and _");
      require(seen.add(id), id + ": listed twice");
      require(badge.name() != null && !badge.name().isBlank(), id + ": name is missing");
      require(badge.type() != null, id + ": type is missing");
      require(
          badge.metadataUri() == null || isOnIpfs(badge.metadataUri()),
          id + ": metadataUri must be ipfs://<CID> or <gateway>/ipfs/<CID>");
      require(
          badge.imageUri() == null || isOnIpfs(badge.imageUri()),
          id + ": imageUri must be ipfs://<CID> or <gateway>/ipfs/<CID>");
      require(badge.task() == null || badge.taskCount() >= 1, id + ": taskCount must be 1 or more");
    }
  }

  /** Whether this names a file on IPFS, in at most 500 characters. */
  public static boolean isOnIpfs(String uri) {
    return uri.length() <= LONGEST_URI && ON_IPFS.matcher(uri).matches();
  }

  /** The catalogue of the programme. */
  public static BadgeCatalogue standard() {
    try (InputStream in = BadgeCatalogue.class.getResourceAsStream("badge-catalogue.json")) {
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a catalogue in the shape of {@code badge-catalogue.json}. */
  public static BadgeCatalogue read(InputStream in) throws IOException {
    return ContractJson.mapper().readValue(in, BadgeCatalogue.class);
  }

  /**
   * The catalogue, if each of its levels is one that an upgrade leads to.
   *
   * @throws IllegalArgumentException with a sentence that names the first badge of another level
   */
  public BadgeCatalogue requireLevels(TierCatalogue tiers) {
    for (BadgeDefinition badge : badges) {
      require(
          badge.level() == null || tiers.isUpgrade(badge.level()),
          badge.badge() + ": level must be one that an upgrade leads to, or absent");
    }
    return this;
  }

  public Optional<BadgeDefinition> find(String badge) {
    return badges.stream().filter(definition -> definition.badge().equals(badge)).findFirst();
  }

  /** The badges that the upgrade to {@code level} may use, in catalogue order. */
  public List<BadgeDefinition> forLevel(int level) {
    return badges.stream().filter(b -> b.level() != null && b.level() == level).toList();
  }

  /** The badges that {@code task} earns, in catalogue order. */
  public List<BadgeDefinition> earnedBy(String task) {
    return badges.stream().filter(b -> task.equals(b.task())).toList();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException("badge catalogue: " + message);
    }
  }
}
