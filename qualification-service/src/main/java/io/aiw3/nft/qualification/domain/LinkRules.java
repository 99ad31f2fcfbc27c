package io.aiw3.nft.qualification.domain;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which wallet is linked to which user: of all users whose newest record names a wallet, the one
 * with the newest of these records. The result does not depend on the order in which the records
 * arrive.
 */
public final class LinkRules {
  private static final Comparator<Announcement> NEWEST =
      Comparator.comparing(Announcement::at)
          .thenComparing(Announcement::userId, Comparator.reverseOrder());

  private LinkRules() {}

  /** User id → wallet, for the users that have one. */
  public static Map<Integer, String> links(List<Announcement> announcements) {
    Map<String, Announcement> holders = new HashMap<>();
    for (Announcement announcement : announcements) {
      if (announcement.wallet() != null && announcement.at() != null) {
        holders.merge(
            announcement.wallet(), announcement, (a, b) -> NEWEST.compare(a, b) >= 0 ? a : b);
      }
    }
    Map<Integer, String> links = new HashMap<>();
    holders.values().forEach(holder -> links.put(holder.userId(), holder.wallet()));
    return links;
  }
}
