import { createHash } from 'node:crypto';
import bs58 from 'bs58';
import { SLOT_OFFSET } from './bank.js';
import { BPF_LOADER, METAPLEX } from './programs.js';
import { API_VERSION, RpcError, commitmentOf, wholeNumber } from './rpc/errors.js';
import { WINDOW } from './blockhashes.js';

/** What may lag apart, as behind a balancer whose nodes are not equally far. */
export const LAGS = ['heights', 'statuses', 'accounts'];

/** How much older another cluster is, in slots. */
const OTHER_CLUSTER_SLOTS = 40_000_000;
const OTHER_GENESIS = bs58.encode(Buffer.alloc(32, 7));

/** The emulation has no account of its own; a check whether the program exists finds one. */
const EMULATED_PROGRAM = { lamports: 1_141_440, owner: BPF_LOADER, data: Buffer.alloc(36), executable: true };

/** One node as clients see it: how far behind the chain it is, and what is wrong with it. */
export class ClusterNode {
  /** @param {import('./bank.js').Bank} bank */
  constructor(bank) {
    this.bank = bank;
    this.lag = { heights: 0, statuses: 0, accounts: 0 };
    this.history = 'kept';
    this.fork = null;
    this.otherCluster = false;
    this.balances = [];
    this.turn = 0;
    this.rpcFault = null;
    this.error = null;
  }

  genesisHash() {
    return this.otherCluster ? OTHER_GENESIS : this.bank.blockhashes.genesisHash();
  }

  slotAt(kind, commitment) {
    const slot = Math.min(this.bank.slotAt(commitment), this.fork?.[commitment] ?? Infinity);
    return Math.max(SLOT_OFFSET, slot - this.lag[kind]) + (this.otherCluster ? OTHER_CLUSTER_SLOTS : 0);
  }

  /** Goes on with a fork that loses: blocks of its own, of which none is ever confirmed. */
  leave() {
    const { bank } = this;
    this.fork = { at: bank.slot, confirmed: bank.slotAt('confirmed'), finalized: bank.slotAt('finalized') };
  }

  rejoin() {
    this.fork = null;
  }

  height(commitment) {
    return this.slotAt('heights', commitment) - SLOT_OFFSET;
  }

  blockhashAt(height) {
    if (!this.otherCluster) return this.bank.blockhashAt(height);
    return { blockhash: bs58.encode(createHash('sha256').update(`other cluster ${height}`).digest()), lastValidBlockHeight: height + WINDOW };
  }

  /** Whether this node has seen the block: on a fork that loses it sees none of what lands elsewhere. */
  sees(slot) {
    return !this.otherCluster && slot <= (this.fork?.at ?? slot);
  }

  /** How far the slot is for this node, or undefined if it does not know it yet. */
  commitmentOf(slot) {
    if (!this.sees(slot)) return undefined;
    return ['processed', 'confirmed', 'finalized'].findLast((commitment) => slot <= this.slotAt('statuses', commitment));
  }

  /**
   * Whether the node still has a transaction's record: some have deleted all but the newest
   * part of their history, and say nothing.
   */
  keeps({ signature, slot }) {
    if (!this.sees(slot)) return false;
    if (this.history === 'pruned') return this.bank.history.recent(signature, this.bank.slot) !== undefined;
    return slot >= (this.history.from ?? 0);
  }

  /** Some nodes keep no history at all, and say so. */
  requireHistory() {
    if (this.history === 'off') throw new RpcError(-32011, 'Transaction history is not available from this node');
  }

  firstAvailableBlock() {
    return this.history.from ?? SLOT_OFFSET + 1;
  }

  /** The slot that a read is of. @throws {RpcError} if the caller requires a later one */
  context(kind, config, fallback) {
    const slot = this.slotAt(kind, commitmentOf(config, fallback));
    if (config?.minContextSlot != null && slot < wholeNumber(config.minContextSlot, 'minContextSlot', 0, Number.MAX_SAFE_INTEGER)) {
      throw new RpcError(-32016, 'Minimum context slot has not been reached', { contextSlot: slot });
    }
    return { slot, apiVersion: API_VERSION };
  }

  /** @param {Buffer} key @returns {import('./vm.js').AccountState|null} as it was at the slot */
  account(key, slot) {
    if (this.bank.emulatesMetaplex && key.equals(METAPLEX)) return EMULATED_PROGRAM;
    return this.otherCluster ? null : this.bank.accountAt(key, this.#seenUpTo(slot));
  }

  /** Of the last confirmed blocks. */
  recentPrices(addresses) {
    const newest = this.slotAt('heights', 'confirmed');
    return this.bank.prices.recent(this.otherCluster ? [] : addresses, newest, SLOT_OFFSET + 1);
  }

  tokensOfOwner(owner, slot) {
    return this.otherCluster ? [] : this.bank.tokensOfOwner(owner, this.#seenUpTo(slot));
  }

  tokensOfMint(mint, slot) {
    return this.otherCluster ? [] : this.bank.tokensOfMint(mint, this.#seenUpTo(slot));
  }

  #seenUpTo(slot) {
    return Math.min(slot, this.fork?.at ?? slot);
  }

  /** @returns {object|null} the injected error that this method meets; used up by it */
  errorOf(method) {
    const { error } = this;
    if (!error || error.count === 0 || (error.methods && !error.methods.includes(method))) return null;
    if (error.count > 0) error.count -= 1;
    return error;
  }

  /** The node that answers the next call: itself, or one of those that it balances, in an order that only a repetition has. */
  next() {
    return this.balances.length === 0 ? null : this.balances[createHash('sha256').update(String(this.turn++)).digest()[0] % this.balances.length];
  }

  state() {
    const { lag, history, fork, otherCluster, balances, rpcFault, error } = this;
    return { lag, history, fork, otherCluster, balances, rpcFault, error };
  }
}
