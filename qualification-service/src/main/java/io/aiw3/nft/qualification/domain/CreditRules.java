package io.aiw3.nft.qualification.domain;

import java.time.Instant;
import java.util.List;

/**
 * The user that a wallet's trade counts for: the user whose link was in force when it was executed.
 * What was traded before the first link is the first user's; what is traded after a user unlinked
 * the wallet, and before another user links it, is still the earlier user's.
 */
public final class CreditRules {
  private CreditRules() {}

  /**
   * @param links of the wallet, by position; at least one
   * @param executedAt null when the trade does not state it: it counts as new
   */
  public static int creditedTo(List<WalletLink> links, Instant executedAt) {
    for (int i = links.size() - 1; i > 0; i--) {
      WalletLink link = links.get(i);
      if (executedAt == null || !link.from().isAfter(executedAt)) {
        return link.userId();
      }
    }
    return first(links);
  }

  /** The user that trades without a user of their own in the ledger count for. */
  public static int first(List<WalletLink> links) {
    return links.get(0).userId();
  }
}
