package io.aiw3.nft.qualification.domain;

import java.time.Instant;

/**
 * A time in which a wallet's trades count for one user.
 *
 * @param wallet base58
 * @param first whether it is the wallet's first user: trades without a user of their own are theirs
 * @param last whether the wallet has had no other user since
 * @param from null for the first user: trades before the link count too
 * @param until null while no other user has linked the wallet; not included
 */
public record LinkPeriod(String wallet, boolean first, boolean last, Instant from, Instant until) {
  /** Whether the wallet never had another user. */
  public boolean only() {
    return first && last;
  }
}
