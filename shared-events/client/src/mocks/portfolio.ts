import type { Operation, Portfolio } from '../generated/schema.js';
import { Decimal } from '../decimal.js';
import * as fixtures from './fixtures.js';

/** The first screen in one call. */
export function portfolio(trader: fixtures.Trader, operation: Operation | undefined): Portfolio {
  return {
    standing: {
      userId: trader.userId,
      walletAddress: trader.wallet,
      volume: Number(trader.volume),
      volumeText: trader.volume,
      currentLevel: trader.level,
      nextLevel: fixtures.next(trader.level),
      benefits: fixtures.benefits(trader),
      tiers: fixtures.steps().map((tier) => standing(trader, tier.level)),
      competitionNfts: [],
    },
    badges: fixtures.catalogue(trader),
    artwork: fixtures.tiers().map(artwork),
    operation: operation ?? null,
    config: fixtures.config(),
    unavailable: [],
  } as Portfolio;
}

function standing(trader: fixtures.Trader, level: number) {
  const tier = fixtures.tiers().find((one) => one.level === level) as ReturnType<typeof fixtures.tiers>[number];
  const short = fixtures.shortfallOf(trader, level);
  const held = level <= trader.level;
  const qualified = fixtures.isQualified(trader, level);
  return {
    level,
    name: tier.name,
    description: tier.description,
    status: held
      ? fixtures.nft(trader, level).status
      : qualified
        ? 'unlockable'
        : 'locked',
    obstacle: held ? 'TIER_ALREADY_ISSUED' : qualified ? null : obstacle(trader, level),
    requirement: {
      volume: short.required,
      volumeText: short.requiredText,
      badges: tier.badgesRequired,
    },
    progress: {
      ratio: Decimal.of(trader.volume).ratioOf(String(short.requiredText)),
      volume: short.current,
      volumeText: short.currentText,
      shortfall: short.shortfall,
      shortfallText: short.shortfallText,
      badgesBound: short.badgesCollected,
      badgesMissing: short.badgesMissing,
      qualified,
    },
    benefits: {
      feeReduction: tier.feeReduction,
      aiagentUses: tier.aiagentUses,
      rights: tier.rights,
    },
    nft: held ? ownNft(trader, level) : null,
  };
}

function obstacle(trader: fixtures.Trader, level: number): string {
  const short = fixtures.shortfallOf(trader, level);
  if (trader.level !== fixtures.previous(level)) {
    return 'LOWER_LEVEL_NOT_HELD';
  }
  return short.shortfallText === '0' ? 'INSUFFICIENT_BADGES' : 'INSUFFICIENT_VOLUME';
}

function ownNft(trader: fixtures.Trader, level: number) {
  const { mintAddress, tierName, status, benefitsActive, claimedAt, burnedAt } = fixtures.nft(trader, level);
  return { mintAddress, level, tierName, status, benefitsActive, mintedAt: claimedAt, burnedAt };
}

function artwork({ level, name, description }: { level: number; name: string; description: string }) {
  const image = 'https://ipfs.example.com/ipfs/bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi';
  return {
    level,
    name,
    description,
    imageUri: 'ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi',
    metadataUri: 'ipfs://bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy',
    images: [320, 640].map((width) => ({ width, url: `${image}?img-width=${width}` })),
  };
}
