import bs58 from 'bs58';
import { parseTransaction } from './wire.js';

/** Slots for which a node remembers statuses without searching its history. */
const STATUS_CACHE_SLOTS = 300;
const BLOCK_TIMES_KEPT = 10_000;

/**
 * What is found by signature, address or slot; the records themselves stay in the ledger file.
 * @typedef {{signature: string, slot: number, time: number, err: unknown, place: {offset: number, length: number}}} Entry
 */
export class History {
  constructor() {
    /** @type {Map<string, Entry>} */
    this.entries = new Map();
    this.byAddress = new Map();
    this.bySlot = new Map();
    this.blockTimes = new Map();
    this.forgottenUpTo = -1;
  }

  add({ signature, slot, time, err, transaction, meta }, place) {
    const entry = { signature, slot, time, err, place };
    this.entries.set(signature, entry);
    if (!this.bySlot.has(slot)) this.bySlot.set(slot, []);
    this.bySlot.get(slot).push(entry);
    this.blockTimes.set(slot, time);
    const { writable, readonly } = meta.loadedAddresses;
    for (const address of [...parseTransaction(Buffer.from(transaction, 'base64')).keys.map((key) => bs58.encode(key)), ...writable, ...readonly]) {
      if (!this.byAddress.has(address)) this.byAddress.set(address, []);
      this.byAddress.get(address).push(entry);
    }
  }

  get(signature) {
    return this.entries.get(signature);
  }

  /** As a node without its full history sees it. @param {number} slot the newest one */
  recent(signature, slot) {
    const entry = this.entries.get(signature);
    return entry && entry.slot > this.forgottenUpTo && entry.slot > slot - STATUS_CACHE_SLOTS ? entry : undefined;
  }

  /** Drops what the status cache knows of the slots so far, as a restarted node has. */
  forgetStatuses(slot) {
    this.forgottenUpTo = slot;
  }

  /** Takes back what landed after the slot. @returns {number} how many transactions that were */
  dropAfter(slot) {
    const dropped = [...this.entries.values()].filter((entry) => entry.slot > slot);
    for (const entry of dropped) {
      this.entries.delete(entry.signature);
      this.bySlot.delete(entry.slot);
    }
    if (dropped.length > 0) {
      for (const [address, entries] of this.byAddress) this.byAddress.set(address, entries.filter((entry) => entry.slot <= slot));
    }
    return dropped.length;
  }

  keepBlockTime(slot, time) {
    this.blockTimes.set(slot, time);
    if (this.blockTimes.size > BLOCK_TIMES_KEPT) this.blockTimes.delete(this.blockTimes.keys().next().value);
  }

  /** Newest first. @param {{before?: string, until?: string, limit: number, maxSlot: number}} page */
  ofAddress(address, { before, until, limit, maxSlot }) {
    const found = [];
    let started = before === undefined;
    for (const entry of (this.byAddress.get(address) ?? []).toReversed()) {
      if (entry.signature === until || found.length === limit) break;
      if (started && entry.slot <= maxSlot) found.push(entry);
      if (entry.signature === before) started = true;
    }
    return found;
  }
}
