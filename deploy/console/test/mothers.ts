import type { Badge, Operation, Portfolio, TierStanding } from '../src/api/types';

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
    taskCount: 1, taskProgress: 0, state: null, earnedAt: null, boundAt: null, ...more,
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
    id: 'op-1', kind: 'upgrade', fromLevel: 1, toLevel: 2, status: 'pending', step: 'started', progress: 0, oldMintAddress: 'old', newMintAddress: null,
    burnTransactionSignature: null, mintTransactionSignature: null, burnTransaction: null, error: null,
    createdAt: '2026-11-29T10:00:00Z', updatedAt: '2026-11-29T10:00:00Z', history: [], ...more,
  };
}
