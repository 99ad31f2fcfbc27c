package io.aiw3.nft.kit.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/** The groups that the operations of all services are shown in. */
public final class ApiTags {
  public static final String ADMINISTRATION = "administration";
  public static final String BADGES = "badges";
  public static final String CATALOGUE = "catalogue";
  public static final String COMPETITIONS = "competitions";
  public static final String NFTS = "nfts";
  public static final String PROFILE = "profile";
  public static final String QUALIFICATION = "qualification";
  public static final String UPGRADES = "upgrades";

  private static final Map<String, String> DESCRIPTIONS = new LinkedHashMap<>();

  static {
    DESCRIPTIONS.put(CATALOGUE, "What everybody may read without a token: tiers, artwork, cluster");
    DESCRIPTIONS.put(QUALIFICATION, "Volume, levels and benefits, and the way to the next level");
    DESCRIPTIONS.put(BADGES, "Badges: the catalogue, the caller's own, and awards by hand");
    DESCRIPTIONS.put(NFTS, "NFTs that a user has or had, and their activation");
    DESCRIPTIONS.put(UPGRADES, "Claims and upgrades, from their start to the last transaction");
    DESCRIPTIONS.put(PROFILE, "Profiles that their owners show to everybody");
    DESCRIPTIONS.put(COMPETITIONS, "Awards of competition NFTs");
    DESCRIPTIONS.put(ADMINISTRATION, "For administrators: users, operations, definitions, totals");
  }

  private ApiTags() {}

  /** Describes the tags that the document's operations have. */
  static void describe(OpenAPI api) {
    Set<String> used = new TreeSet<>();
    api.getPaths()
        .getPathItems()
        .values()
        .forEach(
            item ->
                item.getOperations().values().stream()
                    .filter(operation -> operation.getTags() != null)
                    .forEach(operation -> used.addAll(operation.getTags())));
    api.setTags(null);
    DESCRIPTIONS.forEach(
        (name, description) -> {
          if (used.contains(name)) {
            api.addTag(OASFactory.createTag().name(name).description(description));
          }
        });
  }
}
