/** What the API answers, as far as the console uses it. Amounts are kept as text: they are exact. */

export type Decimal = string;

export type TierStatus = 'locked' | 'unlockable' | 'unlocked' | 'active' | 'burned' | 'inactive';
export type NftStatus = 'unlocked' | 'active' | 'burned' | 'inactive';
export type BadgeState = 'owned' | 'bound' | 'reserved' | 'consumed';
export type OperationStatus = 'pending' | 'burn_confirmed' | 'mint_confirmed' | 'completed' | 'failed';
export type OperationKind = 'claim' | 'upgrade';

export interface Page<T> {
  items: T[];
  page: number;
  pageSize: number;
  total: number;
}

export interface Benefits {
  feeReduction: number;
  aiagentUses: number;
  rights: string[];
}

export interface Badge {
  badge: string;
  name: string;
  type: string;
  level: number | null;
  task: string | null;
  taskText: string | null;
  icon: string | null;
  taskCount: number;
  taskProgress: number;
  state: BadgeState | null;
  earnedAt: string | null;
  boundAt: string | null;
}

export interface NftStep {
  event: string;
  at: string;
  transactionSignature: string | null;
}

export interface Nft {
  mintAddress: string;
  level: number;
  tierName: string;
  status: NftStatus;
  benefitsActive: boolean;
  metadataUri: string | null;
  imageUri: string | null;
  claimedAt: string | null;
  lastUpgradedAt: string | null;
  burnedAt: string | null;
  mintTransaction: string | null;
  history: NftStep[];
}

export interface BurnTransaction {
  transaction: string;
  signature: string;
  mintAddress: string;
  lastValidBlockHeight: number;
  expiresAt: string;
  signUntil: string;
}

export interface Fault {
  code: string;
  message: string;
}

export interface OperationEvent {
  step: string;
  status: OperationStatus;
  transactionId: string;
  at: string;
}

export interface Operation {
  id: string;
  kind: OperationKind;
  fromLevel: number;
  toLevel: number;
  status: OperationStatus;
  step: string;
  progress: number;
  oldMintAddress: string | null;
  newMintAddress: string | null;
  burnTransactionSignature: string | null;
  mintTransactionSignature: string | null;
  burnTransaction: BurnTransaction | null;
  error: Fault | null;
  createdAt: string;
  updatedAt: string;
  history: OperationEvent[];
}

export interface OperatorView {
  userId: string;
  state: string;
  since: string;
  nextActionAt: string | null;
  attempts: number;
  stuck: boolean;
  operation: Operation;
}

export interface Moment {
  at: string;
  times: number;
  lastAt: string;
  kind: string;
  name: string;
  state: string | null;
  status: OperationStatus | null;
  transactionId: string | null;
  detail: string | null;
}

export interface AwardOutcome {
  userId: string;
  outcome: string;
  requestId?: string | null;
}

export interface Award {
  userId: string;
  rank: number | null;
  requestId: string;
  awardedBy: string;
  awardedAt: string;
  state: string;
  mintAddress: string | null;
  mintTransaction: string | null;
}

export interface AuditEntry {
  actor: string;
  at: string;
  reason: string | null;
  recipients: AwardOutcome[];
}

export interface AwardList {
  competitionId: string;
  awards: Award[];
  audit: AuditEntry[];
}

export interface Definition {
  level: number;
  revision: number;
  current: boolean;
  name: string;
  symbol: string;
  description: string;
  pinningState: string;
  pinningAttempts: number;
  pinningError: string | null;
  imageUri: string | null;
  metadataUri: string | null;
  createdBy: string | null;
  createdAt: string;
}

export interface TierNft {
  mintAddress: string;
  status: NftStatus;
  benefitsActive: boolean;
  mintedAt: string | null;
  burnedAt: string | null;
}

export interface TierStanding {
  level: number;
  name: string;
  description: string | null;
  status: TierStatus;
  /** Why a claim of, or an upgrade to, this level would be refused now. */
  obstacle: string | null;
  requirement: { volume: Decimal; badges: number };
  /** `ratio` is 0–1, and 1 only when the volume suffices. */
  progress: { ratio: number; volume: Decimal; shortfall: Decimal; badgesBound: number; badgesMissing: string[]; qualified: boolean };
  benefits: Benefits;
  nft: TierNft | null;
}

export interface CompetitionNft extends TierNft {
  level: number;
  tierName: string;
}

export interface Standing {
  userId: string;
  walletAddress: string | null;
  volume: Decimal;
  currentLevel: number;
  nextLevel: number | null;
  benefits: Benefits & { level: number; sources: (Benefits & { mintAddress: string; level: number; tierName: string })[] };
  tiers: TierStanding[];
  competitionNfts: CompetitionNft[];
}

export interface Artwork {
  level: number;
  name: string;
  imageUri: string;
  images: { width: number; url: string }[];
}

export interface ChainConfig {
  cluster: string;
  explorer: { transaction: string; address: string } | null;
}

/** The first screen. A part whose service is unavailable is null, and named. */
export interface Portfolio {
  standing: Standing | null;
  badges: Badge[] | null;
  artwork: Artwork[] | null;
  operation: Operation | null;
  config: ChainConfig | null;
  unavailable: string[];
}

export interface CursorPage<T> {
  items: T[];
  next: string | null;
}

export interface HistoryItem {
  id: string;
  at: string;
  kind: string;
  level: number | null;
  fromLevel: number | null;
  tierName: string | null;
  mintAddress: string | null;
  oldMintAddress: string | null;
  transactionSignature: string | null;
  operationId: string | null;
  competitionId: string | null;
  rank: number | null;
  badge: string | null;
  badgeName: string | null;
}

export interface Trade {
  tradeId: string;
  walletAddress: string;
  type: string;
  amount: Decimal;
  executedAt: string;
  counted: boolean;
  reason: string | null;
}

export interface SearchHit {
  kind: 'user' | 'nft' | 'transaction' | 'award' | 'operation' | 'badge';
  id: string;
  userId: string;
  matched: string;
  text: string;
  at: string;
}

export type SearchAnswer = Record<'users' | 'nfts' | 'operations' | 'badges', SearchHit[] | null> & { unavailable: string[] };

export interface OwnedBadge {
  badge: string;
  name: string;
  level: number | null;
  state: BadgeState;
  earnedAt: string;
  boundAt: string | null;
}

export interface ChainTransaction {
  id: string;
  kind: string;
  purpose: string | null;
  state: string;
  level: number | null;
  mintAddress: string | null;
  signature: string | null;
  attempt: number;
  errorCode: string | null;
  errorMessage: string | null;
  queuedAt: string;
  closedAt: string | null;
}

export interface UserPicture {
  standing: Standing | null;
  account: { userId: string; walletAddress: string | null; wallets: { walletAddress: string; linkedFrom: string; linkedUntil: string | null }[]; qualifiedLevels: number[] } | null;
  badges: OwnedBadge[] | null;
  nfts: { nfts: Nft[]; transactions: ChainTransaction[]; awards: { competitionId: string; rank: number | null; state: string; at: string }[] } | null;
  operations: OperatorView[] | null;
  unavailable: string[];
}

export interface DeadLetters {
  topic: string;
  count: number;
  newestAt: string | null;
}

export interface Overview {
  users: { byLevel: { level: number; users: number }[]; total: number; newestTradeAt: string | null; countedAt: string; deadLetters?: DeadLetters[] } | null;
  chain: {
    days: { day: string; mints: number; burns: number }[];
    queue: { kind: string; state: string; count: number; oldestAt: string | null }[];
    wallet: { address: string; balanceLamports: number | null; spentTodayLamports: number | null; dailyLimitLamports: number | null; runwayDays: number | null } | null;
    definitionsNotPinned: number;
    awardsWaitingForWallet: number;
    deadLetters?: DeadLetters[];
  } | null;
  operations: { open: { kind: string; state: string; count: number; oldestSince: string | null; stuck: number }[]; stuck: number; deadLetters?: DeadLetters[] } | null;
  badges: { byState: { state: BadgeState; badges: number }[]; deadLetters?: DeadLetters[] } | null;
  unavailable: string[];
}
