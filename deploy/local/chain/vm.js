import bs58 from 'bs58';
import internal from 'litesvm/dist/internal.js';
import { transactionError } from './vm-errors.js';

const { Account, Clock, FailedTransactionMetadata, LiteSvm, Rent } = internal;
/** Lamports for a byte of an account, as on mainnet in autumn 2026; it is to fall to 696. */
export const RENT = 5_080;

const RENT_EXEMPT_EPOCH = 18446744073709551615n;

/**
 * @typedef {{lamports: number, owner: Buffer, data: Buffer, executable: boolean}} AccountState
 * @typedef {{
 *   err: null|string|object, logs: string[], units: number,
 *   inner: {stackHeight: number, program: number, accounts: number[], data: Buffer}[][],
 *   returnData: null|{programId: string, data: Buffer}, accounts?: Map<string, AccountState|null>
 * }} Outcome accounts: the written ones after a simulation, by base58 address
 */

/**
 * The real Solana virtual machine with its real System, Token, Associated Token Account and
 * Memo programs. Signatures, the blockhash window and duplicates are the bank's business:
 * LiteSVM itself only knows its newest blockhash, and rewritten messages carry no valid signature.
 */
export class Vm {
  /** @param {number} [rent] lamports for a byte, kept permanently */
  constructor(rent = RENT) {
    this.svm = new LiteSvm();
    this.svm.setSigverify(false);
    this.svm.setBlockhashCheck(false);
    this.svm.setTransactionHistory(0n);
    this.setRent(rent);
  }

  /** @param {number} lamports for a byte; what accounts hold already stays as it is */
  setRent(lamports) {
    this.svm.setRent(new Rent(BigInt(lamports), 1, 50));
  }

  /** @param {Buffer} programId @param {string} file a program's .so file */
  loadProgram(programId, file) {
    this.svm.addProgramFromFile(programId, file);
  }

  /** @param {Uint8Array} key @returns {AccountState|null} */
  account(key) {
    const account = this.svm.getAccount(key);
    return account && account.lamports() > 0n ? state(account) : null;
  }

  /** @param {Uint8Array} key @param {AccountState|null} account null removes it */
  setAccount(key, account) {
    const { lamports, data, owner, executable } = account ?? { lamports: 0, data: Buffer.alloc(0), owner: Buffer.alloc(32), executable: false };
    this.svm.setAccount(key, new Account(BigInt(lamports), data, owner, executable, RENT_EXEMPT_EPOCH));
  }

  /** Lamports that exempt an account of that many bytes from rent. */
  rent(size) {
    return Number(this.svm.minimumBalanceForRentExemption(BigInt(size)));
  }

  /** @param {{slot: number, hash: string}[]} hashes newest first */
  setSlotHashes(hashes) {
    this.svm.setSlotHashes(hashes.map(({ slot, hash }) => ({ slot: BigInt(slot), hash })));
  }

  setSlot(slot, unixSeconds) {
    this.svm.setClock(new Clock(BigInt(slot), 0n, 0n, 1n, BigInt(unixSeconds)));
  }

  /** @param {Buffer} bytes a transaction that parseTransaction accepts @returns {Outcome} */
  send(bytes) {
    return outcome(this.svm.sendLegacyTransaction(bytes));
  }

  /** @param {Buffer} bytes as for send; nothing is kept @returns {Outcome} */
  simulate(bytes) {
    const result = this.svm.simulateLegacyTransaction(bytes);
    const accounts = new Map();
    if (result instanceof FailedTransactionMetadata) return { ...outcome(result), accounts };
    for (const written of result.postAccounts()) {
      const account = written.account();
      accounts.set(bs58.encode(written.address), account.lamports() > 0n ? state(account) : null);
    }
    return { ...outcome(result.meta()), accounts };
  }
}

function state(account) {
  return {
    lamports: Number(account.lamports()),
    owner: Buffer.from(account.owner()),
    data: Buffer.from(account.data()),
    executable: account.executable(),
  };
}

function outcome(result) {
  const failed = result instanceof FailedTransactionMetadata;
  const meta = failed ? result.meta() : result;
  const returned = meta.returnData();
  return {
    err: failed ? transactionError(result.err()) : null,
    logs: meta.logs(),
    units: Number(meta.computeUnitsConsumed()),
    inner: meta.innerInstructions().map((list) => list.map((entry) => {
      const instruction = entry.instruction();
      return {
        stackHeight: entry.stackHeight(),
        program: instruction.programIdIndex(),
        accounts: [...instruction.accounts()],
        data: Buffer.from(instruction.data()),
      };
    })),
    returnData: returned.data().length === 0 ? null
      : { programId: bs58.encode(returned.programId()), data: Buffer.from(returned.data()) },
  };
}
