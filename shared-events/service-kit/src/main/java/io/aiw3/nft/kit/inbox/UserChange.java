package io.aiw3.nft.kit.inbox;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.UserRecord;
import java.time.Duration;
import java.time.Instant;

/**
 * A record of the topic {@code users}, read and ranked in one way by every service that keeps a
 * model of the platform's users. A model stores {@link #at} (to the microsecond) and {@link
 * #offset} of the last change that it applied, and applies the next only if that {@link #replaces}
 * it.
 *
 * @param wallet base58 address, or null for none
 * @param at {@code updatedAt}. A tombstone has none: it counts as of its own time less {@link
 *     #CLOCK_SKEW}, because a user who comes back has a time by the platform's clock
 * @param offset in the user's partition: decides between equal times
 * @param removed the record was a tombstone
 */
public record UserChange(UserId user, String wallet, Instant at, long offset, boolean removed) {
  /** How far the platform's clock may be behind the clock that a tombstone has its time from. */
  static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  /** The offset that goes before all: of models that know no change of the user yet. */
  public static final long NO_OFFSET = -1;

  /**
   * @throws BadMessageException if the record is no user's
   */
  public static UserChange of(Inbound<UserRecord> inbound) {
    UserRecord body = inbound.body();
    if (body == null) {
      return new UserChange(
          user(inbound.key()), null, inbound.time().minus(CLOCK_SKEW), inbound.offset(), true);
    }
    if (body.updatedAt() == null) {
      throw new BadMessageException("updatedAt is missing");
    }
    if (body.walletAddress() != null) {
      MessageChecks.address("walletAddress", body.walletAddress());
    }
    return new UserChange(
        body.userId(), body.walletAddress(), body.updatedAt(), inbound.offset(), false);
  }

  /**
   * Whether this is newer than the change that a model has applied last.
   *
   * @param knownAt null: none
   * @param knownOffset its offset
   */
  public boolean replaces(Instant knownAt, long knownOffset) {
    if (knownAt == null) {
      return true;
    }
    if (removed) {
      // By its time where the topic was created again, or has other partitions: offsets begin at 0.
      return offset > knownOffset || at.isAfter(knownAt);
    }
    int order = at.compareTo(knownAt);
    return order > 0 || (order == 0 && offset > knownOffset);
  }

  /** What a model stores as the time of this change: never less than it knew. */
  public Instant timeAfter(Instant knownAt) {
    return knownAt != null && knownAt.isAfter(at) ? knownAt : at;
  }

  private static UserId user(String key) {
    try {
      return UserId.of(key);
    } catch (IllegalArgumentException e) {
      throw new BadMessageException("the key is not a user id", e);
    }
  }
}
