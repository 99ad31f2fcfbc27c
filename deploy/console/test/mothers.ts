import type { Badge, Definition, Operation, Portfolio, TierStanding } from '../src/api/types';

/** A trader with nothing yet; each test says what is otherwise. */
export function aTier(level: number, more: Partial<TierStanding> = {}): TierStanding {
  return {
    level,
    name: ['', 'Tech Chicken', 'Quant Ape', 'On-chain Hunter', 'Alpha Alchemist', 'Quantum Alchemist'][level]!,
    description: '',
    status: 'locked',
    obstacle: level === 1 ? 'INSUFFICIENT_VOLUME' : 'LOWER_LEVEL_NOT_HELD',
    requirement: { volume: '100000', badges: level === 1 ? 0 : 2 },
    progress: { ratio: 0.5, volume: '50000.0000000001', shortfall: '49999.9999999999', badgesBound: 0, badgesMissing: [], qualified: false },
    benefits: { feeReduction: 0.1, aiagentUses: 10, rights: [] },
    nft: null,
    ...more,
  };
}

export function aBadge(more: Partial<Badge> = {}): Badge {
  return {
    badge: 'contract_enlightener', name: 'The Contract Enlightener', type: 'micro_badge', level: 2, task: 'contract_novice_guidance', taskText: null, icon: null,
    taskCount: 1, taskProgress: 0, state: null, earnedAt: null, boundAt: null, badgeIdentifier: null, metadataUri: null, imageUri: null, ...more,
  };
}

export function aPortfolio(tiers: TierStanding[], more: Partial<Portfolio> = {}, level = 0): Portfolio {
  return {
    standing: {
      userId: '7', walletAddress: 'W', volume: '50000.0000000001', currentLevel: level, nextLevel: level + 1,
      benefits: { level, feeReduction: 0, aiagentUses: 0, rights: [], sources: [] }, tiers, competitionNfts: [],
    },
    badges: [], artwork: [], operation: null, config: { cluster: 'localnet', explorer: { transaction: 'https://explorer.test/tx/{signature}', address: 'https://explorer.test/address/{address}' } } as Portfolio['config'], unavailable: [], ...more,
  };
}

export function anOperation(more: Partial<Operation> = {}): Operation {
  return {
    id: 'op-1', kind: 'upgrade', fromLevel: 1, toLevel: 2, status: 'pending', step: 'started', progress: 0,
    state: 'verifying', cancelRequested: false, outlook: 'completes', walletAction: null, oldMintAddress: 'old', newMintAddress: null,
    burnTransactionSignature: null, mintTransactionSignature: null, burnTransaction: null, error: null,
    createdAt: '2026-11-29T10:00:00Z', updatedAt: '2026-11-29T10:00:00Z', history: [], ...more,
  };
}

export function aDefinition(more: Partial<Definition> = {}): Definition {
  return {
    level: 1, revision: 1, current: true, name: 'Tech Chicken', symbol: 'AIW3E', description: 'The first tier.', pinningState: 'pinned', pinningAttempts: 1, pinningError: null,
    imageUri: null, metadataUri: null, createdBy: null, createdAt: '2026-11-29T10:00:00Z', ...more,
  };
}

/** The first and the last chunk of a PNG: as much as is looked at. */
export function aPng(width: number, height: number): Uint8Array<ArrayBuffer> {
  const png = new Uint8Array(16 + 13 + 4 + 12);
  png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52]);
  new DataView(png.buffer).setUint32(16, width);
  new DataView(png.buffer).setUint32(20, height);
  png.set([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82], png.length - 12);
  return png;
}
