/** Slots behind the finalized one for which earlier states of accounts are kept. */
const KEPT = 1_000;

/** What accounts were at earlier slots: for reads at a commitment, for nodes that lag, and for forks that lose. */
export class AccountVersions {
  constructor() {
    this.byAddress = new Map();
    this.order = []; // {slot, address}, oldest first
  }

  /** Keeps what the account was before the slot's first write to it. @param {import('./vm.js').AccountState|null} before */
  note(address, slot, before) {
    const versions = this.byAddress.get(address) ?? [];
    if (versions.at(-1)?.slot === slot) return;
    versions.push({ slot, before });
    this.byAddress.set(address, versions);
    this.order.push({ slot, address });
  }

  /** The account after the given slot. @param {() => import('./vm.js').AccountState|null} current */
  at(address, slot, current) {
    const next = this.byAddress.get(address)?.find((version) => version.slot > slot);
    return next ? next.before : current();
  }

  /** Addresses that were written to after the slot. */
  changedAfter(slot) {
    return new Set(this.order.filter((entry) => entry.slot > slot).map(({ address }) => address));
  }

  /** Takes back what was written after the slot. @returns {Map<string, import('./vm.js').AccountState|null>} what the accounts are again */
  undo(slot) {
    const accounts = new Map();
    for (const address of this.changedAfter(slot)) {
      const versions = this.byAddress.get(address);
      accounts.set(address, versions.find((version) => version.slot > slot).before);
      this.byAddress.set(address, versions.filter((version) => version.slot <= slot));
    }
    this.order = this.order.filter((entry) => entry.slot <= slot);
    return accounts;
  }

  /** @param {number} finalized no read is of a slot long before it */
  forget(finalized) {
    let old = 0;
    while (old < this.order.length && this.order[old].slot < finalized - KEPT) old++;
    if (old === 0) return;
    for (const { address, slot } of this.order.splice(0, old)) {
      const versions = this.byAddress.get(address)?.filter((version) => version.slot > slot);
      if (versions?.length) this.byAddress.set(address, versions);
      else this.byAddress.delete(address);
    }
  }
}
