import { EventEmitter } from 'node:events';
import { createHash } from 'node:crypto';
import bs58 from 'bs58';
import { Blockhashes, SLOT_HASHES } from './blockhashes.js';
import { Emulation } from './emulation.js';
import { FAUCET_LAMPORTS, Faucet } from './faucet.js';
import { History } from './history.js';
import { nftAccounts } from './nfts.js';
import { LOOKUP_TABLES, METAPLEX, SYSTEM } from './programs.js';
import { PrioritizationFees } from './prioritization-fees.js';
import { accountFromJson, accountToJson, landedRecord, priceOf } from './record.js';
import { TokenIndex, readTokenAccount } from './token.js';
import { AccountVersions } from './versions.js';
import { RENT, Vm } from './vm.js';
import { isWritable, parseTransaction, runnable, signaturesAreValid } from './wire.js';
import { readLookupTable } from './lookup-tables.js';

/** Slots run ahead of block heights, as on every real cluster: who mixes them up finds out here. */
export const SLOT_OFFSET = 1000;

/** Commitments from the newest to the oldest view of the chain. */
export const COMMITMENTS = ['processed', 'confirmed', 'finalized'];

/**
 * The chain: slots advance, a sent transaction lands in the next slot's block, in the order of
 * arrival, and grows from processed to confirmed to finalized by slot distance.
 * Emits `slot` ({slot, parent, root}) and `landed` (record) after the ledger has them.
 */
export class Bank extends EventEmitter {
  /**
   * @param {import('./ledger.js').Ledger} ledger
   * @param {{confirmSlots: number, finalitySlots: number, rent?: number, metaplexFile?: string}} options rent in lamports for a byte
   */
  constructor(ledger, { confirmSlots, finalitySlots, rent = RENT, metaplexFile }) {
    super();
    this.setMaxListeners(0);
    this.ledger = ledger;
    this.confirmSlots = confirmSlots;
    this.finalitySlots = finalitySlots;
    this.finalityDelay = 0;
    this.vm = new Vm(rent);
    this.rent = rent;
    if (metaplexFile) this.vm.loadProgram(METAPLEX, metaplexFile);
    this.emulatesMetaplex = !metaplexFile;
    this.emulation = new Emulation(this.vm, { metaplex: this.emulatesMetaplex });
    this.blockhashes = new Blockhashes(ledger.genesis.seed);
    this.faucet = new Faucet(ledger.genesis.seed);
    this.tokens = new TokenIndex();
    this.versions = new AccountVersions();
    this.history = new History();
    this.prices = new PrioritizationFees();
    this.messages = new Map(); // message hash → slot: one message lands once within the blockhash window
    this.pending = [];
    this.held = [];
    this.#restore();
  }

  #restore() {
    const accounts = new Map();
    this.vm.setAccount(this.faucet.publicKey, { lamports: FAUCET_LAMPORTS, owner: SYSTEM, data: Buffer.alloc(0), executable: false });
    const newest = this.ledger.restore((record, place) => {
      if (record.droppedAfter !== undefined) {
        this.#unindex(record.droppedAfter);
        for (const [address, before] of this.versions.undo(record.droppedAfter)) accounts.set(address, before);
        return;
      }
      this.#index(record, place);
      for (const [address, account] of Object.entries(record.accounts)) {
        this.versions.note(address, record.slot, accounts.get(address) ?? null);
        accounts.set(address, accountFromJson(account));
      }
      this.versions.forget(record.slot);
    });
    for (const [address, account] of accounts) this.#setAccount(address, account);
    // A crash after a block's lines and before its slot was kept must not put a second block there.
    this.slot = Math.max(newest, SLOT_OFFSET);
    this.roots = { confirmed: Math.max(SLOT_OFFSET, this.slot - this.confirmSlots), finalized: Math.max(SLOT_OFFSET, this.slot - this.finalitySlots) };
    this.blockhashes.reach(this.height());
    this.#newSlot();
  }

  #setAccount(address, account) {
    this.vm.setAccount(bs58.decode(address), account);
    this.tokens.update(address, account);
  }

  /** @param {'processed'|'confirmed'|'finalized'} commitment */
  slotAt(commitment = 'processed') {
    return commitment === 'processed' ? this.slot : this.roots[commitment];
  }

  height(commitment = 'processed') {
    return this.slotAt(commitment) - SLOT_OFFSET;
  }

  commitmentOf(slot) {
    return COMMITMENTS.findLast((commitment) => slot <= this.slotAt(commitment));
  }

  latestBlockhash(commitment) {
    return this.blockhashAt(this.height(commitment));
  }

  blockhashAt(height) {
    const blockhash = this.blockhashes.at(height);
    return { blockhash, lastValidBlockHeight: this.blockhashes.lastValidHeight(blockhash) };
  }

  account(key) {
    return this.vm.account(key);
  }

  /** The account as it was after the given slot. */
  accountAt(key, slot) {
    return this.versions.at(bs58.encode(key), slot, () => this.vm.account(key));
  }

  /** Token accounts of an owner as they were after the given slot. */
  tokensOfOwner(owner, slot) {
    return this.#tokensAt(slot, this.tokens.ofOwner(owner), (token) => token.owner === owner);
  }

  /** Token accounts of a mint as they were after the given slot. */
  tokensOfMint(mint, slot) {
    return this.#tokensAt(slot, this.tokens.ofMint(mint), (token) => token.mint === mint);
  }

  #tokensAt(slot, indexed, belongs) {
    return [...new Set([...indexed, ...this.versions.changedAfter(slot)])]
      .map((address) => ({ address, account: this.accountAt(bs58.decode(address), slot) }))
      .map(({ address, account }) => ({ address, account, token: readTokenAccount(account) }))
      .filter(({ token }) => token && token.state !== 'uninitialized' && belongs(token));
  }

  /** With the addresses that it looks up in tables. @returns {{transaction: object, err: string|null}} */
  resolved(transaction) {
    if (!transaction.lookups?.length) return { transaction, err: null };
    return readLookupTable(transaction, (key) => this.vm.account(key), this.slot);
  }

  /** Lamports for a byte from now on; what accounts hold already stays as it is. Not kept over a restart. */
  setRent(lamports) {
    this.rent = lamports;
    this.vm.setRent(lamports);
  }

  /** A fork loses: what landed in the newest slots that are not final has never happened. @returns {number} transactions dropped */
  drop(slots) {
    const after = Math.max(this.slot - slots, this.roots.finalized);
    this.ledger.append([{ slot: this.slot, droppedAfter: after }]);
    const dropped = this.#unindex(after);
    for (const [address, account] of this.versions.undo(after)) this.#setAccount(address, account);
    return dropped;
  }

  /** As a delegate freezes a token account by way of the Metaplex program; not kept in the ledger. */
  freeze(key, frozen) {
    const account = this.vm.account(key);
    if (!readTokenAccount(account)) return;
    const data = Buffer.from(account.data);
    data[108] = frozen ? 2 : 1;
    this.#setAccount(bs58.encode(key), { ...account, data });
  }

  /** An NFT as if it had been minted long ago; not kept in the ledger. @param {{mint: Buffer, account: Buffer, owner: Buffer}} nft */
  putNft(nft) {
    const states = nftAccounts(nft, (size) => this.vm.rent(size));
    this.#setAccount(bs58.encode(nft.mint), states.mint);
    this.#setAccount(bs58.encode(nft.account), states.account);
  }

  #unindex(slot) {
    for (const [hash, landed] of this.messages) if (landed > slot) this.messages.delete(hash);
    this.prices.dropAfter(slot);
    return this.history.dropAfter(slot);
  }

  /**
   * Why a node at this height would refuse the transaction before running it, or null.
   * @param {import('./wire.js').ParsedTransaction} transaction
   */
  refusal(transaction, height) {
    if (!this.blockhashes.isValidAt(bs58.encode(transaction.blockhash), height)) return 'BlockhashNotFound';
    return this.messages.has(messageHash(transaction)) ? 'AlreadyProcessed' : null;
  }

  /** @returns {import('./vm.js').Outcome} */
  simulate(transaction) {
    this.#knowSlots(transaction);
    const { legacy, bytes, original } = runnable(transaction);
    return original(this.emulation.concerns(legacy) ? this.emulation.simulate(legacy) : this.vm.simulate(bytes));
  }

  #run(transaction) {
    this.#knowSlots(transaction);
    const { legacy, bytes, original } = runnable(transaction);
    return original(this.emulation.concerns(legacy) ? this.emulation.send(legacy) : this.vm.send(bytes));
  }

  /** A new table's address is of a slot that the VM has to know; keeping that up for all others would be slow. */
  #knowSlots({ keys }) {
    if (!keys.some((key) => key.equals(LOOKUP_TABLES))) return;
    const slots = Array.from({ length: Math.min(SLOT_HASHES, this.slot - SLOT_OFFSET) }, (_, back) => this.slot - 1 - back);
    this.vm.setSlotHashes(slots.map((slot) => ({ slot, hash: this.blockhashes.at(slot - SLOT_OFFSET) })));
  }

  /** Queues a transaction for the next block. What cannot land there vanishes silently, as on a cluster. */
  submit(transaction, bytes) {
    this.pending.push({ transaction, bytes });
  }

  /** Keeps a transaction back until release(). */
  hold(transaction, bytes) {
    this.held.push({ transaction, bytes, landsAt: null });
  }

  /** @param {boolean} inLastValidBlock wait for the last block that can take each of them */
  release(inLastValidBlock) {
    for (const entry of this.held) {
      entry.landsAt = inLastValidBlock ? this.blockhashes.lastValidHeight(bs58.encode(entry.transaction.blockhash)) ?? 0 : 0;
    }
    return this.held.length;
  }

  /** @param {'legacy'|1} version @returns {string} the airdrop's signature */
  airdrop(to, lamports, version = 'legacy') {
    const bytes = this.faucet.transfer(to, lamports, Buffer.from(bs58.decode(this.latestBlockhash('processed').blockhash)), version);
    const transaction = parseTransaction(bytes);
    this.submit(transaction, bytes);
    return bs58.encode(transaction.signatures[0]);
  }

  advance(slots = 1) {
    for (let i = 0; i < slots; i++) this.#newSlot();
  }

  #newSlot() {
    const parent = this.slot;
    this.slot += 1;
    const distance = { confirmed: this.confirmSlots, finalized: this.finalitySlots + this.finalityDelay };
    for (const [commitment, slots] of Object.entries(distance)) {
      this.roots[commitment] = Math.max(this.roots[commitment], this.slot - slots);
    }
    this.roots.finalized = Math.min(this.roots.finalized, this.roots.confirmed);
    this.blockhashes.reach(this.height());
    const now = Date.now();
    this.vm.setSlot(this.slot, Math.floor(now / 1000));
    const due = this.held.filter(({ landsAt }) => landsAt !== null && landsAt <= this.height());
    this.held = this.held.filter((entry) => !due.includes(entry));
    const batch = [...this.pending.splice(0), ...due];
    const records = batch.map((entry) => this.#execute(entry, now)).filter((record) => record !== null);
    if (records.length > 0) {
      const places = this.ledger.append(records);
      records.forEach((record, i) => this.#index(record, places[i]));
    }
    this.ledger.keepSlot(this.slot);
    this.history.keepBlockTime(this.slot, now);
    this.versions.forget(this.roots.finalized);
    this.prices.forget(this.slot);
    this.#forgetOldMessages();
    for (const record of records) this.emit('landed', record);
    this.emit('slot', { slot: this.slot, parent, root: this.roots.finalized });
  }

  /** @returns {object|null} the ledger's record, or null if the transaction cannot be in this block */
  #execute({ transaction: unresolved, bytes }, now) {
    const { transaction, err } = this.resolved(unresolved);
    if (err !== null || this.refusal(transaction, this.height()) !== null || !signaturesAreValid(transaction)) return null;
    const before = transaction.keys.map((key) => this.vm.account(key));
    const outcome = this.#run(transaction);
    const after = transaction.keys.map((key) => this.vm.account(key));
    if ((after[0]?.lamports ?? 0) === (before[0]?.lamports ?? 0) && outcome.err) return null; // not even the fee was paid
    const accounts = {};
    transaction.keys.forEach((key, i) => {
      if (!isWritable(transaction, i)) return;
      const address = bs58.encode(key);
      this.versions.note(address, this.slot, before[i]);
      accounts[address] = accountToJson(after[i]);
      this.tokens.update(address, after[i]);
    });
    this.messages.set(messageHash(transaction), this.slot); // known at once: its copy may be in the same block
    return landedRecord({ slot: this.slot, time: now, transaction, bytes, outcome, before, after, accounts, account: (key) => this.vm.account(key) });
  }

  #index(record, place) {
    this.history.add(record, place);
    const transaction = parseTransaction(Buffer.from(record.transaction, 'base64'));
    this.messages.set(messageHash(transaction), record.slot);
    this.prices.add(record.slot, priceOf(transaction), Object.keys(record.accounts));
  }

  #forgetOldMessages() {
    for (const [hash, slot] of this.messages) {
      if (slot >= this.slot - 300) break;
      this.messages.delete(hash);
    }
  }
}

function messageHash({ message }) {
  return createHash('sha256').update(message).digest('base64');
}
