/** A wallet for trying out: its key is in the page. Never for a wallet that holds anything of value. */
import { base58, base58Bytes } from './wallet/base58.js';
import { decodeTransaction } from './wallet/message.js';
import type { Chain, SigningAccount, SigningWallet } from './wallet/wallet.js';

export interface LocalWalletOptions {
  /** Default: `solana:localnet`. */
  chain?: Chain;
  /** Asked before each signature, as a wallet asks its owner; false rejects. Default: signs unasked. */
  confirm?: (transaction: Uint8Array) => boolean | Promise<boolean>;
}

/** Has what a page uses of a Wallet Standard wallet; `registerWallet` of `@wallet-standard/wallet` takes it too. */
export interface LocalWallet extends SigningWallet {
  readonly version: '1.0.0';
  readonly icon: `data:image/svg+xml;base64,${string}`;
  readonly chains: readonly Chain[];
  readonly accounts: readonly (SigningAccount & {
    readonly publicKey: Uint8Array;
    readonly chains: readonly Chain[];
    readonly features: readonly 'solana:signTransaction'[];
  })[];
  readonly address: string;
}

const SEED = 32;
const SECRET_KEY = 64;
const SIGNATURE = 64;
/** What stands before the seed in the PKCS #8 form of an ed25519 key (RFC 8410). */
const PKCS8 = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
const ICON = 'data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=';

/**
 * The wallet of a secret key, as `deploy/local/trader` prints it and Solana's tools write it.
 *
 * ```ts
 * const wallet = localWallet(secretKey);
 * await (await upgrade(client, 2, { wallet })).finished();
 * ```
 *
 * @param secretKey 64 bytes, seed and public key; as text in base58. Signing is the platform's own
 *     (WebCrypto's Ed25519: Node 20+, browsers since 2025, pages of https or localhost)
 * @throws TypeError if it is none
 */
export function localWallet(secretKey: string | Uint8Array, options: LocalWalletOptions = {}): LocalWallet {
  const bytes = typeof secretKey === 'string' ? base58Bytes(secretKey) : secretKey;
  if (bytes?.length !== SECRET_KEY) {
    throw new TypeError(`A secret key has ${SECRET_KEY} bytes, as text in base58.`);
  }
  const publicKey = bytes.slice(SEED);
  const chain = options.chain ?? 'solana:localnet';
  const account = { address: base58(publicKey), publicKey, chains: [chain], features: ['solana:signTransaction'] as const };
  const sign = signer(bytes.slice(0, SEED), publicKey);
  return {
    version: '1.0.0',
    name: 'Local wallet',
    icon: ICON,
    chains: [chain],
    address: account.address,
    accounts: [account],
    features: {
      'standard:connect': { version: '1.0.0', connect: async () => ({ accounts: [account] }) },
      'standard:events': { version: '1.0.0', on: () => () => undefined },
      'solana:signTransaction': {
        version: '1.0.0',
        supportedTransactionVersions: ['legacy', 0],
        signTransaction: (...inputs: { transaction: Uint8Array }[]) =>
          Promise.all(
            inputs.map(async ({ transaction }) => {
              if (options.confirm && !(await options.confirm(transaction))) {
                throw Object.assign(new Error('User rejected the request.'), { code: 4001 });
              }
              return { signedTransaction: await signed(transaction, account.address, sign) };
            }),
          ),
      },
    },
  };
}

type Sign = (message: Uint8Array) => Promise<Uint8Array>;

/** The transaction with the account's signature in its place. */
async function signed(transaction: Uint8Array, address: string, sign: Sign): Promise<Uint8Array> {
  const { message, accounts, requiredSignatures } = decodeTransaction(transaction);
  const index = accounts.slice(0, requiredSignatures).indexOf(address);
  if (index < 0) {
    throw new Error(`${address} signs nothing in this transaction.`);
  }
  const copy = transaction.slice();
  copy.set(await sign(message), transaction.length - message.length - SIGNATURE * (requiredSignatures - index));
  return copy;
}

function signer(seed: Uint8Array, publicKey: Uint8Array): Sign {
  const ed25519 = { name: 'Ed25519' };
  return async (message) => {
    const own = await crypto.subtle.importKey('pkcs8', Uint8Array.of(...PKCS8, ...seed), ed25519, false, ['sign']);
    const signature = new Uint8Array(await crypto.subtle.sign(ed25519, own, Uint8Array.from(message)));
    const theirs = await crypto.subtle.importKey('raw', Uint8Array.from(publicKey), ed25519, false, ['verify']);
    if (!(await crypto.subtle.verify(ed25519, theirs, signature, Uint8Array.from(message)))) {
      throw new TypeError('The two halves of the secret key do not belong to each other.');
    }
    return signature;
  };
}
