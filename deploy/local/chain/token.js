import bs58 from 'bs58';
import { TOKEN_PROGRAM_ADDRESSES } from './programs.js';

const MINT_SIZE = 82;
const ACCOUNT_SIZE = 165;
const STATES = ['uninitialized', 'initialized', 'frozen'];

export function isTokenProgram(owner) {
  return TOKEN_PROGRAM_ADDRESSES.includes(bs58.encode(owner));
}

/** @param {import('./vm.js').AccountState|null} account @returns the token account's fields, or null */
export function readTokenAccount(account) {
  if (!account || account.data.length < ACCOUNT_SIZE || !isTokenProgram(account.owner)) return null;
  const { data } = account;
  if (data.length > ACCOUNT_SIZE && data[ACCOUNT_SIZE] !== 2) return null; // a Token-2022 mint with extensions
  return {
    mint: bs58.encode(data.subarray(0, 32)),
    owner: bs58.encode(data.subarray(32, 64)),
    amount: data.readBigUInt64LE(64),
    delegate: optionalKey(data, 72),
    state: STATES[data[108]],
    isNative: data.readUInt32LE(109) === 1,
    delegatedAmount: data.readBigUInt64LE(121),
    closeAuthority: optionalKey(data, 129),
    programId: bs58.encode(account.owner),
  };
}

/** @param {import('./vm.js').AccountState|null} account @returns the mint's fields, or null */
export function readMint(account) {
  if (!account || account.data.length < MINT_SIZE || !isTokenProgram(account.owner)) return null;
  const { data } = account;
  if (data.length !== MINT_SIZE && !(data.length > ACCOUNT_SIZE && data[ACCOUNT_SIZE] === 1)) return null;
  return {
    mintAuthority: optionalKey(data, 0),
    supply: data.readBigUInt64LE(36),
    decimals: data[44],
    isInitialized: data[45] === 1,
    freezeAuthority: optionalKey(data, 46),
  };
}

function optionalKey(data, offset) {
  return data.readUInt32LE(offset) === 1 ? bs58.encode(data.subarray(offset + 4, offset + 36)) : null;
}

/** @param {bigint} amount in the smallest unit */
export function uiAmount(amount, decimals) {
  const digits = amount.toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  const text = fraction ? `${whole}.${fraction}` : whole;
  return { amount: amount.toString(), decimals, uiAmount: Number(text), uiAmountString: text };
}

/** Token accounts by owner and by mint: the VM can only list accounts by program. */
export class TokenIndex {
  constructor() {
    this.byOwner = new Map();
    this.byMint = new Map();
    this.entries = new Map();
  }

  /** @param {string} address @param {import('./vm.js').AccountState|null} account its new state */
  update(address, account) {
    const next = readTokenAccount(account);
    const previous = this.entries.get(address);
    if (previous) {
      this.byOwner.get(previous.owner)?.delete(address);
      this.byMint.get(previous.mint)?.delete(address);
      this.entries.delete(address);
    }
    if (!next || next.state === 'uninitialized') return;
    this.entries.set(address, { owner: next.owner, mint: next.mint });
    add(this.byOwner, next.owner, address);
    add(this.byMint, next.mint, address);
  }

  ofOwner(owner) { return [...(this.byOwner.get(owner) ?? [])]; }
  ofMint(mint) { return [...(this.byMint.get(mint) ?? [])]; }
}

function add(map, key, value) {
  if (!map.has(key)) map.set(key, new Set());
  map.get(key).add(value);
}
