import type { OperationKind, OperationStatus, OperationStep } from './names.js';

/** What every event of the live feed has. */
export interface LiveEnvelope<N extends string, D> {
  event: N;
  userId: string;
  data: D;
  /** ISO-8601 UTC. */
  timestamp: string;
  /** Numbered per user without gaps. */
  sequence: number;
}

/** The tiered NFT that a user holds. */
export interface StatusChanged {
  /** 0 when none is held. */
  newLevel: number;
  /** Null when none is held. */
  tierName: string | null;
  benefits: { feeReduction: number; aiagentUses: number };
}

/** A claim or an upgrade has moved. */
export interface TransactionStatus {
  /** Chain signature of the step, else the operation's id. */
  transactionId: string;
  status: 'pending' | 'submitted' | 'confirmed' | 'failed';
  step: OperationStep;
  /** 0 to 100. */
  progress: number;
  operationId?: string;
  mintAddress?: string | null;
  errorCode?: string | null;
}

/** Where a user stands when the connection opens. */
export interface Snapshot {
  nft: StatusChanged;
  /** Null when no tiered NFT is held. */
  mintAddress: string | null;
  /** The newest claim or upgrade; null when there never was one. */
  operation: {
    id: string;
    kind: OperationKind;
    fromLevel: number;
    toLevel: number;
    status: OperationStatus;
    step: OperationStep;
    progress: number;
  } | null;
}

/** Events whose bodies say only what to read again; more fields may come. */
export type Changed = Record<string, unknown>;

/** The events by their names. A newer server may send others: they arrive as `event`. */
export interface LiveEvents {
  'nft:snapshot': LiveEnvelope<'nft:snapshot', Snapshot>;
  'nft:status_changed': LiveEnvelope<'nft:status_changed', StatusChanged>;
  'nft:transaction_status': LiveEnvelope<'nft:transaction_status', TransactionStatus>;
  'nft:qualification_changed': LiveEnvelope<'nft:qualification_changed', Changed>;
  'nft:badge_changed': LiveEnvelope<'nft:badge_changed', Changed>;
  'nft:awarded': LiveEnvelope<'nft:awarded', Changed>;
}

export type LiveEvent = LiveEvents[keyof LiveEvents];
