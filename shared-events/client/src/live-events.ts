import type {
  LiveAwarded,
  LiveBadgeChanged,
  LiveEvents,
  LiveQualificationChanged,
  LiveSnapshot,
  LiveStatusChanged,
  LiveTransactionStatus,
} from './generated/live.js';

export type { LiveEvents } from './generated/live.js';

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

/** Where a user stands when the connection opens. */
export type Snapshot = LiveSnapshot['data'];
/** The tiered NFT that a user holds, and the benefits that are on. */
export type StatusChanged = LiveStatusChanged['data'];
/** A claim or an upgrade has moved, or failed with `errorCode`. */
export type TransactionStatus = LiveTransactionStatus['data'];
/** How far a user has come; `tradingVolumeText` is for {@link Decimal}. */
export type QualificationChanged = LiveQualificationChanged['data'];
/** A badge after its change; ignore a `version` that is lower than a known one. */
export type BadgeChanged = LiveBadgeChanged['data'];
/** A competition NFT that the user has won or was given. */
export type Awarded = LiveAwarded['data'];

export type LiveEvent = LiveEvents[keyof LiveEvents];
