package io.aiw3.nft.upgrade.domain;

import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The NFTs of some users, all of each, and what events change of them. Not thread-safe. */
public final class Holdings {
  private final TierCatalogue tiers;
  private final Map<String, Holding> byMint = new LinkedHashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private final List<Change> changes = new ArrayList<>();

  /**
   * @param known all NFTs of the users that the events are about, and all NFTs that they are about
   */
  public Holdings(Collection<Holding> known, TierCatalogue tiers) {
    this.tiers = tiers;
    known.forEach(holding -> byMint.put(holding.mint(), holding));
  }

  /**
   * A user's level, the NFT that gives it, or the benefits that are on have changed.
   *
   * @param standing from now on
   * @param at the time of the event that changed it; null: unknown
   */
  public record Change(UserId user, Standing standing, Instant at) {}

  /** Takes events of NFTs into account, one after the other. */
  public void apply(List<Holding> events) {
    events.forEach(this::apply);
  }

  private void apply(Holding event) {
    Holding known = byMint.get(event.mint());
    Holding next = event.after(known);
    if (next.equals(known)) {
      return;
    }
    Set<UserId> users = new LinkedHashSet<>();
    if (known != null) {
      users.add(known.owner());
    }
    users.add(next.owner());
    Map<UserId, Standing> before = new LinkedHashMap<>();
    users.forEach(user -> before.put(user, standing(user)));
    byMint.put(next.mint(), next);
    changed.add(next.mint());
    before.forEach((user, old) -> note(user, old, event.changedAt()));
  }

  private void note(UserId user, Standing before, Instant at) {
    Standing now = standing(user);
    if (!same(before, now)) {
      changes.add(new Change(user, now, at));
    }
  }

  /** To the user, the number of an event makes no difference. */
  private static boolean same(Standing before, Standing now) {
    return before.nft().map(Holding::mint).equals(now.nft().map(Holding::mint))
        && before.nft().map(Holding::status).equals(now.nft().map(Holding::status))
        && before.benefits().equals(now.benefits());
  }

  /** What a user's NFTs give now. */
  public Standing standing(UserId user) {
    return Standing.of(
        byMint.values().stream().filter(holding -> holding.owner().equals(user)).toList(), tiers);
  }

  /** The NFTs of which something has changed. */
  public List<Holding> changed() {
    return changed.stream().map(byMint::get).toList();
  }

  /** What is to be published to users, in order. */
  public List<Change> changes() {
    return List.copyOf(changes);
  }
}
