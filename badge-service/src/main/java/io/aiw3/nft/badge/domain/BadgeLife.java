package io.aiw3.nft.badge.domain;

import io.aiw3.nft.contract.BadgeState;
import java.util.Map;
import java.util.Set;

/**
 * What may become of a badge.
 *
 * <pre>
 * owned ──bind──▶ bound ──reserve──▶ reserved ──consume──▶ consumed
 *                   ▲───────release──────┘
 * </pre>
 *
 * Binding is the user's own act and has no way back; only an upgrade that fails before its burn
 * frees what it had reserved.
 */
public final class BadgeLife {
  private static final Map<BadgeState, Set<BadgeState>> NEXT =
      Map.of(
          BadgeState.OWNED, Set.of(BadgeState.BOUND),
          BadgeState.BOUND, Set.of(BadgeState.RESERVED),
          BadgeState.RESERVED, Set.of(BadgeState.BOUND, BadgeState.CONSUMED),
          BadgeState.CONSUMED, Set.of());

  private BadgeLife() {}

  public static boolean allows(BadgeState from, BadgeState to) {
    return NEXT.get(from).contains(to);
  }
}
