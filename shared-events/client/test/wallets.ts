import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { base58 } from '../src/wallet/base58.js';
import type { SigningWallet } from '../src/wallet/index.js';
import { decodeTransaction } from '../src/wallet/index.js';

const burns = JSON.parse(readFileSync(new URL('burns.json', import.meta.url), 'utf8')) as { owner: string; ownerSecret: string };
export const OWNER = burns.owner;
/** PKCS #8 of an ed25519 seed. */
const KEY = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(burns.ownerSecret, 'base64')]),
  format: 'der',
  type: 'pkcs8',
});
/** As Solana's tools write it: seed and public key, in base58. */
export const SECRET_KEY = base58(
  Buffer.concat([Buffer.from(burns.ownerSecret, 'base64'), createPublicKey(KEY).export({ format: 'der', type: 'spki' }).subarray(-32)]),
);

export interface TestWallet extends SigningWallet {
  asked: number;
}

/** A Wallet Standard wallet with the owner's key. */
export function testWallet(
  options: { address?: string; chains?: string[]; answer?: (signed: Uint8Array) => Uint8Array | Promise<Uint8Array>; connected?: boolean } = {},
): TestWallet {
  const account = { address: options.address ?? OWNER, chains: options.chains ?? ['solana:localnet'], publicKey: new Uint8Array(32), features: [] };
  const wallet = {
    version: '1.0.0',
    name: 'Test wallet',
    asked: 0,
    accounts: options.connected === false ? [] : [account],
    features: {
      'standard:connect': { version: '1.0.0', connect: async () => ({ accounts: [account] }) },
      'solana:signTransaction': {
        version: '1.0.0',
        supportedTransactionVersions: ['legacy', 0],
        signTransaction: async ({ transaction }: { transaction: Uint8Array }) => {
          wallet.asked++;
          const signed = signedBy(transaction);
          return [{ signedTransaction: (await options.answer?.(signed)) ?? signed }];
        },
      },
    },
  };
  return wallet;
}

export function signedBy(transaction: Uint8Array): Uint8Array {
  const { message, accounts } = decodeTransaction(transaction);
  const signed = Uint8Array.from(transaction);
  signed.set(sign(null, message, KEY), 1 + 64 * accounts.indexOf(OWNER));
  return signed;
}
