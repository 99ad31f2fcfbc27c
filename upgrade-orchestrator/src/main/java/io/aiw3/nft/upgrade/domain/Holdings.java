package io.aiw3.nft.upgrade.domain;

import io.aiw3.nft.contract.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The tiered NFTs of some users, all of each, and what events change of them. Not thread-safe. */
public final class Holdings {
  private final Map<String, Holding> byMint = new LinkedHashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private final List<Change> changes = new ArrayList<>();

  /**
   * @param known all NFTs of the users that the events are about, and all NFTs that they are about
   */
  public Holdings(Collection<Holding> known) {
    known.forEach(holding -> byMint.put(holding.mint(), holding));
  }

  /**
   * A user's level, or the NFT that gives it, has changed.
   *
   * @param effective from now on; empty: none is held
   * @param at the time of the event that changed it; null: unknown
   */
  public record Change(UserId user, Optional<Holding> effective, Instant at) {}

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
    Map<UserId, Optional<Holding>> before = new LinkedHashMap<>();
    users.forEach(user -> before.put(user, effective(user)));
    byMint.put(next.mint(), next);
    changed.add(next.mint());
    before.forEach((user, old) -> note(user, old, event.changedAt()));
  }

  private void note(UserId user, Optional<Holding> before, Instant at) {
    Optional<Holding> now = effective(user);
    if (!same(before, now)) {
      changes.add(new Change(user, now, at));
    }
  }

  /** To the user, the number of an event makes no difference. */
  private static boolean same(Optional<Holding> before, Optional<Holding> now) {
    return before.map(Holding::mint).equals(now.map(Holding::mint))
        && Objects.equals(before.map(Holding::status), now.map(Holding::status));
  }

  private Optional<Holding> effective(UserId user) {
    return Holding.effective(
        byMint.values().stream().filter(holding -> holding.owner().equals(user)).toList());
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
