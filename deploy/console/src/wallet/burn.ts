import { base58 } from '@scure/base';

const TOKEN_PROGRAM = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA';
const COMPUTE_BUDGET = 'ComputeBudget111111111111111111111111111111';
const BURN = 8;
const CLOSE_ACCOUNT = 9;

interface Instruction {
  program: string;
  accounts: string[];
  data: Uint8Array;
}

/**
 * What is wrong with a transaction that should burn this one NFT of this owner and do nothing
 * else; null when nothing is. Nobody signs a transaction that this has not passed.
 */
export function burnFlaw(transaction: Uint8Array, mint: string, owner: string): string | null {
  let instructions: Instruction[];
  try {
    instructions = instructionsOf(transaction);
  } catch (error) {
    return error instanceof Error ? error.message : 'it cannot be read';
  }
  const own = instructions.filter(({ program }) => program !== COMPUTE_BUDGET);
  const [burn, close] = own;
  if (own.length !== 2 || !burn || !close || own.some(({ program }) => program !== TOKEN_PROGRAM)) return 'it does more than burn one NFT';
  const one = burn.data.length === 9 && burn.data[0] === BURN && burn.data[1] === 1 && burn.data.subarray(2).every((byte) => byte === 0);
  if (!one) return 'it does not burn exactly one token';
  const [account, burned, burner] = burn.accounts;
  if (burned !== mint) return 'it burns another NFT';
  if (burner !== owner) return 'it burns for another owner';
  const closes = close.data.length === 1 && close.data[0] === CLOSE_ACCOUNT && close.accounts[0] === account && close.accounts[2] === owner;
  return closes ? null : 'it closes another account';
}

/** Of a legacy transaction, the kind that the burn is. */
function instructionsOf(transaction: Uint8Array): Instruction[] {
  const reader = new Reader(transaction);
  reader.skip(64 * reader.length());
  if ((reader.peek() & 0x80) !== 0) throw new Error('it is of an unexpected version');
  reader.skip(3);
  const keys = reader.list(() => base58.encode(reader.bytes(32)));
  reader.skip(32);
  const key = (index: number) => {
    const found = keys[index];
    if (!found) throw new Error('it names an account that it does not list');
    return found;
  };
  const instructions = reader.list(() => ({
    program: key(reader.byte()),
    accounts: reader.list(() => key(reader.byte())),
    data: reader.bytes(reader.length()),
  }));
  if (!reader.atEnd()) throw new Error('it is longer than it says');
  return instructions;
}

class Reader {
  private at = 0;
  constructor(private readonly source: Uint8Array) {}

  atEnd = () => this.at === this.source.length;
  peek = () => this.source[this.at] ?? 0;

  byte(): number {
    return this.bytes(1)[0]!;
  }

  bytes(count: number): Uint8Array {
    if (this.at + count > this.source.length) throw new Error('it is cut off');
    this.at += count;
    return this.source.slice(this.at - count, this.at);
  }

  skip(count: number): void {
    this.bytes(count);
  }

  /** Solana's compact-u16. */
  length(): number {
    let value = 0;
    for (let shift = 0; shift < 21; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if ((byte & 0x80) === 0) return value;
    }
    throw new Error('it has an impossible length');
  }

  list<T>(read: () => T): T[] {
    return Array.from({ length: this.length() }, read);
  }
}
