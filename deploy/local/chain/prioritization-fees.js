/** Blocks that a node remembers prices of. */
const RECENT_BLOCKS = 150;

/** What transactions paid for a compute unit, by slot: the least of all, and of those that write to an account. */
export class PrioritizationFees {
  constructor() {
    /** @type {Map<number, {least: number, byAccount: Map<string, number>}>} in the order of slots */
    this.bySlot = new Map();
  }

  /** @param {number} price micro-lamports @param {string[]} writable addresses */
  add(slot, price, writable) {
    const paid = this.bySlot.get(slot) ?? { least: Infinity, byAccount: new Map() };
    paid.least = Math.min(paid.least, price);
    for (const address of writable) paid.byAccount.set(address, Math.min(paid.byAccount.get(address) ?? Infinity, price));
    this.bySlot.set(slot, paid);
  }

  dropAfter(slot) {
    for (const known of this.bySlot.keys()) if (known > slot) this.bySlot.delete(known);
  }

  /** @param {number} slot nobody asks for what is much older */
  forget(slot) {
    for (const known of this.bySlot.keys()) {
      if (known > slot - 10 * RECENT_BLOCKS) break;
      this.bySlot.delete(known);
    }
  }

  /** Of each recent block, what a transaction that writes to all these accounts had to pay. @param {number} first no block is older */
  recent(addresses, newest, first) {
    const entries = [];
    for (let slot = Math.max(first, newest - RECENT_BLOCKS + 1); slot <= newest; slot++) {
      const paid = this.bySlot.get(slot);
      const prices = addresses.map((address) => paid?.byAccount.get(address) ?? 0);
      entries.push({ slot, prioritizationFee: Math.max(paid?.least ?? 0, ...prices) });
    }
    return entries;
  }
}
