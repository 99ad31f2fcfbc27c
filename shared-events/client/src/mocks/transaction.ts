import { toBase64 } from '../wallet/base58.js';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const TOKEN = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA';
const COMPUTE_BUDGET = 'ComputeBudget111111111111111111111111111111';

/** 32 bytes of a base58 address. */
export function addressBytes(address: string): Uint8Array {
  let number = 0n;
  for (const char of address) {
    number = number * 58n + BigInt(ALPHABET.indexOf(char));
  }
  const bytes = new Uint8Array(32);
  for (let i = 31; i >= 0; i--, number /= 256n) {
    bytes[i] = Number(number % 256n);
  }
  return bytes;
}

export interface BurnParts {
  feePayer: string;
  owner: string;
  tokenAccount: string;
  mint: string;
  blockhash: string;
}

/** A burn transaction as the minting service prepares it, nobody's signature in it. */
export function preparedBurn({ feePayer, owner, tokenAccount, mint, blockhash }: BurnParts): string {
  const keys = [feePayer, owner, tokenAccount, mint, TOKEN, COMPUTE_BUDGET];
  const budget = [5, 0, 5, 2, 0x40, 0x0d, 0x03, 0x00];
  const burn = [4, 3, 2, 3, 1, 9, 8, 1, 0, 0, 0, 0, 0, 0, 0];
  const close = [4, 3, 2, 0, 1, 1, 9];
  const message = [
    2, 0, 2,
    keys.length, ...keys.flatMap((key) => [...addressBytes(key)]),
    ...addressBytes(blockhash),
    3, ...budget, ...burn, ...close,
  ];
  return toBase64(Uint8Array.from([2, ...new Uint8Array(128), ...message]));
}
