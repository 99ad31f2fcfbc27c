import type {
  Benefits,
  CatalogueView,
  NftView,
  Operation,
  QualificationsView,
  Shortfall,
  StatusView,
  Tier,
} from '../generated/schema.js';
import { BADGES, TIERS } from '../generated/catalogue.js';
import { Decimal } from '../decimal.js';

/** The trader of the mocks, and where they stand. */
export interface Trader {
  userId: string;
  wallet: string;
  /** USDT, exact. */
  volume: string;
  /** The tiered NFT held; 0: none. */
  level: number;
  /** Bound badges by their catalogue identifiers. */
  bound: string[];
  /** Owned and not bound yet. */
  owned: string[];
  active: boolean;
}

export const TRADER: Trader = {
  userId: '42',
  wallet: '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin',
  volume: '499999.9999999999',
  level: 1,
  bound: ['contract_enlightener'],
  owned: ['platform_enlightener'],
  active: true,
};

/** The system wallet: pays the fees, is the sole creator of every NFT. */
export const SYSTEM_WALLET = '5Q544fKrFoe6tsEbD7S8EmxGTJYAKtTVhAW5Q5pge4j1';
export const SIGNATURE =
  '5VERv8NMvzbJMEkV8xnrLkEaWRtSz9CosKDYjCJjBRnbJLgp8uirBgmQpjKhoR4tjF3ZpRzrFmBV6UjKdiSZkQUW';
const MINTS = [
  '7RoSF9fUmdphVCpabEoefH81WwrW7orsWonXWqTXkKV8',
  'BPFLoaderUpgradeab1e11111111111111111111111',
  '4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T',
  '3h1zGmCwsRJnVk5BuRNMLsPaQu1y2aqXqXDWYCgrp5UG',
  'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v',
];
export const TOKEN_ACCOUNT = '2wmVCSfPxGPjrnMMn7rchp4uaeoTqN39mXFC2zhPdri9';

export function mintOf(level: number): string {
  return MINTS[level - 1] as string;
}

/** Where on the chain the programme lives. */
export const config = () => ({
  cluster: 'localnet',
  genesisHash: null,
  programs: {
    token: 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA',
    associatedToken: 'ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL',
    metadata: 'metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s',
  },
  updateAuthority: SYSTEM_WALLET,
  commitments: { mint: 'finalized', burn: 'finalized' },
  signing: { seconds: 60, slotMillis: 400 },
  explorer: {
    transaction: 'https://explorer.solana.com/tx/{signature}',
    address: 'https://explorer.solana.com/address/{address}',
  },
});

export const tiers = (): Tier[] =>
  TIERS.map((one) => ({
    ...structuredClone(one),
    kind: one.kind as Tier['kind'],
    requiredVolumeText: one.requiredVolume === null ? null : String(one.requiredVolume),
  }));

const tier = (level: number): Tier => tiers().find((one) => one.level === level) as Tier;

/** The way up, lowest first. */
export const steps = (): Tier[] => tiers().filter((one) => one.kind === 'tiered');

/** The tiered level after this one; null after the highest. */
export const next = (level: number): number | null =>
  steps().find((one) => one.level > level)?.level ?? null;

/** The tiered level before this one; 0 before the first. */
export const previous = (level: number): number =>
  steps().reduce((below, one) => (one.level < level ? one.level : below), 0);

export function status(trader: Trader): StatusView {
  const nextLevel = next(trader.level);
  const goal = nextLevel === null ? null : tier(nextLevel);
  return {
    currentNFT:
      trader.level === 0
        ? null
        : {
            level: trader.level,
            tierName: tier(trader.level).name,
            mintAddress: mintOf(trader.level),
            benefits: {
              feeReduction: tier(trader.level).feeReduction,
              aiagentUses: tier(trader.level).aiagentUses,
            },
            status: trader.active ? 'active' : 'unlocked',
            benefitsActive: trader.active,
          },
    qualification: {
      nextLevel,
      progress: goal ? Decimal.of(trader.volume).ratioOf(String(goal.requiredVolume)) : 1,
      requirements: {
        tradingVolume: goal && goal.requiredVolume,
        tradingVolumeText: goal && goal.requiredVolumeText,
        badges: goal ? missing(trader, goal.level) : [],
      },
    } as StatusView['qualification'],
  };
}

export function qualifications(trader: Trader): QualificationsView {
  const volume = Decimal.of(trader.volume);
  return {
    tradingVolume: Number(trader.volume),
    tradingVolumeText: trader.volume,
    currentLevel: trader.level,
    levels: steps()
      .map((one) => ({
        level: one.level,
        tierName: one.name,
        requiredVolume: one.requiredVolume as number,
        requiredVolumeText: one.requiredVolumeText as string,
        currentVolume: Number(trader.volume),
        currentVolumeText: trader.volume,
        shortfall: Number(shortfall(trader, one.level)),
        shortfallText: shortfall(trader, one.level),
        badgesRequired: one.badgesRequired,
        badgesCollected: collected(trader, one.level),
        badgesMissing: missing(trader, one.level),
        progress: volume.ratioOf(String(one.requiredVolume)),
        qualified: isQualified(trader, one.level),
      })),
  } as QualificationsView;
}

export function isQualified(trader: Trader, level: number): boolean {
  return (
    Decimal.of(trader.volume).atLeast(String(tier(level).requiredVolume)) &&
    missing(trader, level).length === 0 &&
    trader.level === previous(level)
  );
}

/** The details of `NFT_CLAIM_FAILED` and `NFT_UPGRADE_FAILED`. */
export function shortfallOf(trader: Trader, level: number): Shortfall {
  const required = String(tier(level).requiredVolume);
  const missingVolume = shortfall(trader, level);
  return {
    required: Number(required),
    requiredText: required,
    current: Number(trader.volume),
    currentText: trader.volume,
    shortfall: Number(missingVolume),
    shortfallText: missingVolume,
    badgesRequired: tier(level).badgesRequired,
    badgesCollected: collected(trader, level),
    badgesMissing: missing(trader, level),
    currentLevel: trader.level,
    targetLevel: level,
  };
}

export function benefits(trader: Trader): Benefits {
  const gives = trader.level > 0 && trader.active ? tier(trader.level) : undefined;
  return {
    level: gives?.level ?? 0,
    feeReduction: gives?.feeReduction ?? 0,
    aiagentUses: gives?.aiagentUses ?? 0,
    rights: gives?.rights ?? [],
    sources: gives
      ? [
          {
            mintAddress: mintOf(gives.level),
            level: gives.level,
            tierName: gives.name,
            feeReduction: gives.feeReduction,
            aiagentUses: gives.aiagentUses,
            rights: gives.rights,
          },
        ]
      : [],
  };
}

export function catalogue(trader: Trader): CatalogueView[] {
  return BADGES.map((badge) => {
    const has = trader.bound.includes(badge.badge) || trader.owned.includes(badge.badge);
    return {
      badge: badge.badge,
      name: badge.name,
      type: badge.type as CatalogueView['type'],
      level: badge.level,
      task: badge.task,
      taskCount: badge.taskCount,
      taskProgress: has ? badge.taskCount : 0,
      state: trader.bound.includes(badge.badge) ? 'bound' : has ? 'owned' : null,
      taskText: badge.taskText,
      icon: badge.icon,
      earnedAt: has ? '2026-10-15T09:00:00Z' : null,
      boundAt: trader.bound.includes(badge.badge) ? '2026-10-16T09:00:00Z' : null,
      badgeIdentifier: has ? `${badge.badge}:${trader.userId}` : null,
      metadataUri: badge.metadataUri,
      imageUri: badge.imageUri,
    } as CatalogueView;
  });
}

export function nft(trader: Trader, level: number): NftView {
  const burned = level < trader.level;
  return {
    mintAddress: mintOf(level),
    level,
    tierName: tier(level).name,
    status: burned ? 'burned' : trader.active ? 'active' : 'unlocked',
    benefitsActive: !burned && trader.active,
    metadataUri: 'ipfs://bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy',
    imageUri: 'ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi',
    claimedAt: '2026-10-01T09:00:00Z',
    lastUpgradedAt: level > 1 ? '2026-11-01T09:00:00Z' : null,
    burnedAt: burned ? '2026-11-01T08:59:40Z' : null,
    mintTransaction: SIGNATURE,
    history: [
      {
        event: level === 1 ? 'claimed' : 'upgraded',
        at: '2026-10-01T09:00:00Z',
        transactionSignature: SIGNATURE,
      },
    ],
  } as NftView;
}

export function operation(id: string, kind: 'claim' | 'upgrade', toLevel: number): Operation {
  return {
    id,
    kind,
    fromLevel: previous(toLevel),
    toLevel,
    status: 'pending',
    step: 'started',
    progress: 0,
    state: 'verifying',
    cancelRequested: false,
    outlook: 'completes',
    walletAction: null,
    oldMintAddress: kind === 'upgrade' ? mintOf(previous(toLevel)) : null,
    newMintAddress: null,
    burnTransactionSignature: null,
    mintTransactionSignature: null,
    burnTransaction: null,
    error: null,
    createdAt: new Date().toISOString(),
    updatedAt: new Date().toISOString(),
    history: [],
  } as Operation;
}

function badgesOf(level: number): string[] {
  return BADGES.filter((badge) => badge.level === level).map((badge) => badge.badge);
}

function collected(trader: Trader, level: number): number {
  return badgesOf(level).filter((badge) => trader.bound.includes(badge)).length;
}

function missing(trader: Trader, level: number): string[] {
  return collected(trader, level) >= tier(level).badgesRequired
    ? []
    : badgesOf(level).filter((badge) => !trader.bound.includes(badge));
}

function shortfall(trader: Trader, level: number): string {
  const left = Decimal.of(String(tier(level).requiredVolume)).minus(trader.volume);
  return left.isNegative() ? '0' : left.toString();
}
