import type { Operation } from '../generated/schema.js';
import { fromBase64 } from '../wallet/base58.js';
import * as fixtures from './fixtures.js';
import type { Fault } from './platform.js';
import { preparedBurn } from './transaction.js';

/** An operation of the mocks. */
export interface MockOperation {
  operation: Operation;
  attempt: number;
}

type Status = Operation['status'];
type Moment = [step: string, progress: number, status: Status];

const CLAIM: Moment[] = [
  ['started', 0, 'pending'],
  ['qualification_verified', 10, 'pending'],
  ['mint_submitted', 70, 'pending'],
  ['mint_confirmed', 80, 'mint_confirmed'],
  ['mint_completed', 100, 'completed'],
];
const UPGRADE: Moment[] = [
  ['started', 0, 'pending'],
  ['qualification_verified', 10, 'pending'],
  ['badges_reserved', 20, 'pending'],
  ['burn_prepared', 30, 'pending'],
  ['burn_submitted', 40, 'pending'],
  ['burn_confirmed', 50, 'burn_confirmed'],
  ['mint_submitted', 70, 'burn_confirmed'],
  ['mint_confirmed', 80, 'mint_confirmed'],
  ['badges_consumed', 90, 'mint_confirmed'],
  ['mint_completed', 100, 'completed'],
];
/** What an operation waits for after a step. */
const STATES: Record<string, Operation['state']> = {
  qualification_verified: 'reserving_badges',
  badges_reserved: 'preparing_burn',
  burn_prepared: 'awaiting_signature',
  burn_submitted: 'confirming_burn',
  burn_confirmed: 'minting',
  mint_submitted: 'minting',
  mint_confirmed: 'consuming_badges',
  badges_consumed: 'consuming_badges',
  mint_completed: 'completed',
};
/** Any 32 bytes do as a blockhash. */
const BLOCKHASHES = [
  'GfVcyD4kkTrj4bKc7WA9sZCin9JDbdT4Zkd3EittNR1W',
  'EETubP5AKHgjPAhzPAFcb8BAY1hMH639CWCFTqi3hq1k',
  '8qbHbw2BbbTHBW1sbeqakYXVKRQM8Ne7pLK7m6CVfeR9',
];

export function ended({ status }: Operation): boolean {
  return status === 'completed' || status === 'failed';
}

/** How the operations of one trader go on. */
export class OperationPlay {
  readonly #trader: fixtures.Trader;
  readonly #operations: MockOperation[] = [];

  constructor(trader: fixtures.Trader) {
    this.#trader = trader;
  }

  /** Newest first. */
  all(): MockOperation[] {
    return [...this.#operations].reverse();
  }

  find(id: string): MockOperation | undefined {
    return this.#operations.find((one) => one.operation.id === id);
  }

  begin(kind: 'claim' | 'upgrade', level: number): MockOperation {
    const number = String(this.#operations.length + 1).padStart(12, '0');
    const id = `0b1f7c1e-6f0c-4a53-9a39-${number}`;
    const one = { operation: fixtures.operation(id, kind, level), attempt: 0 };
    this.#operations.push(one);
    return one;
  }

  /** One step further, unless somebody has to sign. */
  goOn(one: MockOperation): void {
    const { operation } = one;
    const steps = operation.kind === 'claim' ? CLAIM : UPGRADE;
    const next = steps[steps.findIndex(([step]) => step === operation.step) + 1];
    if (!next || ended(operation) || operation.burnTransaction) {
      return;
    }
    this.#reach(one, next);
    if (next[0] === 'burn_prepared') {
      this.#offer(one);
    }
    if (next[0] === 'mint_submitted') {
      operation.newMintAddress = fixtures.mintOf(operation.toLevel);
      operation.mintTransactionSignature = fixtures.SIGNATURE;
    }
    if (next[2] === 'completed') {
      this.#trader.level = operation.toLevel;
      this.#trader.active = false;
    }
  }

  submit(one: MockOperation, body: Record<string, unknown>): Fault | undefined {
    const burn = one.operation.burnTransaction;
    if (!burn) {
      return conflict(one);
    }
    const reason = flaw(burn.transaction, String(body.signedTransaction ?? ''));
    if (reason) {
      return { status: 422, code: 'BURN_TRANSACTION_REFUSED', details: { reason } };
    }
    one.operation.burnTransaction = null;
    one.operation.error = null;
    one.operation.burnTransactionSignature = fixtures.SIGNATURE;
    this.#reach(one, UPGRADE[4] as Moment);
    return undefined;
  }

  renew(one: MockOperation): Fault | undefined {
    if (!one.operation.burnTransaction) {
      return conflict(one);
    }
    this.#offer(one);
    return undefined;
  }

  renewNewest(): void {
    this.#offer(this.#newest());
  }

  cancel(one: MockOperation): Fault | undefined {
    if (one.operation.progress >= 50) {
      return conflict(one);
    }
    this.#end(one, 'CANCELLED', 'The operation was cancelled before the burn.');
    return undefined;
  }

  expire(code: string): void {
    const one = this.#newest();
    this.#reach(one, UPGRADE[3] as Moment);
    this.#offer(one);
    one.operation.error = {
      code,
      message: 'The burn did not land before it expired; here is a fresh one to sign.',
    } as NonNullable<Operation['error']>;
  }

  fail(code: string, message: string): void {
    this.#end(this.#newest(), code, message);
  }

  #newest(): MockOperation {
    const one = this.#operations.at(-1);
    if (!one) {
      throw new Error('there is no operation');
    }
    return one;
  }

  #offer(one: MockOperation): void {
    const mint = one.operation.oldMintAddress ?? '';
    const transaction = preparedBurn({
      feePayer: fixtures.SYSTEM_WALLET,
      owner: this.#trader.wallet,
      tokenAccount: fixtures.TOKEN_ACCOUNT,
      mint,
      blockhash: BLOCKHASHES[one.attempt % BLOCKHASHES.length] as string,
    });
    one.attempt++;
    one.operation.burnTransaction = {
      transaction,
      signature: fixtures.SIGNATURE,
      mintAddress: mint,
      lastValidBlockHeight: 300_000_000 + one.attempt,
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
      signUntil: new Date(Date.now() + 600_000).toISOString(),
    } as NonNullable<Operation['burnTransaction']>;
    one.operation.walletAction = {
      action: 'sign_burn',
      until: one.operation.burnTransaction?.signUntil ?? '',
    };
  }

  #reach({ operation }: MockOperation, [step, progress, status]: Moment): void {
    operation.step = step as Operation['step'];
    operation.progress = progress;
    operation.status = status;
    operation.state =
      operation.kind === 'claim' && status === 'pending' ? 'minting' : (STATES[step] ?? 'verifying');
    operation.walletAction = null;
    operation.updatedAt = new Date().toISOString();
    operation.history.push({
      step: operation.step,
      status,
      transactionId: operation.id,
      at: operation.updatedAt,
    });
  }

  #end({ operation }: MockOperation, code: string, message: string): void {
    operation.status = 'failed';
    operation.state = 'failed';
    operation.outlook = 'fails';
    operation.cancelRequested = code === 'CANCELLED';
    operation.walletAction = null;
    operation.burnTransaction = null;
    operation.error = { code, message } as NonNullable<Operation['error']>;
    operation.updatedAt = new Date().toISOString();
  }
}

function conflict({ operation }: MockOperation): Fault {
  const details = { operationId: operation.id, status: operation.status, state: operation.state };
  return { status: 409, code: 'OPERATION_STATE_CONFLICT', details };
}

/** What the server finds wrong with a signed burn. */
function flaw(prepared: string, signed: string): string | undefined {
  let bytes: Uint8Array;
  try {
    bytes = fromBase64(signed);
  } catch {
    return 'not_base64';
  }
  const message = 1 + 2 * 64;
  const ours = fromBase64(prepared).subarray(message);
  if (bytes.length !== message + ours.length || !ours.every((byte, i) => byte === bytes[message + i])) {
    return 'another_message';
  }
  return bytes.subarray(1 + 64, message).some((byte) => byte !== 0) ? undefined : 'not_signed';
}
