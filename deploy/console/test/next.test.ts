import { describe, expect, it } from 'vitest';
import { focusOf, nextOf } from '../src/trader/next';
import { aBadge, anOperation, aPortfolio, aTier } from './mothers';

const nft = { mintAddress: 'M', level: 1, tierName: 'Tech Chicken', status: 'unlocked' as const, benefitsActive: false, mintedAt: null, burnedAt: null };
const burn = { transaction: '', signature: 's', mintAddress: 'old', lastValidBlockHeight: 1, expiresAt: '', signUntil: '' };

describe('the one button that is next', () => {
  it('is to trade while volume is missing', () => {
    const tier = aTier(1);
    expect(nextOf(aPortfolio([tier]), tier).kind).toBe('trade');
  });

  it('is to claim the first tier when it can be had', () => {
    const tier = aTier(1, { status: 'unlockable', obstacle: null });
    expect(nextOf(aPortfolio([tier]), tier).kind).toBe('claim');
  });

  it('is to activate what is minted, before anything else of another tier', () => {
    const first = aTier(1, { status: 'unlocked', nft });
    const portfolio = aPortfolio([first, aTier(2)], {}, 1);
    expect(nextOf(portfolio, first)).toEqual({ kind: 'activate', mint: 'M' });
    expect(focusOf(portfolio)?.level).toBe(1);
  });

  it('is to bind earned badges, even while volume is missing', () => {
    const tier = aTier(2, { obstacle: 'INSUFFICIENT_VOLUME' });
    const owned = aBadge({ state: 'owned' });
    expect(nextOf(aPortfolio([tier], { badges: [owned, aBadge({ badge: 'x' })] }, 1), tier)).toEqual({ kind: 'bind', badges: [owned] });
  });

  it('is to earn badges when volume suffices and none is there to bind', () => {
    const tier = aTier(2, { obstacle: 'INSUFFICIENT_BADGES', progress: { ...aTier(2).progress, ratio: 1, badgesBound: 1 } });
    expect(nextOf(aPortfolio([tier], {}, 1), tier)).toEqual({ kind: 'earn', missing: 1 });
  });

  it('is to sign while the burn waits, and to follow afterwards; the page shows that tier first', () => {
    const tiers = [aTier(1), aTier(2)];
    const waiting = anOperation({ burnTransaction: burn });
    expect(nextOf(aPortfolio(tiers, { operation: waiting }, 1), tiers[1]!).kind).toBe('sign');
    const sent = aPortfolio(tiers, { operation: anOperation() }, 1);
    expect(nextOf(sent, tiers[1]!).kind).toBe('follow');
    expect(focusOf(sent)?.level).toBe(2);
  });

  it('is nothing for a tier that was issued before, and to link where no wallet is', () => {
    const tier = aTier(1, { obstacle: 'TIER_ALREADY_ISSUED' });
    expect(nextOf(aPortfolio([tier]), tier).kind).toBe('none');
    const unlinked = aTier(1, { obstacle: 'WALLET_NOT_LINKED' });
    expect(nextOf(aPortfolio([unlinked]), unlinked).kind).toBe('link');
  });

  it('is nothing at all while the standing is unavailable', () => {
    const portfolio = aPortfolio([aTier(1)], { standing: null });
    expect(focusOf(portfolio)).toBeNull();
    expect(nextOf(portfolio, aTier(1)).kind).toBe('none');
  });
});
