import type { NftClient } from '../client.js';
import {
  BurnRefusedError,
  ConflictError,
  NetworkError,
  NftError,
  NotFoundError,
  RateLimitedError,
  UnavailableError,
  UnexpectedAnswerError,
} from '../errors.js';
import type { BurnTransaction, Operation } from '../generated/schema.js';
import type { LiveFeed } from '../live.js';
import { backOff, sleep } from '../time.js';
import { startOperation } from './start.js';
import type { StoredOperation, StoredOperations } from './storage.js';
import { type Chain, signBurn, type SigningWallet, WalletError } from './wallet.js';
import { UnsafeTransactionError } from './verify.js';

/** Why the burn is not signed yet, and the owner has to act again. */
export interface SignProblem {
  /**
   * - `wallet`: the wallet did not sign; `error` is a {@link WalletError} that says why
   * - `unsafe`: the transaction is not the burn of this NFT alone: never sign it
   * - `refused`: the server did not accept what was signed
   * - `superseded`: it was signed too late, also after the wallet was asked again; a fresh
   *   transaction is there
   * - `expired`: it was signed and did not land in time; a fresh transaction is there
   */
  kind: 'wallet' | 'unsafe' | 'refused' | 'superseded' | 'expired';
  message: string;
  error?: Error;
}

/** Where a claim or an upgrade is, as a page shows it. */
export type RunState =
  /** It is being started. */
  | { state: 'starting' }
  /** The services are at work; there is nothing to do. */
  | { state: 'working'; operation: Operation }
  /** The owner has to sign the burn: call `sign(wallet)`. */
  | { state: 'sign'; operation: Operation; burn: BurnTransaction; problem?: SignProblem }
  /** The wallet is asked, or what it signed is on its way. */
  | { state: 'signing'; operation: Operation; burn: BurnTransaction }
  /** The server does not answer; what was known last. It goes on by itself. */
  | { state: 'offline'; operation?: Operation }
  /** The new NFT is there. */
  | { state: 'completed'; operation: Operation }
  /** It has ended, nothing is burned, nothing is reserved. */
  | { state: 'failed'; operation: Operation; error: { code: string; message: string } };

/** The operation has failed; `code` is that of the operation, such as `CANCELLED`. */
export class OperationFailedError extends NftError {
  override name = 'OperationFailedError';
  readonly code: string;
  readonly operation: Operation;

  constructor(operation: Operation, error: { code: string; message: string }) {
    super(error.message);
    this.code = error.code;
    this.operation = operation;
  }
}

export interface RunOptions {
  /** Asked to sign as soon as there is something to sign; without it call `sign(wallet)`. */
  wallet?: SigningWallet;
  /** The cluster of the programme. Default: what the API says; null: it is not looked at. */
  chain?: Chain | null;
  /** Makes changes known at once; without it the operation is read every few seconds. */
  feed?: LiveFeed;
  /** How often it is read while no feed is open: the first and the longest wait, ms. Default 800 and 5,000. */
  firstWait?: number;
  longestWait?: number;
  /** Ends the following, not the operation. */
  signal?: AbortSignal;
}

const POLL_WITH_FEED = 15_000;
/** A burn with less than this left is renewed before the wallet is asked, ms. */
const TOO_SHORT = 10_000;
const RENEWAL = 60_000;
/** So often a burn that was renewed while its owner signed is signed again by itself. */
const MOST_AGAIN = 2;

/**
 * Follows a claim or an upgrade to its end. Iterate it for its states; a page that is reloaded goes
 * on with {@link resume}.
 */
export class OperationRun implements AsyncIterable<RunState> {
  readonly #client: NftClient;
  readonly #stored: StoredOperations;
  readonly #options: RunOptions;
  readonly #firstWait: number;
  readonly #longestWait: number;
  #record: StoredOperation;
  #operation: Operation | undefined;
  #problem: SignProblem | undefined;
  #signing = false;
  #asked = false;
  /** The wallet that was asked last, and how often it was asked again by itself. */
  #wallet: SigningWallet | undefined;
  #again = 0;
  #signed: string | undefined;
  /** What the server's clock is ahead, ms. */
  #ahead = 0;
  #wakeUp: () => void = () => {};
  #woken = false;

  /** @internal */
  constructor(
    client: NftClient,
    stored: StoredOperations,
    record: StoredOperation,
    options: RunOptions,
  ) {
    this.#client = client;
    this.#stored = stored;
    this.#record = record;
    this.#options = options;
    this.#firstWait = options.firstWait ?? 800;
    this.#longestWait = options.longestWait ?? 5_000;
  }

  /** The operation's id, as soon as it is known. */
  get id(): string | undefined {
    return this.#record.operationId;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<RunState, void> {
    const { feed } = this.#options;
    const endings = [
      feed?.on('nft:transaction_status', () => this.#wake()),
      feed?.on('nft:snapshot', () => this.#wake()),
    ];
    try {
      yield* this.#follow();
    } finally {
      endings.forEach((end) => end?.());
    }
  }

  /**
   * The end of it.
   *
   * @throws OperationFailedError if it has failed
   */
  async finished(): Promise<Operation> {
    for await (const step of this) {
      if (step.state === 'completed') {
        return step.operation;
      }
      if (step.state === 'failed') {
        throw new OperationFailedError(step.operation, step.error);
      }
    }
    throw new NftError('The operation was not followed to its end.');
  }

  /**
   * Has the owner's wallet sign the burn, and hands it in. To be called while the state is `sign`;
   * a problem is thrown, and is in the states that follow.
   */
  async sign(wallet: SigningWallet): Promise<void> {
    if (this.#signing) {
      return;
    }
    this.#wallet = wallet;
    this.#again = 0;
    await this.#sign(wallet);
  }

  async #sign(wallet: SigningWallet): Promise<void> {
    this.#signing = true;
    this.#asked = true;
    this.#problem = undefined;
    this.#wake();
    try {
      const burn = await this.#freshBurn();
      const signed = await signBurn(wallet, burn, await this.#chain());
      this.#signed = burn.transaction;
      await this.#submit(burn, signed);
    } catch (error) {
      this.#problem = problemOf(error);
      // What was signed too late is asked for once more: its owner has said yes.
      if (this.#problem.kind !== 'superseded' || this.#again >= MOST_AGAIN) {
        throw error;
      }
    } finally {
      this.#signing = false;
      this.#wake();
    }
  }

  /** Ends an upgrade before its burn. What it leads to comes as a state. */
  async cancel(): Promise<void> {
    if (this.#record.operationId) {
      await this.#client.cancelUpgrade(this.#record.operationId);
      this.#wake();
    }
  }

  async *#follow(): AsyncGenerator<RunState, void> {
    let shown = '';
    let unchanged = 0;
    const news = (state: RunState): boolean => {
      const fingerprint = fingerprintOf(state);
      const changed = fingerprint !== shown;
      shown = fingerprint;
      unchanged = changed ? 0 : unchanged + 1;
      return changed;
    };
    for (;;) {
      this.#options.signal?.throwIfAborted();
      this.#woken = false;
      let state: RunState;
      if (!this.#record.operationId) {
        if (news({ state: 'starting' })) {
          yield { state: 'starting' };
        }
        state = await this.#attempt(() => this.#start());
      } else {
        state = await this.#attempt(() => this.#read());
      }
      if (state.state === 'completed' || state.state === 'failed') {
        await this.#stored.clear();
        yield state;
        return;
      }
      this.#signUnasked(state);
      const current = this.#operation && state.state !== 'offline' ? this.#describe(this.#operation) : state;
      if (news(current)) {
        yield current;
      }
      await this.#pause(unchanged);
    }
  }

  async #start(): Promise<RunState> {
    const operation = await startOperation(this.#client, this.#record, this.#options.signal).catch(
      async (error: unknown) => {
        if (!isAway(error)) {
          await this.#stored.clear();
        }
        throw error;
      },
    );
    this.#record = { ...this.#record, operationId: operation.id };
    await this.#stored.save(this.#record);
    return this.#describe(operation);
  }

  async #read(): Promise<RunState> {
    const id = this.#record.operationId as string;
    try {
      const { data, timestamp } = await this.#client.send<Operation>(
        'GET',
        `/api/v1/nft/operations/${encodeURIComponent(id)}`,
        this.#options.signal ? { signal: this.#options.signal } : {},
      );
      const now = Date.parse(timestamp);
      this.#ahead = Number.isNaN(now) ? 0 : now - Date.now();
      return this.#describe(data);
    } catch (error) {
      if (error instanceof NotFoundError) {
        await this.#stored.clear();
      }
      throw error;
    }
  }

  /** What cannot be reached is tried again; everything else is the caller's. */
  async #attempt(read: () => Promise<RunState>): Promise<RunState> {
    try {
      return await read();
    } catch (error) {
      if (!isAway(error)) {
        throw error;
      }
      return this.#operation ? { state: 'offline', operation: this.#operation } : { state: 'offline' };
    }
  }

  #describe(operation: Operation): RunState {
    this.#operation = operation;
    if (operation.status === 'completed') {
      return { state: 'completed', operation };
    }
    if (operation.status === 'failed') {
      const error = operation.error ?? { code: 'UNKNOWN', message: 'The operation has failed.' };
      return { state: 'failed', operation, error };
    }
    const burn = operation.burnTransaction;
    if (!burn) {
      return { state: 'working', operation };
    }
    if (this.#signing) {
      return { state: 'signing', operation, burn };
    }
    const problem = this.#problem ?? toldProblem(operation);
    return problem ? { state: 'sign', operation, burn, problem } : { state: 'sign', operation, burn };
  }

  /**
   * The wallet that was given is asked once by itself: after a refusal its owner decides. Where the
   * burn was renewed while its owner signed, the fresh one is signed instead.
   */
  #signUnasked(state: RunState): void {
    const { wallet } = this.#options;
    if (state.state !== 'sign') {
      return;
    }
    // Its problem is in the states.
    if (wallet && !this.#asked) {
      this.sign(wallet).catch(() => {});
    } else if (
      this.#wallet &&
      state.problem?.kind === 'superseded' &&
      state.burn.transaction !== this.#signed &&
      this.#again < MOST_AGAIN
    ) {
      this.#again++;
      this.#sign(this.#wallet).catch(() => {});
    }
  }

  /** The burn to sign; one that is about to expire is renewed before. */
  async #freshBurn(): Promise<BurnTransaction> {
    const end = Date.now() + RENEWAL;
    let renewed = false;
    for (;;) {
      const state = await this.#read();
      if (state.state !== 'sign' && state.state !== 'signing') {
        throw new WalletError('There is nothing to sign now.');
      }
      const left = Date.parse(state.burn.expiresAt) - (Date.now() + this.#ahead);
      if (left > TOO_SHORT || Date.now() > end) {
        return state.burn;
      }
      if (!renewed) {
        renewed = true;
        await this.#client.renewBurnTransaction(state.operation.id).catch((error: unknown) => {
          if (!hasGoneOn(error)) {
            throw error;
          }
        });
      }
      await sleep(this.#firstWait, this.#options.signal);
    }
  }

  /** What is signed is handed in until it has expired: nobody signs twice because of a network. */
  async #submit(burn: BurnTransaction, signedTransaction: string): Promise<void> {
    const id = this.#record.operationId as string;
    for (let attempt = 0; ; attempt++) {
      try {
        this.#operation = await this.#client.submitBurn(id, { signedTransaction });
        return;
      } catch (error) {
        if (hasGoneOn(error)) {
          return; // The next read says where it is.
        }
        const expired = Date.parse(burn.expiresAt) < Date.now() + this.#ahead;
        if (!isAway(error) || expired) {
          throw error;
        }
        await sleep(backOff(attempt, this.#firstWait, this.#longestWait), this.#options.signal);
      }
    }
  }

  async #chain(): Promise<Chain | undefined> {
    if (this.#options.chain !== undefined) {
      return this.#options.chain ?? undefined;
    }
    try {
      return chainOf((await this.#client.getConfig()).cluster);
    } catch (error) {
      if (error instanceof NotFoundError) {
        return undefined; // A gateway that does not say so yet.
      }
      throw error;
    }
  }

  #wake(): void {
    this.#woken = true;
    this.#wakeUp();
  }

  async #pause(unchanged: number): Promise<void> {
    if (this.#woken) {
      return;
    }
    const wait =
      this.#options.feed?.state === 'open'
        ? POLL_WITH_FEED
        : Math.min(this.#longestWait, this.#firstWait * 1.5 ** unchanged);
    const early = new AbortController();
    const woken = new Promise<void>((resolve) => {
      this.#wakeUp = resolve;
    });
    const signal = this.#options.signal
      ? AbortSignal.any([early.signal, this.#options.signal])
      : early.signal;
    try {
      await Promise.race([woken, sleep(wait, signal).catch(() => {})]);
    } finally {
      early.abort();
    }
  }
}

/** The name that wallets have for a cluster. */
export function chainOf(cluster: string): Chain {
  return `solana:${cluster === 'mainnet-beta' ? 'mainnet' : cluster}`;
}

function fingerprintOf(state: RunState): string {
  if (!('operation' in state) || !state.operation) {
    return state.state;
  }
  const { status, step, error, updatedAt, burnTransaction } = state.operation;
  const problem = state.state === 'sign' ? state.problem : undefined;
  return JSON.stringify([
    state.state,
    status,
    step,
    error,
    updatedAt,
    burnTransaction?.transaction,
    problem?.kind,
    problem?.message,
  ]);
}

/** What the operation itself says about the last signature. */
function toldProblem({ error }: Operation): SignProblem | undefined {
  if (!error) {
    return undefined;
  }
  const kind = error.code.includes('SUPERSEDED')
    ? 'superseded'
    : error.code === 'BURN_EXPIRED'
      ? 'expired'
      : 'refused';
  return { kind, message: error.message };
}

function problemOf(error: unknown): SignProblem {
  const known = error instanceof Error ? error : new Error(String(error));
  if (known instanceof UnsafeTransactionError) {
    return { kind: 'unsafe', message: known.message, error: known };
  }
  if (known instanceof BurnRefusedError) {
    const late = /superseded/i.test(String(known.details.reason));
    return { kind: late ? 'superseded' : 'refused', message: known.message, error: known };
  }
  return { kind: known instanceof WalletError ? 'wallet' : 'refused', message: known.message, error: known };
}

/** Another tab or an earlier attempt has moved the operation; every other conflict is the owner's to know. */
function hasGoneOn(error: unknown): boolean {
  return error instanceof ConflictError && error.is('OPERATION_STATE_CONFLICT');
}

function isAway(error: unknown): boolean {
  return (
    error instanceof NetworkError ||
    error instanceof RateLimitedError ||
    error instanceof UnavailableError ||
    (error instanceof UnexpectedAnswerError && error.status >= 500)
  );
}
