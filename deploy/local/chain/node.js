import { SLOT_OFFSET } from './bank.js';
import { API_VERSION, RpcError, commitmentOf, wholeNumber } from './rpc/errors.js';

/** What may lag apart, as behind a balancer whose nodes are not equally far. */
export const LAGS = ['heights', 'statuses', 'accounts'];

/** One node as clients see it: how far behind the chain it is, and what is wrong with it. */
export class ClusterNode {
  /** @param {import('./bank.js').Bank} bank */
  constructor(bank) {
    this.bank = bank;
    this.lag = { heights: 0, statuses: 0, accounts: 0 };
    this.history = 'kept';
    this.otherCluster = false;
    this.rpcFault = null;
    this.error = null;
  }

  slotAt(kind, commitment) {
    return Math.max(SLOT_OFFSET, this.bank.slotAt(commitment) - this.lag[kind]);
  }

  height(commitment) {
    return this.slotAt('heights', commitment) - SLOT_OFFSET;
  }

  /** How far the slot is for this node, or undefined if it does not know it yet. */
  commitmentOf(slot) {
    return ['processed', 'confirmed', 'finalized'].findLast((commitment) => slot <= this.slotAt('statuses', commitment));
  }

  /** The slot that a read is of. @throws {RpcError} if the caller wants a later one */
  context(kind, config, fallback) {
    const slot = this.slotAt(kind, commitmentOf(config, fallback));
    if (config?.minContextSlot != null && slot < wholeNumber(config.minContextSlot, 'minContextSlot', 0, Number.MAX_SAFE_INTEGER)) {
      throw new RpcError(-32016, 'Minimum context slot has not been reached', { contextSlot: slot });
    }
    return { slot, apiVersion: API_VERSION };
  }

  /** @param {Buffer} key @returns {import('./vm.js').AccountState|null} as it was at the slot */
  account(key, slot) {
    return this.bank.accountAt(key, slot);
  }

  /** @returns {object|null} the injected error that this method meets; used up by it */
  errorOf(method) {
    const { error } = this;
    if (!error || error.count === 0 || (error.methods && !error.methods.includes(method))) return null;
    if (error.count > 0) error.count -= 1;
    return error;
  }
}
