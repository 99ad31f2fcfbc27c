import { randomUUID } from 'node:crypto';
import { address, signature } from './burn.js';
import { tiers } from './catalogue.js';
import { Letters } from './letters.js';
import { Refused, Trader } from './trader.js';

const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();

/** Of user 2041, who burned them by mistake. */
export const BURNED = ['7RoSF9fUmdphVCpabEoefH81WwrW7orsWonXWqTXkKV8', '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin'];

/** What operators and competition managers see: made up, the same on every start but for the times. */
export class Office {
  constructor({ stepMs = 700 } = {}) {
    this.stepMs = stepMs;
  }

  letters = new Letters();
  reissued = [];
  awards = new Map();
  audit = new Map();
  views = [
    ['2041', 'minting', 'burn_confirmed', 2, 14, 9, true, { code: 'MINT_DELAYED', message: 'The mint is delayed: no node answers.' }],
    ['1188', 'reserving_badges', 'pending', 3, 7, 4, true, null],
    ['3307', 'awaiting_signature', 'pending', 4, 2, 0, false, null],
    ['872', 'completed', 'completed', 2, 30, 0, false, null],
    ['5512', 'failed', 'failed', 3, 55, 0, false, { code: 'SIGNATURE_TIMED_OUT', message: 'The burn was not signed in time.' }],
  ].map(([userId, state, status, toLevel, minutes, attempts, stuck, error]) => ({
    userId, state, since: ago(minutes), nextActionAt: stuck ? ago(-1) : null, attempts, stuck,
    operation: {
      id: randomUUID(), kind: 'upgrade', fromLevel: toLevel - 1, toLevel, status, step: 'started', progress: 0, state, cancelRequested: false, outlook: state === 'failed' ? 'fails' : 'completes', walletAction: null, oldMintAddress: address(), newMintAddress: null,
      burnTransactionSignature: null, mintTransactionSignature: null, burnTransaction: null, error, createdAt: ago(minutes + 1), updatedAt: ago(minutes), history: [],
    },
  }));

  overview() {
    const days = Array.from({ length: 14 }, (_, i) => 13 - i).map((i) => ({
      day: new Date(Date.now() - (13 - i) * 86_400_000).toISOString().slice(0, 10), mints: 18 + ((i * 37) % 23) + i, burns: 4 + ((i * 17) % 11),
    }));
    const open = this.views.filter(({ operation }) => !['completed', 'failed'].includes(operation.status));
    return {
      users: { byLevel: [8412, 1204, 388, 97, 31, 6].map((users, level) => ({ level, users })), total: 10_138, deadLetters: this.letters.counts('qualification-service') },
      chain: {
        days, queue: [{ kind: 'mint', state: 'queued', count: 2, oldestAt: ago(0.3) }, { kind: 'burn', state: 'sent', count: 1, oldestAt: ago(0.1) }],
        wallet: { address: address(), balanceLamports: 48_213_904_120, spentTodayLamports: 786_262_400, dailyLimitLamports: 100_000_000_000, dailyLimitLamportsText: '100000000000', runwayDays: 61.3 },
        definitionsNotPinned: 0, awardsWaitingForWallet: 4, deadLetters: this.letters.counts('minting-service'),
      },
      operations: {
        open: open.map(({ state, since, stuck }) => ({ kind: 'upgrade', state, count: 1, oldestSince: since, stuck: stuck ? 1 : 0 })), stuck: open.filter(({ stuck }) => stuck).length, deadLetters: this.letters.counts('upgrade-orchestrator'),
      },
      badges: { deadLetters: null },
      unavailable: [],
    };
  }

  list({ stuck, status }) {
    return this.views.filter((view) => (!stuck || view.stuck) && (!status || view.operation.status === status));
  }

  /** As an operator may before the burn; the operation ends once its badges are free again. */
  cancel(id) {
    const view = this.find(id);
    if (view.operation.status !== 'pending') throw new Refused(409, 'OPERATION_STATE_CONFLICT', { operationId: id, status: view.operation.status, state: view.state });
    Object.assign(view, { stuck: false, state: 'releasing_badges', nextActionAt: ago(0) });
    Object.assign(view.operation, { state: 'releasing_badges', cancelRequested: true, outlook: 'fails' });
    setTimeout(() => {
      Object.assign(view, { state: 'failed', nextActionAt: null });
      Object.assign(view.operation, { status: 'failed', state: 'failed', error: { code: 'CANCELLED', message: 'The operation was cancelled before the burn.' } });
    }, this.stepMs);
    return view.operation;
  }

  find(id) {
    const view = this.views.find(({ operation }) => operation.id === id);
    if (!view) throw new Refused(404, 'NOT_FOUND');
    return view;
  }

  retry(id) {
    const view = this.find(id);
    Object.assign(view, { stuck: false, state: 'completed' });
    Object.assign(view.operation, { status: 'completed', error: null });
    return view.operation;
  }

  timeline(id) {
    const view = this.find(id);
    const at = (ms) => new Date(Date.parse(view.operation.createdAt) + ms).toISOString();
    const moment = (ms, kind, name, more = {}) => ({ at: at(ms), times: 1, lastAt: at(ms), kind, name, state: null, status: null, transactionId: null, detail: null, ...more });
    return [
      moment(0, 'REQUEST', 'start', { detail: `by user ${view.userId}` }),
      moment(0, 'STEP', 'started', { state: 'verifying', status: 'pending' }),
      moment(4, 'COMMAND', 'verify_qualification'),
      moment(61, 'REPLY', 'qualification_verified'),
      moment(63, 'STEP', 'qualification_verified', { state: 'reserving_badges', status: 'pending' }),
      moment(66, 'COMMAND', 'reserve_badges'),
      moment(109, 'REPLY', 'badges_reserved'),
      moment(112, 'STEP', 'badges_reserved', { state: 'preparing_burn', status: 'pending' }),
      moment(115, 'COMMAND', 'prepare_burn'),
      moment(402, 'REPLY', 'burn_prepared', { transactionId: signature() }),
      moment(9_410, 'REQUEST', 'burn', { state: 'submitting_burn', status: 'pending' }),
      moment(9_418, 'COMMAND', 'submit_burn'),
      moment(12_880, 'REPLY', 'burn_confirmed', { transactionId: signature() }),
      moment(12_884, 'STEP', 'burn_confirmed', { state: 'minting', status: 'burn_confirmed' }),
      moment(12_890, 'COMMAND', 'mint_nft', { times: 9, detail: 'No node answers.' }),
    ];
  }

  user(userId, trader = new Trader(userId, address())) {
    const transaction = {
      id: '1', kind: 'mint', purpose: 'claim', requestId: randomUUID(), state: 'finalized', level: 1, mintAddress: address(), signature: signature(), attempt: 1, sends: 1,
      errorCode: null, errorMessage: null, nextActionAt: null, queuedAt: ago(50), closedAt: ago(49),
    };
    return {
      account: {
        standing: trader.standing(), wallets: [{ walletAddress: trader.wallet, position: 1, linkedFrom: ago(90_000), linkedUntil: null }],
        history: { completeSince: ago(90_000), items: trader.history.slice(0, 50), next: null },
      },
      badges: trader.ownBadges(), nfts: { nfts: trader.nftViews(), transactions: [transaction], awards: [] },
      operations: this.views.filter((view) => view.userId === userId), unavailable: [],
    };
  }

  search(q) {
    if (BURNED.includes(q)) return { users: [], operations: [], badges: [], nfts: [{ kind: 'nft', id: q, userId: '2041', matched: 'mint', text: 'Tech Chicken, burned', at: ago(4000) }], unavailable: [] };
    const hits = this.views.filter(({ userId, operation }) => q === userId || q === operation.id || q === operation.oldMintAddress);
    return {
      users: hits.map(({ userId }) => ({ kind: 'user', id: userId, userId, matched: 'user', text: 'level 1', at: ago(90) })),
      operations: hits.map(({ userId, operation }) => ({ kind: 'operation', id: operation.id, userId, matched: 'operation', text: `upgrade to ${operation.toLevel}, ${operation.status}`, at: operation.updatedAt })),
      nfts: hits.map(({ userId, operation }) => ({ kind: 'nft', id: operation.oldMintAddress, userId, matched: 'mint', text: 'Tech Chicken, active', at: ago(90) })),
      badges: [], unavailable: [],
    };
  }

  /** Each NFT once; the second time it is refused. */
  reissue(mint, reason, actor) {
    if (!BURNED.includes(mint)) throw new Refused(404, 'NOT_FOUND', { resource: 'NFT', id: mint });
    if (this.reissued.some(({ burnedMintAddress }) => burnedMintAddress === mint)) throw new Refused(409, 'NFT_NOT_REISSUABLE', { mintAddress: mint });
    const row = { burnedMintAddress: mint, userId: '2041', level: 1, walletAddress: address(), requestId: `reissue-${mint}`, actor, reason, at: ago(0), state: 'queued', mintAddress: null, signature: null, errorCode: null };
    this.reissued.unshift(row);
    setTimeout(() => Object.assign(row, { state: 'finalized', mintAddress: address(), signature: signature() }), 3 * this.stepMs);
    const { burnedMintAddress, userId, level, walletAddress, requestId } = row;
    return { burnedMintAddress, userId, level, walletAddress, requestId };
  }

  revisions = tiers.map((tier) => ({
    level: tier.level, revision: 1, current: true, name: tier.name, symbol: 'AIW3E', description: tier.description, pinningState: tier.level === 5 ? 'pending' : 'pinned', pinningAttempts: 1,
    pinningError: tier.level === 5 ? 'Pinata answered 429.' : null, imageUri: null, metadataUri: null, createdBy: null, createdAt: ago(60 * 24 * 12),
  }));

  definitions() {
    return this.revisions.toSorted((a, b) => a.level - b.level || b.revision - a.revision);
  }

  /** A revision is pinned first; then it takes the place of the one before. */
  define(level, { name, symbol, description, image }, actor) {
    const before = this.definitions().find((one) => one.level === level);
    const added = {
      level, revision: (before?.revision ?? 0) + 1, current: !before, name, symbol, description, pinningState: 'pending', pinningAttempts: 0, pinningError: null,
      imageUri: null, metadataUri: null, createdBy: actor, createdAt: ago(0),
    };
    this.revisions.push(added);
    setTimeout(() => {
      for (const one of this.revisions) if (one.level === level) one.current = one === added;
      Object.assign(added, { pinningState: 'pinned', pinningAttempts: 1, imageUri: image ? `data:image/png;base64,${image}` : (before?.imageUri ?? null) });
    }, 3 * this.stepMs);
    return { ...added };
  }

  /** Each has the platform's ranking: two winners, the second of whom has no wallet. */
  competition(id) {
    const awards = this.awards.get(id);
    if (!awards) throw new Refused(404, 'NOT_FOUND');
    return { ...this.summary(id, awards), results: ['42', '49'].map((userId, index) => ({ rank: index + 1, userId, award: awards.some((award) => award.userId === userId) ? (userId.endsWith('9') ? 'waiting_for_wallet' : 'queued') : null })) };
  }

  competitions() {
    const items = [...this.awards].map(([id, awards]) => this.summary(id, awards));
    return { items, page: 1, pageSize: 100, total: items.length };
  }

  summary(competitionId, awards) {
    const waitingForWallet = awards.filter(({ state }) => state === 'waiting_for_wallet').length;
    return { competitionId, name: 'Spring cup', endedAt: ago(7_200), importedAt: ago(3_600), participants: 2, awards: awards.length, waitingForWallet };
  }

  foresee(competitionId, { recipients }) {
    const known = this.awards.get(competitionId) ?? [];
    const result = (userId) => (known.some((award) => award.userId === userId) ? 'already_awarded' : userId.endsWith('9') ? 'waiting_for_wallet' : 'queued');
    return { competitionId, outcomes: recipients.map(({ userId, rank = null }) => ({ userId, rank, result: result(userId), known: true })) };
  }

  award(competition, { recipients, reason }, actor) {
    const known = this.awards.get(competition) ?? [];
    const outcomes = recipients.map(({ userId, rank = null }) => {
      if (known.some((award) => award.userId === userId)) return { userId, rank, result: 'already_awarded', requestId: null };
      const award = { userId, rank, requestId: randomUUID(), awardedBy: actor, awardedAt: ago(0), state: userId.endsWith('9') ? 'waiting_for_wallet' : 'queued', mintAddress: null, mintTransaction: null };
      known.push(award);
      if (award.state === 'queued') setTimeout(() => Object.assign(award, { state: 'finalized', mintAddress: address(), mintTransaction: signature() }), 1_500);
      return { userId, rank, result: award.state, requestId: award.requestId };
    });
    this.awards.set(competition, known);
    this.audit.set(competition, [{ actor, at: ago(0), reason: reason ?? null, recipients: outcomes }, ...(this.audit.get(competition) ?? [])]);
    return { competitionId: competition, outcomes };
  }
}
