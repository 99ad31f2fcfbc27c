import type { LiveEvent, LiveEvents } from '../live-events.js';
import * as fixtures from './fixtures.js';

/**
 * One event of each kind, as a trader's feed sends them: to be sent by a WebSocket of a test, or
 * handed to what listens.
 */
export function liveEvents(trader: fixtures.Trader = fixtures.TRADER): LiveEvent[] {
  let sequence = 0;
  const event = <N extends keyof LiveEvents>(name: N, data: LiveEvents[N]['data']): LiveEvent =>
    ({
      event: name,
      userId: trader.userId,
      data,
      timestamp: '2026-11-30T09:00:00Z',
      sequence: name === 'nft:snapshot' ? sequence : ++sequence,
    }) as LiveEvent;
  const { currentNFT, qualification } = fixtures.status(trader);
  const benefits = fixtures.benefits(trader);
  const nft: LiveEvents['nft:status_changed']['data'] = {
    newLevel: trader.level,
    tierName: currentNFT?.tierName ?? null,
    benefits: { feeReduction: benefits.feeReduction, aiagentUses: benefits.aiagentUses },
    mintAddress: trader.level > 0 ? fixtures.mintOf(trader.level) : null,
    status: trader.level === 0 ? null : trader.active ? 'active' : 'unlocked',
    benefitsActive: trader.level > 0 && trader.active,
  };
  const next = qualification.nextLevel;
  const standing: LiveEvents['nft:qualification_changed']['data'] = {
    tradingVolume: Number(trader.volume),
    tradingVolumeText: trader.volume,
    currentLevel: trader.level,
    mintAddress: nft.mintAddress,
    nextLevel: next ?? null,
    progress: next ? qualification.progress : null,
    qualified: next ? fixtures.isQualified(trader, next) : false,
    badgesMissing: qualification.requirements.badges,
    eligibleLevels: trader.level > 0 ? [trader.level] : [],
    version: 7,
  };
  return [
    event('nft:snapshot', { nft, mintAddress: nft.mintAddress, operation: null, qualification: standing }),
    event('nft:qualification_changed', standing),
    event('nft:badge_changed', {
      badge: 'platform_enlightener',
      badgeIdentifier: `platform_enlightener:${trader.userId}`,
      badgeName: 'Platform Enlightener',
      badgeType: 'micro_badge',
      level: 2,
      state: 'bound',
      operationId: null,
      version: 2,
    }),
    event('nft:transaction_status', {
      transactionId: '0b1f7c1e-6f0c-4a53-9a39-000000000001',
      status: 'failed',
      step: 'burn_prepared',
      progress: 30,
      operationId: '0b1f7c1e-6f0c-4a53-9a39-000000000001',
      kind: 'upgrade',
      toLevel: trader.level + 1,
      mintAddress: nft.mintAddress,
      errorCode: 'SIGNATURE_TIMED_OUT',
      errorMessage: 'The burn was not signed in time.',
    }),
    event('nft:awarded', {
      mintAddress: 'So11111111111111111111111111111111111111112',
      level: 6,
      tierName: 'Trophy Breeder',
      competitionId: 'spring-2026',
      rank: 1,
      transactionId: fixtures.SIGNATURE,
    }),
    event('nft:status_changed', nft),
  ];
}
