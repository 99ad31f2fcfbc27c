import { NftError } from '../errors.js';
import { decodeTransaction, type Instruction, type Transaction } from './message.js';

const TOKEN = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA';
const COMPUTE_BUDGET = 'ComputeBudget111111111111111111111111111111';
/** Assertions that wallets add to protect their owner; they read accounts and change nothing. */
const LIGHTHOUSE = 'L2TExMFKdjpN9kozasaurPirfHy9P8sbXoAN1qA3S95';
const FIRST_ASSERTION = 2;
const LAST_ASSERTION = 17;
const BURN = 8;
const CLOSE_ACCOUNT = 9;
const BURN_CHECKED = 15;
const COMPUTE_LIMIT = 2;
const COMPUTE_PRICE = 3;
const LOADED_DATA_LIMIT = 4;
/** What an owner who pays the fee may be made to pay, in lamports, beside 5,000 a signature. */
const HIGHEST_PRIORITY_FEE = 1_000_000n;
/** What a transaction may use where it says nothing. */
const DEFAULT_COMPUTE_LIMIT = 1_400_000;

/** The transaction is not the burn of this NFT alone: nobody should sign it. */
export class UnsafeTransactionError extends NftError {
  override name = 'UnsafeTransactionError';
}

/** The NFT that is given up, and whose it is. */
export interface ExpectedBurn {
  mint: string;
  /** The wallet that signs. */
  owner: string;
  /** It comes back from the wallet, which may have added its assertions. */
  returned?: boolean;
}

/**
 * Reads a transaction and makes sure that it burns the one token of `mint` out of the owner's
 * account, and does nothing else than close that emptied account and say what it may cost.
 *
 * @throws UnsafeTransactionError if it does anything else, or cannot be understood
 */
export function verifyBurn(transaction: Uint8Array, expected: ExpectedBurn): Transaction {
  let read: Transaction;
  try {
    read = decodeTransaction(transaction);
  } catch (cause) {
    throw new UnsafeTransactionError('The transaction cannot be read.', { cause });
  }
  if (read.usesLookupTables) {
    refuse('takes accounts from lookup tables');
  }
  if (!signers(read).includes(expected.owner)) {
    refuse(`is not signed by ${expected.owner}`);
  }
  const burns = read.instructions.filter((one) => isToken(one, BURN, BURN_CHECKED));
  const burn = burns[0];
  if (!burn || burns.length > 1) {
    refuse(`has ${burns.length} burns`);
  }
  verifyOneBurn(burn, expected);
  const account = burn.accounts[0] as string;
  for (const one of read.instructions) {
    if (one !== burn && one.program !== COMPUTE_BUDGET && !isGuard(one, expected)) {
      verifyClose(one, account, expected, read, read.instructions.indexOf(burn));
    }
  }
  verifyPrice(read, expected);
  return read;
}

/**
 * In whose name a transaction burns.
 *
 * @returns base58; undefined if there is no burn in it, or it cannot be read
 */
export function ownerOf(transaction: Uint8Array): string | undefined {
  try {
    return decodeTransaction(transaction).instructions.find((one) =>
      isToken(one, BURN, BURN_CHECKED),
    )?.accounts[2];
  } catch {
    return undefined;
  }
}

/** Who signs, the fee payer first. */
export function signers(transaction: Transaction): string[] {
  return transaction.accounts.slice(0, transaction.requiredSignatures);
}

/** Burn: tag, u64 amount; BurnChecked: also u8 decimals. Accounts: token account, mint, owner. */
function verifyOneBurn(burn: Instruction, expected: ExpectedBurn): void {
  const checked = burn.data[0] === BURN_CHECKED;
  if (burn.data.length !== (checked ? 10 : 9) || amount(burn.data, 1) !== 1n) {
    refuse('burns another amount than 1');
  }
  if (checked && burn.data[9] !== 0) {
    refuse('burns a token with decimals');
  }
  const [, mint, owner] = burn.accounts;
  if (burn.accounts.length !== 3 || mint !== expected.mint) {
    refuse(`burns ${mint} and not ${expected.mint}`);
  }
  if (owner !== expected.owner) {
    refuse(`burns in the name of ${owner}`);
  }
}

/** Its rent goes to who pays the fee, or to the owner. */
function verifyClose(
  one: Instruction,
  account: string,
  expected: ExpectedBurn,
  read: Transaction,
  burnAt: number,
): void {
  const [closed, destination, owner] = one.accounts;
  const allowed =
    isToken(one, CLOSE_ACCOUNT) &&
    one.data.length === 1 &&
    one.accounts.length === 3 &&
    closed === account &&
    owner === expected.owner &&
    (destination === expected.owner || destination === read.accounts[0]) &&
    read.instructions.indexOf(one) > burnAt;
  if (!allowed) {
    refuse(`does more than burn: it calls ${one.program}`);
  }
}

function verifyPrice(read: Transaction, expected: ExpectedBurn): void {
  let limit = DEFAULT_COMPUTE_LIMIT;
  let price = 0n;
  const seen = new Set<number>();
  for (const one of read.instructions.filter((each) => each.program === COMPUTE_BUDGET)) {
    const tag = one.data[0] ?? -1;
    const length = tag === COMPUTE_PRICE ? 9 : 5;
    const known = [COMPUTE_LIMIT, COMPUTE_PRICE, LOADED_DATA_LIMIT].includes(tag);
    if (!known || one.data.length !== length || one.accounts.length > 0 || seen.has(tag)) {
      refuse('has a compute budget that is not understood');
    }
    seen.add(tag);
    const view = new DataView(one.data.buffer, one.data.byteOffset);
    if (tag === COMPUTE_LIMIT) {
      limit = view.getUint32(1, true);
    } else if (tag === COMPUTE_PRICE) {
      price = view.getBigUint64(1, true);
    }
  }
  const fee = (price * BigInt(limit)) / 1_000_000n;
  if (read.accounts[0] === expected.owner && fee > HIGHEST_PRIORITY_FEE) {
    refuse(`makes its owner pay ${fee} lamports`);
  }
}

function isGuard(one: Instruction, expected: ExpectedBurn): boolean {
  const tag = one.data[0] ?? 0;
  return (
    expected.returned === true &&
    one.program === LIGHTHOUSE &&
    tag >= FIRST_ASSERTION &&
    tag <= LAST_ASSERTION
  );
}

function isToken(one: Instruction, ...tags: number[]): boolean {
  return one.program === TOKEN && tags.includes(one.data[0] ?? -1);
}

function amount(data: Uint8Array, at: number): bigint {
  return new DataView(data.buffer, data.byteOffset).getBigUint64(at, true);
}

function refuse(what: string): never {
  throw new UnsafeTransactionError(`Not signed: the transaction ${what}.`);
}
