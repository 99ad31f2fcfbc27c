import { base58 } from './base58.js';

/** A Solana transaction, legacy or version 0, read strictly: what is not understood is refused. */
export interface Transaction {
  signatures: Uint8Array[];
  /** What the signatures sign. */
  message: Uint8Array;
  version: 'legacy' | 0;
  /** Base58; the first pays the fee, the first {@link requiredSignatures} sign. */
  accounts: string[];
  requiredSignatures: number;
  instructions: Instruction[];
  /** Whether accounts come from address lookup tables, which nobody can read from the message. */
  usesLookupTables: boolean;
}

export interface Instruction {
  program: string;
  accounts: string[];
  data: Uint8Array;
}

/** The bytes are no transaction. */
export class MalformedTransactionError extends Error {
  override name = 'MalformedTransactionError';
}

const SIGNATURE = 64;
const KEY = 32;
/** The largest packet that a Solana node takes. */
const LARGEST = 1232;

export function decodeTransaction(bytes: Uint8Array): Transaction {
  if (bytes.length > LARGEST) {
    throw new MalformedTransactionError(`${bytes.length} bytes are more than ${LARGEST}`);
  }
  const reader = new Reader(bytes);
  const signatures = reader.list(() => reader.take(SIGNATURE));
  const message = bytes.subarray(reader.position);
  const first = reader.byte();
  const versioned = first >= 0x80;
  if (versioned && first !== 0x80) {
    throw new MalformedTransactionError(`version ${first & 0x7f} is not known`);
  }
  const requiredSignatures = versioned ? reader.byte() : first;
  const readonlySigned = reader.byte();
  const readonlyUnsigned = reader.byte();
  const accounts = reader.list(() => base58(reader.take(KEY)));
  if (
    requiredSignatures !== signatures.length ||
    requiredSignatures > accounts.length ||
    readonlySigned >= requiredSignatures ||
    readonlyUnsigned > accounts.length - requiredSignatures ||
    new Set(accounts).size !== accounts.length
  ) {
    throw new MalformedTransactionError('the header does not fit the accounts');
  }
  reader.take(KEY); // The blockhash.
  const raw = reader.list(() => ({
    program: reader.byte(),
    accounts: reader.list(() => reader.byte()),
    data: reader.take(reader.length()),
  }));
  let usesLookupTables = false;
  if (versioned) {
    const tables = reader.list(() => {
      reader.take(KEY);
      reader.take(reader.length());
      reader.take(reader.length());
    });
    usesLookupTables = tables.length > 0;
  }
  reader.end();
  const address = (index: number): string => {
    const account = accounts[index];
    if (account === undefined && !usesLookupTables) {
      throw new MalformedTransactionError(`there is no account ${index}`);
    }
    return account ?? '';
  };
  return {
    signatures,
    message,
    version: versioned ? 0 : 'legacy',
    accounts,
    requiredSignatures,
    instructions: raw.map((one) => ({
      program: address(one.program),
      accounts: one.accounts.map(address),
      data: one.data,
    })),
    usesLookupTables,
  };
}

class Reader {
  position = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  byte(): number {
    return this.take(1)[0] as number;
  }

  take(count: number): Uint8Array {
    const end = this.position + count;
    if (end > this.#bytes.length) {
      throw new MalformedTransactionError('it ends too early');
    }
    const part = this.#bytes.subarray(this.position, end);
    this.position = end;
    return part;
  }

  /** Compact-u16: 7 bits a byte, the shortest form alone. */
  length(): number {
    let value = 0;
    for (let i = 0; i < 3; i++) {
      const byte = this.byte();
      value |= (byte & 0x7f) << (7 * i);
      if (byte < 0x80) {
        if ((byte === 0 && i > 0) || value > 0xffff) {
          break;
        }
        return value;
      }
    }
    throw new MalformedTransactionError('a length is not in its shortest form');
  }

  list<T>(item: () => T): T[] {
    return Array.from({ length: this.length() }, item);
  }

  end(): void {
    if (this.position !== this.#bytes.length) {
      throw new MalformedTransactionError('bytes follow its end');
    }
  }
}
