import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeTransaction, MalformedTransactionError, UnsafeTransactionError, verifyBurn } from '../src/wallet/index.js';
import { preparedBurn } from '../src/mocks/index.js';

/** Transactions written by @solana/web3.js and @solana/spl-token. */
const burns = JSON.parse(readFileSync(new URL('burns.json', import.meta.url), 'utf8')) as {
  mint: string;
  owner: string;
  payer: string;
  good: Record<string, string>;
  bad: Record<string, string>;
  returned: Record<string, [string, boolean]>;
};
const expected = { mint: burns.mint, owner: burns.owner };
const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));

describe('verifyBurn', () => {
  it.each(Object.entries(burns.good))('accepts: %s', (name, transaction) => {
    expect(verifyBurn(bytes(transaction), expected).accounts).toContain(burns.mint);
  });

  it.each(Object.entries(burns.bad))('refuses: %s', (name, transaction) => {
    expect(() => verifyBurn(bytes(transaction), expected)).toThrow(UnsafeTransactionError);
  });

  it.each(Object.entries(burns.returned))('from the wallet: %s', (name, [transaction, safe]) => {
    const verify = () => verifyBurn(bytes(transaction), { ...expected, returned: true });
    safe ? verify() : expect(verify).toThrow(UnsafeTransactionError);
  });

  it('refuses every good one for another NFT or another owner', () => {
    for (const transaction of Object.values(burns.good)) {
      expect(() => verifyBurn(bytes(transaction), { ...expected, mint: burns.payer })).toThrow(UnsafeTransactionError);
      expect(() => verifyBurn(bytes(transaction), { ...expected, owner: burns.mint })).toThrow(UnsafeTransactionError);
    }
  });

  it('reads what it is given whole, or refuses it', () => {
    const good = bytes(burns.good['with a compute budget'] as string);
    for (let length = 0; length < good.length; length++) {
      expect(() => decodeTransaction(good.subarray(0, length))).toThrow(MalformedTransactionError);
    }
    expect(() => decodeTransaction(Uint8Array.from([...good, 0]))).toThrow(MalformedTransactionError);
    expect(() => decodeTransaction(new Uint8Array(1233))).toThrow(MalformedTransactionError);
  });

  it('never accepts a changed byte that changes what is done', () => {
    const good = bytes(burns.good['with a compute budget'] as string);
    const message = decodeTransaction(good).message.byteOffset;
    let accepted = 0;
    for (let at = message; at < good.length; at++) {
      const changed = Uint8Array.from(good);
      changed[at] = (changed[at] as number) ^ 1;
      try {
        verifyBurn(changed, expected);
        accepted++;
      } catch (error) {
        expect(error).toBeInstanceOf(UnsafeTransactionError);
      }
    }
    // The payer, the token account and the blockhash are anybody's (3 x 32), and so are the limit and
    // the price of compute (4 + 8), how many of the accounts are read only (2), and the rent may go
    // to the owner (1).
    expect(accepted).toBeLessThanOrEqual(3 * 32 + 12 + 2 + 1);
  });

  it('reads the burns that the mocks prepare', () => {
    const transaction = preparedBurn({ feePayer: burns.payer, owner: burns.owner, tokenAccount: '2wmVCSfPxGPjrnMMn7rchp4uaeoTqN39mXFC2zhPdri9', mint: burns.mint, blockhash: burns.payer });
    expect(verifyBurn(bytes(transaction), expected).instructions).toHaveLength(3);
  });
});
