import type { Badge, Operation, Portfolio, TierStanding } from '../api/types';

/** The one thing that a trader does next about a tier. */
export type Next =
  | { kind: 'sign'; operation: Operation }
  | { kind: 'follow'; operation: Operation }
  | { kind: 'activate'; mint: string }
  | { kind: 'claim' }
  | { kind: 'upgrade'; level: number }
  | { kind: 'bind'; badges: Badge[] }
  | { kind: 'earn'; missing: number }
  | { kind: 'trade' }
  | { kind: 'link' }
  | { kind: 'none' };

/** Decided from the portfolio alone, so that every page says the same. */
export function nextOf(portfolio: Portfolio, tier: TierStanding): Next {
  const { operation, standing } = portfolio;
  if (operation?.toLevel === tier.level) return operation.burnTransaction ? { kind: 'sign', operation } : { kind: 'follow', operation };
  if (tier.nft?.status === 'unlocked') return { kind: 'activate', mint: tier.nft.mintAddress };
  if (operation || !standing || tier.level !== standing.nextLevel) return { kind: 'none' };
  if (tier.status === 'unlockable') return tier.level === 1 ? { kind: 'claim' } : { kind: 'upgrade', level: tier.level };
  switch (tier.obstacle) {
    case 'WALLET_NOT_LINKED':
      return { kind: 'link' };
    case 'INSUFFICIENT_VOLUME':
    case 'INSUFFICIENT_BADGES':
      return missing(portfolio, tier);
    default:
      return { kind: 'none' };
  }
}

/** Badges that can be bound at once come before trades that take their time. */
function missing(portfolio: Portfolio, tier: TierStanding): Next {
  const short = tier.requirement.badges - tier.progress.badgesBound;
  if (short > 0) {
    const owned = (portfolio.badges ?? []).filter(({ level, state }) => level === tier.level && state === 'owned');
    if (owned.length > 0) return { kind: 'bind', badges: owned };
  }
  if (tier.progress.ratio < 1) return { kind: 'trade' };
  return short > 0 ? { kind: 'earn', missing: short } : { kind: 'none' };
}

/** The tier that the page puts first: where something can be done, else the next, else the one held. */
export function focusOf(portfolio: Portfolio): TierStanding | null {
  const standing = portfolio.standing;
  if (!standing) return null;
  const at = (level: number | null | undefined) => standing.tiers.find((tier) => tier.level === level);
  const toActivate = standing.tiers.find(({ nft }) => nft?.status === 'unlocked');
  return at(portfolio.operation?.toLevel) ?? toActivate ?? at(standing.nextLevel) ?? at(standing.currentLevel) ?? standing.tiers[0] ?? null;
}
