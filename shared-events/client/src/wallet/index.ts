/** Claims and upgrades to their end, with any Wallet Standard wallet. */
import type { NftClient } from '../client.js';
import { NotFoundError } from '../errors.js';
import { randomId } from '../time.js';
import { OperationRun, type RunOptions } from './run.js';
import {
  defaultStorage,
  type OperationStorage,
  type StoredOperation,
  StoredOperations,
  subjectOf,
} from './storage.js';

export { chainOf, OperationFailedError, OperationRun, type RunOptions, type RunState, type SignProblem } from './run.js';
export { memoryStorage, type OperationStorage } from './storage.js';
export { UnsafeTransactionError, verifyBurn, type ExpectedBurn } from './verify.js';
export { decodeTransaction, MalformedTransactionError, type Instruction, type Transaction } from './message.js';
export {
  type Chain,
  type PreparedBurn,
  signBurn,
  type SigningAccount,
  type SigningWallet,
  TransactionChangedError,
  WalletError,
  WalletRejectedError,
  WalletUnsupportedError,
  WrongAccountError,
  WrongNetworkError,
} from './wallet.js';

export interface OperationOptions extends RunOptions {
  /** Default: the page's `localStorage`; in Node nothing survives. */
  storage?: OperationStorage;
}

/**
 * Claims the level 1 NFT, or goes on with that claim.
 *
 * ```ts
 * for await (const step of await claim(client)) {
 *   show(step);
 * }
 * ```
 */
export function claim(client: NftClient, options: OperationOptions = {}): Promise<OperationRun> {
  return begin(client, 'claim', 1, options);
}

/**
 * Upgrades to the next level, or goes on with that upgrade: a second click, a second tab and a
 * reload follow the same one.
 *
 * @param targetLevel 2 to 5
 */
export function upgrade(
  client: NftClient,
  targetLevel: number,
  options: OperationOptions = {},
): Promise<OperationRun> {
  return begin(client, 'upgrade', targetLevel, options);
}

/**
 * Goes on with what is under way, after a reload or on another device.
 *
 * @returns undefined if nothing is
 */
export async function resume(
  client: NftClient,
  options: OperationOptions = {},
): Promise<OperationRun | undefined> {
  const { stored, userId } = await storedOperations(client, options);
  const record = (await stored.load()) ?? (await openOperation(client, userId));
  return record && new OperationRun(client, stored, record, options);
}

async function begin(
  client: NftClient,
  kind: 'claim' | 'upgrade',
  targetLevel: number,
  options: OperationOptions,
): Promise<OperationRun> {
  const { stored, userId } = await storedOperations(client, options);
  let record = await stored.load();
  const same = record?.kind === kind && record.targetLevel === targetLevel;
  if (!record || !same || (await hasEnded(client, record))) {
    const idempotencyKey = randomId();
    record = { userId, kind, targetLevel, idempotencyKey, startedAt: Date.now() };
    // Before anything is sent: a page that is closed right after still knows what it has begun.
    await stored.save(record);
  }
  return new OperationRun(client, stored, record, options);
}

/** What has ended is not resumed: it is started again. */
async function hasEnded(client: NftClient, { operationId }: StoredOperation): Promise<boolean> {
  if (!operationId) {
    return false;
  }
  try {
    const { status } = await client.getOperation(operationId);
    return status === 'completed' || status === 'failed';
  } catch (error) {
    if (error instanceof NotFoundError) {
      return true;
    }
    throw error;
  }
}

async function storedOperations(client: NftClient, options: OperationOptions) {
  const userId = subjectOf(await client.options.token?.(false));
  return { stored: new StoredOperations(options.storage ?? defaultStorage(), userId), userId };
}

/** What the server knows to be under way; a user has one at a time, the newest. */
async function openOperation(
  client: NftClient,
  userId: string,
): Promise<StoredOperation | undefined> {
  const newest = (await client.listUpgrades({ pageSize: 1 })).items[0];
  if (!newest || newest.status === 'completed' || newest.status === 'failed') {
    return undefined;
  }
  return {
    userId,
    kind: newest.kind,
    targetLevel: newest.toLevel,
    idempotencyKey: '',
    startedAt: Date.parse(newest.createdAt),
    operationId: newest.id,
  };
}
