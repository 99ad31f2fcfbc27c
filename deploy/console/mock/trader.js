import { randomUUID } from 'node:crypto';
import { address, burnTransaction, isSigned, signature } from './burn.js';
import { badges, tiers } from './catalogue.js';
import { decimal, units } from './units.js';

const now = () => new Date().toISOString();
const PAYER = address();
const CLAIM = ['qualification_verified', 'mint_submitted', 'mint_confirmed', 'mint_completed'];
const TO_SIGN = ['qualification_verified', 'badges_reserved', 'burn_prepared'];
const SIGNED = ['burn_submitted', 'burn_confirmed', 'mint_submitted', 'mint_confirmed', 'badges_consumed', 'mint_completed'];
const PROGRESS = { started: 0, qualification_verified: 10, badges_reserved: 20, burn_prepared: 30, burn_submitted: 40, burn_confirmed: 50, mint_submitted: 70, mint_confirmed: 80, badges_consumed: 90, mint_completed: 100 };
const STATES = {
  started: 'verifying', qualification_verified: 'reserving_badges', badges_reserved: 'preparing_burn', burn_prepared: 'awaiting_signature', burn_submitted: 'confirming_burn',
  burn_confirmed: 'minting', mint_submitted: 'minting', mint_confirmed: 'consuming_badges', badges_consumed: 'consuming_badges', mint_completed: 'completed',
};
const STEP_STATUS = { started: 'pending', burn_prepared: 'pending', burn_submitted: 'submitted', mint_submitted: 'submitted' };
const ON_CHAIN = new Set(['burn_submitted', 'burn_confirmed', 'mint_submitted', 'mint_confirmed']);

/** The way up, lowest first. */
const steps = tiers.filter(({ kind }) => kind === 'tiered');
const tierOf = (level) => tiers.find((tier) => tier.level === level);
const below = (level) => steps.findLast((tier) => tier.level < level)?.level ?? 0;

const ownNft = ({ mintAddress, level, tierName, status, mintedAt, burnedAt }) => ({ mintAddress, level, tierName, status, benefitsActive: status === 'active', mintedAt, burnedAt });

/** The cluster, as everybody may ask. */
export function chain() {
  const explorer = (kind, name) => `https://explorer.solana.com/${kind}/{${name}}?cluster=custom&customUrl=http%3A%2F%2F127.0.0.1%3A8899`;
  return {
    cluster: 'localnet', genesisHash: null, updateAuthority: PAYER, commitments: { burn: 'finalized', mint: 'confirmed' }, signing: { seconds: 600, slotMillis: 400 },
    programs: { token: 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA', associatedToken: 'ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL', metadata: 'metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s' },
    explorer: { transaction: explorer('tx', 'signature'), address: explorer('address', 'address') },
  };
}

export class Refused extends Error {
  constructor(status, code, details = {}) {
    super(code);
    Object.assign(this, { status, code, details });
  }
}

/** One trader of the mock: the rules of the programme, small enough to read, in memory. */
export class Trader {
  volume = 0n;
  trades = [];
  nfts = [];
  badges = new Map();
  operations = [];
  history = [];
  /** Whether everybody may see the NFTs. */
  shown = false;
  sequence = 0;
  events = [];
  sockets = new Set();

  constructor(userId, wallet, { stepMs = 700, stuck = false } = {}) {
    Object.assign(this, { userId, wallet, stepMs, stuck });
  }

  trade(amount) {
    this.volume += units(amount);
    this.trades.unshift({ tradeId: randomUUID(), walletAddress: this.wallet, type: 'perpetual', ...decimal('amount', units(amount)), executedAt: now(), counted: true, reason: null, reversedBy: null });
    this.tellQualification();
  }

  task(task, count) {
    for (const badge of badges.filter((one) => one.task === task)) {
      const own = this.badges.get(badge.badge) ?? { progress: 0, state: null, earnedAt: null, boundAt: null };
      own.progress = Math.min(badge.taskCount, own.progress + count);
      if (own.progress === badge.taskCount && !own.state) {
        Object.assign(own, { state: 'owned', earnedAt: now() });
        this.record({ kind: 'badge_awarded', level: badge.level, badge: badge.badge, badgeName: badge.name });
      }
      this.badges.set(badge.badge, own);
      if (own.state === 'owned') this.tellBadge(badge, own);
    }
  }

  bind(name) {
    const own = this.badges.get(name);
    if (!own?.state) throw new Refused(404, 'NOT_FOUND');
    if (own.state !== 'owned') throw new Refused(409, `BADGE_${own.state === 'bound' ? 'ALREADY_BOUND' : own.state.toUpperCase()}`, { badge: name, state: own.state });
    Object.assign(own, { state: 'bound', boundAt: now() });
    const badge = badges.find((one) => one.badge === name);
    this.record({ kind: 'badge_bound', level: badge.level, badge: name, badgeName: badge.name });
    this.tellBadge(badge, own);
    this.tellQualification();
    return this.ownBadges().find(({ badge: one }) => one === name);
  }

  get held() {
    return this.nfts.find(({ status }) => status === 'unlocked' || status === 'active') ?? null;
  }

  get open() {
    return this.operations.find(({ status }) => !['completed', 'failed'].includes(status)) ?? null;
  }

  start(level) {
    if (this.open) throw new Refused(409, 'OPERATION_IN_PROGRESS', { operationId: this.open.id });
    const tier = this.standing().tiers.find((one) => one.level === level);
    if (tier?.status !== 'unlockable') throw new Refused(422, level === 1 ? 'NFT_CLAIM_FAILED' : 'NFT_UPGRADE_FAILED', this.shortfall(tier));
    const operation = {
      id: randomUUID(), kind: level === 1 ? 'claim' : 'upgrade', fromLevel: below(level), toLevel: level, status: 'pending', step: 'started', progress: 0,
      state: 'verifying', cancelRequested: false, outlook: 'completes', walletAction: null,
      oldMintAddress: this.held?.mintAddress ?? null, newMintAddress: null, burnTransactionSignature: null, mintTransactionSignature: null,
      burnTransaction: null, error: null, createdAt: now(), updatedAt: now(), history: [],
    };
    this.operations.unshift(operation);
    this.reach(operation, 'started');
    this.run(operation, level === 1 ? CLAIM : TO_SIGN);
    return operation;
  }

  /** The details of a refusal. */
  shortfall({ level, requirement, progress }) {
    return {
      ...decimal('required', units(requirement.volumeText)), ...decimal('current', this.volume), ...decimal('shortfall', units(progress.shortfallText)),
      badgesRequired: requirement.badges, badgesCollected: progress.badgesBound, badgesMissing: progress.badgesMissing,
      currentLevel: this.held?.level ?? 0, targetLevel: level,
    };
  }

  submit(id, signedTransaction) {
    const operation = this.operation(id);
    if (!operation.burnTransaction) throw new Refused(409, 'OPERATION_STATE_CONFLICT', { operationId: id, status: operation.status, state: operation.step === 'started' ? 'verifying' : 'minting' });
    if (!isSigned(signedTransaction)) throw new Refused(422, 'BURN_TRANSACTION_REFUSED');
    operation.burnTransactionSignature = operation.burnTransaction.signature;
    Object.assign(operation, { burnTransaction: null, state: 'submitting_burn', walletAction: null });
    this.run(operation, this.stuck ? SIGNED.slice(0, 3) : SIGNED);
    return operation;
  }

  cancel(id) {
    const operation = this.operation(id);
    clearTimeout(operation.timer);
    Object.assign(operation, { status: 'failed', state: 'failed', cancelRequested: true, outlook: 'fails', walletAction: null, burnTransaction: null, error: { code: 'CANCELLED', message: 'The operation was cancelled before the burn.' } });
    for (const own of this.badges.values()) if (own.state === 'reserved') own.state = 'bound';
    this.tellStep(operation, 'failed', operation.id);
    return operation;
  }

  operation(id) {
    const found = this.operations.find((one) => one.id === id);
    if (!found) throw new Refused(404, 'NOT_FOUND');
    return found;
  }

  activate(mint) {
    const nft = this.nfts.find(({ mintAddress }) => mintAddress === mint);
    if (!nft) throw new Refused(404, 'NOT_FOUND');
    if (nft.status === 'active') throw new Refused(409, 'NFT_ALREADY_ACTIVE');
    nft.status = 'active';
    this.record({ kind: 'nft_activated', level: nft.level, tierName: nft.tierName, mintAddress: mint });
    this.tell('nft:status_changed', this.statusChanged());
    return this.nftViews().find(({ mintAddress }) => mintAddress === mint);
  }

  run(operation, [step, ...more]) {
    if (!step) return;
    // A timer is nothing to send: it is kept off the JSON.
    Object.defineProperty(operation, 'timer', {
      configurable: true,
      value: setTimeout(() => {
        this.reach(operation, step);
        this.run(operation, more);
      }, this.stepMs),
    });
  }

  reach(operation, step) {
    const name = (level) => tierOf(level).name;
    if (step === 'badges_reserved') this.moveBadges(operation.toLevel, 'bound', 'reserved');
    if (step === 'badges_consumed') this.moveBadges(operation.toLevel, 'reserved', 'consumed');
    if (step === 'burn_prepared') this.prepare(operation);
    if (step === 'burn_confirmed') {
      operation.status = 'burn_confirmed';
      const old = this.nfts.find(({ mintAddress }) => mintAddress === operation.oldMintAddress);
      Object.assign(old, { status: 'burned', burnedAt: now() });
      this.record({ kind: 'nft_burned', level: old.level, tierName: old.tierName, mintAddress: old.mintAddress, transactionSignature: operation.burnTransactionSignature });
    }
    if (step === 'mint_submitted') operation.mintTransactionSignature = signature();
    if (step === 'mint_confirmed') {
      Object.assign(operation, { status: 'mint_confirmed', newMintAddress: address() });
      this.nfts.unshift({ mintAddress: operation.newMintAddress, level: operation.toLevel, tierName: name(operation.toLevel), status: 'unlocked', mintedAt: now(), burnedAt: null });
      this.record({ kind: operation.kind === 'claim' ? 'nft_claimed' : 'nft_upgraded', level: operation.toLevel, fromLevel: operation.fromLevel, tierName: name(operation.toLevel), mintAddress: operation.newMintAddress, transactionSignature: operation.mintTransactionSignature, operationId: operation.id });
    }
    if (step === 'mint_completed') operation.status = 'completed';
    const chain = step.startsWith('burn') ? operation.burnTransactionSignature : operation.mintTransactionSignature;
    const state = operation.kind === 'claim' && operation.status === 'pending' ? 'minting' : STATES[step];
    Object.assign(operation, { step, state, progress: PROGRESS[step], updatedAt: now() });
    operation.history.push({ step, status: operation.status, transactionId: (ON_CHAIN.has(step) && chain) || operation.id, at: now() });
    this.tellStep(operation, STEP_STATUS[step] ?? 'confirmed', (ON_CHAIN.has(step) && chain) || operation.id);
    if (step === 'mint_confirmed' || step === 'burn_confirmed') this.tell('nft:status_changed', this.statusChanged());
  }

  tellStep({ id, kind, toLevel, step, progress, oldMintAddress, newMintAddress, error }, status, transactionId) {
    this.tell('nft:transaction_status', {
      transactionId, status, step, progress, operationId: id, kind, toLevel, mintAddress: newMintAddress ?? oldMintAddress, errorCode: error?.code ?? null, errorMessage: error?.message ?? null,
    });
  }

  tellBadge({ badge, name, type, level }, { state }) {
    this.tell('nft:badge_changed', { badge, badgeIdentifier: `${badge}:${this.userId}`, badgeName: name, badgeType: type, level, state, operationId: null, version: state === 'owned' ? 1 : 2 });
  }

  tellQualification() {
    this.tell('nft:qualification_changed', this.qualification());
  }

  statusChanged() {
    const nft = this.held;
    const active = nft?.status === 'active';
    const { feeReduction = 0, aiagentUses = 0 } = active ? tierOf(nft.level) : {};
    return { newLevel: nft?.level ?? 0, tierName: nft?.tierName ?? null, benefits: { feeReduction, aiagentUses }, mintAddress: nft?.mintAddress ?? null, status: nft?.status ?? null, benefitsActive: active };
  }

  qualification() {
    const { tiers } = this.standing();
    const next = tiers.find(({ level }) => level > (this.held?.level ?? 0));
    const { tradingVolume, tradingVolumeText } = decimal('tradingVolume', this.volume);
    return {
      tradingVolume: Number(tradingVolume), tradingVolumeText, currentLevel: this.held?.level ?? 0, mintAddress: this.held?.mintAddress ?? null,
      nextLevel: next?.level ?? null, progress: next?.progress.ratio ?? null, qualified: next?.status === 'unlockable', badgesMissing: next?.progress.badgesMissing ?? [],
      eligibleLevels: tiers.filter(({ status }) => status === 'unlockable').map(({ level }) => level), version: this.sequence,
    };
  }

  /** What the first message of a connection says. */
  snapshot() {
    const newest = this.operations[0];
    const operation = newest && (({ id, kind, fromLevel, toLevel, status, step, progress }) => ({ id, kind, fromLevel, toLevel, status, step, progress }))(newest);
    return { nft: this.statusChanged(), mintAddress: this.held?.mintAddress ?? null, operation: operation ?? null, qualification: this.qualification() };
  }

  moveBadges(level, from, to) {
    for (const badge of badges.filter((one) => one.level === level)) {
      const own = this.badges.get(badge.badge);
      if (own?.state === from) own.state = to;
    }
  }

  prepare(operation) {
    const later = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();
    operation.burnTransaction = {
      transaction: burnTransaction({ payer: PAYER, owner: this.wallet, account: address(), mint: operation.oldMintAddress }),
      signature: signature(), mintAddress: operation.oldMintAddress, lastValidBlockHeight: 4711, expiresAt: later(60), signUntil: later(600),
    };
    operation.walletAction = { action: 'sign_burn', until: operation.burnTransaction.signUntil };
  }

  record(event) {
    const empty = { level: null, fromLevel: null, tierName: null, mintAddress: null, oldMintAddress: null, transactionSignature: null, operationId: null, competitionId: null, rank: null, badge: null, badgeName: null };
    this.history.unshift({ id: String(this.history.length + 1), at: now(), ...empty, ...event });
  }

  tell(event, data) {
    const message = { event, userId: this.userId, data, timestamp: now(), sequence: ++this.sequence };
    this.events.push(message);
    for (const socket of this.sockets) socket.send(JSON.stringify(message));
  }

  standing() {
    const held = this.held;
    const level = held?.level ?? 0;
    const active = held?.status === 'active' ? tierOf(level) : null;
    return {
      userId: this.userId, walletAddress: this.wallet, ...decimal('volume', this.volume), currentLevel: level, nextLevel: steps.find((one) => one.level > level)?.level ?? null,
      benefits: { level: active ? level : 0, feeReduction: active?.feeReduction ?? 0, aiagentUses: active?.aiagentUses ?? 0, rights: [], sources: [] },
      tiers: steps.map((tier) => this.tier(tier, level)),
      competitionNfts: this.nfts.filter((nft) => tierOf(nft.level).kind === 'competition').map(ownNft),
    };
  }

  tier(tier, held) {
    const required = units(String(tier.requiredVolume));
    const own = badges.filter((badge) => badge.level === tier.level).map((badge) => [badge.badge, this.badges.get(badge.badge)?.state]);
    const bound = own.filter(([, state]) => state === 'bound').length;
    const enough = this.volume >= required;
    const nft = this.nfts.find((one) => one.level === tier.level) ?? null;
    const obstacle =
      tier.level <= held ? 'NFT_ALREADY_HELD' : tier.level > held + 1 ? 'LOWER_LEVEL_NOT_HELD' : !enough ? 'INSUFFICIENT_VOLUME' : bound < tier.badgesRequired ? 'INSUFFICIENT_BADGES' : null;
    return {
      level: tier.level, name: tier.name, description: tier.description, obstacle,
      status: nft ? nft.status : obstacle === null ? 'unlockable' : 'locked',
      requirement: { ...decimal('volume', required), badges: tier.badgesRequired },
      progress: {
        ratio: enough ? 1 : Math.min(0.9999, Number((this.volume * 10_000n) / required) / 10_000), ...decimal('volume', this.volume), ...decimal('shortfall', enough ? 0n : required - this.volume),
        badgesBound: bound, badgesMissing: own.filter(([, state]) => state !== 'bound').map(([badge]) => badge), qualified: obstacle === null,
      },
      benefits: { feeReduction: tier.feeReduction, aiagentUses: tier.aiagentUses, rights: tier.rights },
      nft: nft && ownNft(nft),
    };
  }

  catalogue() {
    return badges.map((badge) => {
      const own = this.badges.get(badge.badge);
      return { ...badge, taskProgress: own?.progress ?? 0, state: own?.state ?? null, earnedAt: own?.earnedAt ?? null, boundAt: own?.boundAt ?? null, badgeIdentifier: own?.state ? `${badge.badge}:${this.userId}` : null };
    });
  }

  portfolio() {
    return { standing: this.standing(), badges: this.catalogue(), artwork: [], operation: this.open, config: chain(), unavailable: [] };
  }

  profile() {
    const held = this.nfts.filter(({ status }) => status === 'active' || status === 'unlocked').map(ownNft);
    return {
      walletAddress: this.wallet, currentLevel: this.held?.level ?? 0, nfts: held.sort((a, b) => a.level - b.level),
      badges: [...this.badges].filter(([, { state }]) => state && state !== 'owned').map(([badge]) => badge),
    };
  }

  /** As `GET /api/v1/badges` lists them. */
  ownBadges() {
    return badges.filter(({ badge }) => this.badges.get(badge)?.state).map(({ badge, name, type, level, metadataUri, imageUri }, i) => {
      const { state, earnedAt, boundAt } = this.badges.get(badge);
      return { id: i + 1, badge, name, type, level, state, isBound: state !== 'owned', earnedAt, boundAt, mintAddress: null, badgeIdentifier: `${badge}:${this.userId}`, metadataUri, imageUri };
    });
  }

  /** As `GET /api/v1/nfts` lists them. */
  nftViews() {
    return this.nfts.map((nft) => ({
      ...ownNft(nft), metadataUri: null, imageUri: null, claimedAt: nft.mintedAt, lastUpgradedAt: null, mintTransaction: null, history: [],
    }));
  }
}
