package io.aiw3.nft.upgrade.domain;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * An NFT as in one event, or as in the newest of all that were consumed. Events may come in any
 * order, and again a year later: {@link #after} keeps what is newer.
 *
 * @param mint base58 address
 * @param owner whose it is, or was last
 * @param version the number of the change; null: published before there were numbers, older than
 *     any
 * @param changedAt when it changed; decides only among those without a version, null: before any
 */
public record Holding(
    String mint, UserId owner, int level, NftStatus status, Long version, Instant changedAt) {
  private static final Comparator<Holding> AGE =
      Comparator.comparing(Holding::version, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(
              holding -> holding.version() == null ? holding.changedAt() : null,
              Comparator.nullsFirst(Comparator.naturalOrder()));

  /** The one that benefits come from: an active one before one that is not, then the highest. */
  private static final Comparator<Holding> EFFECT =
      Comparator.comparing((Holding holding) -> holding.status() == NftStatus.ACTIVE)
          .thenComparing(Holding::level)
          .thenComparing(Holding::mint);

  /** Whether its owner has it, activated or not. */
  public boolean held() {
    return status == NftStatus.UNLOCKED || status == NftStatus.ACTIVE;
  }

  /**
   * What is known of the NFT after this event of it.
   *
   * @param known before; null: nothing
   */
  public Holding after(Holding known) {
    if (known == null) {
      return this;
    }
    if (known.status() == NftStatus.BURNED) {
      return known;
    }
    return status == NftStatus.BURNED || AGE.compare(this, known) > 0 ? this : known;
  }

  /** Which of a user's tiered NFTs gives the user's level; empty: none is held. */
  public static Optional<Holding> effective(Collection<Holding> ofUser) {
    return ofUser.stream().filter(Holding::held).max(EFFECT);
  }
}
