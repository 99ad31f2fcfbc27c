import { readFileSync } from 'node:fs';
import { expect, describe, it } from 'vitest';
import { localWallet } from '../src/local-wallet.js';
import { base58, base58Bytes } from '../src/wallet/base58.js';
import { signBurn, WalletRejectedError, WrongAccountError, WrongNetworkError } from '../src/wallet/index.js';
import { OWNER, SECRET_KEY, signedBy } from './wallets.js';

const burns = JSON.parse(readFileSync(new URL('burns.json', import.meta.url), 'utf8')) as { mint: string; good: Record<string, string> };
const prepared = { transaction: burns.good['burn alone'] as string, mintAddress: burns.mint };

describe('the wallet for trying out', () => {
  it('signs as the owner of the key, from text and from bytes', async () => {
    const expected = Buffer.from(signedBy(Buffer.from(prepared.transaction, 'base64'))).toString('base64');
    for (const key of [SECRET_KEY, base58Bytes(SECRET_KEY) as Uint8Array]) {
      const wallet = localWallet(key);
      expect(wallet.address).toBe(OWNER);
      expect(await signBurn(wallet, prepared, 'solana:localnet')).toBe(expected);
    }
  });

  it('signs nothing where its owner does not confirm', async () => {
    const wallet = localWallet(SECRET_KEY, { confirm: () => false });
    await expect(signBurn(wallet, prepared)).rejects.toBeInstanceOf(WalletRejectedError);
  });

  it('is for the local cluster, or the one that is named', async () => {
    await expect(signBurn(localWallet(SECRET_KEY), prepared, 'solana:mainnet')).rejects.toBeInstanceOf(WrongNetworkError);
    await expect(signBurn(localWallet(SECRET_KEY, { chain: 'solana:devnet' }), prepared, 'solana:devnet')).resolves.toBeTypeOf('string');
  });

  it('signs for nobody else', async () => {
    const key = base58Bytes(SECRET_KEY) as Uint8Array;
    const other = Uint8Array.of(...key.subarray(32), ...key.subarray(0, 32));
    await expect(signBurn(localWallet(other), prepared)).rejects.toBeInstanceOf(WrongAccountError);
  });

  it('says that halves do not belong to each other', async () => {
    const mixed = Uint8Array.from(base58Bytes(SECRET_KEY) as Uint8Array).fill(9, 0, 32);
    await expect(signBurn(localWallet(mixed), prepared)).rejects.toThrow('do not belong');
  });

  it.each(['', 'O0Il', OWNER, new Uint8Array(32)])('takes no %j for a key', (key) => {
    expect(() => localWallet(key)).toThrow(TypeError);
  });

  it('reads base58 as it is written, zeros before it too', () => {
    for (const bytes of [[], [0], [0, 0, 1], [255, 0], [0, 255, 128, 7]]) {
      expect([...(base58Bytes(base58(Uint8Array.from(bytes))) ?? [])]).toEqual(bytes);
    }
  });
});
