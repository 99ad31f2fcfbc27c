import { getPublicKeyAsync, signAsync } from '@noble/ed25519';
import { base58, base64 } from '@scure/base';
import type { SolanaSignTransactionFeature, SolanaSignTransactionMethod } from '@solana/wallet-standard-features';
import type { Wallet, WalletAccount } from '@wallet-standard/base';
import type { StandardConnectFeature, StandardEventsFeature } from '@wallet-standard/features';
import { registerWallet } from '@wallet-standard/wallet';

const KEY = 'aiw3.local.wallets';
export const LOCAL_CHAIN = 'solana:localnet';

/** A wallet of this browser, for a local cluster only. */
export interface StoredWallet {
  address: string;
  /** 32 bytes in base64. */
  secret: string;
  userId: string | null;
}

export const storedWallets = (): StoredWallet[] => JSON.parse(localStorage.getItem(KEY) ?? '[]') as StoredWallet[];

export async function createWallet(): Promise<StoredWallet> {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  return { address: base58.encode(await getPublicKeyAsync(secret)), secret: base64.encode(secret), userId: null };
}

export function storeWallet(wallet: StoredWallet): void {
  const others = storedWallets().filter(({ address }) => address !== wallet.address);
  localStorage.setItem(KEY, JSON.stringify([wallet, ...others].slice(0, 20)));
}

/** The transaction with the signature of the account in its place. */
export async function signed(transaction: Uint8Array, wallet: StoredWallet): Promise<Uint8Array> {
  const count = transaction[0] ?? 0;
  const message = transaction.subarray(1 + 64 * count);
  const start = 4;
  const signers = Array.from({ length: count }, (_, i) => base58.encode(message.subarray(start + 32 * i, start + 32 * (i + 1))));
  const index = signers.indexOf(wallet.address);
  if (index < 0) throw new Error('this account signs nothing in the transaction');
  const out = transaction.slice();
  out.set(await signAsync(message, base64.decode(wallet.secret)), 1 + 64 * index);
  return out;
}

const ICON =
  'data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCAyNCAyNCI+PHJlY3Qgd2lkdGg9IjI0IiBoZWlnaHQ9IjI0IiByeD0iNiIgZmlsbD0iIzEyMTUxYyIvPjxwYXRoIGQ9Ik02IDhoMTJ2OUg2eiIgZmlsbD0ibm9uZSIgc3Ryb2tlPSIjYjlmMjVlIiBzdHJva2Utd2lkdGg9IjIiLz48L3N2Zz4=' as const;

/**
 * A Wallet Standard wallet whose keys are in this browser. It asks before it signs, by `confirm`,
 * so that a refusal can be tried too.
 */
export function registerLocalWallet(confirm: () => Promise<boolean>): void {
  const signTransaction: SolanaSignTransactionMethod = async (...inputs) =>
    Promise.all(
      inputs.map(async ({ account, transaction }) => {
        const wallet = storedWallets().find(({ address }) => address === account.address);
        if (!wallet) throw new Error('the account is not in this wallet');
        if (!(await confirm())) throw Object.assign(new Error('User rejected the request.'), { code: 4001 });
        return { signedTransaction: await signed(transaction, wallet) };
      }),
    );
  const accounts = (): WalletAccount[] =>
    storedWallets().map(({ address }) => ({
      address,
      publicKey: base58.decode(address),
      chains: [LOCAL_CHAIN],
      features: ['solana:signTransaction'],
    }));
  const features: StandardConnectFeature & StandardEventsFeature & SolanaSignTransactionFeature = {
    'standard:connect': { version: '1.0.0', connect: async () => ({ accounts: accounts() }) },
    'standard:events': { version: '1.0.0', on: () => () => undefined },
    'solana:signTransaction': { version: '1.0.0', supportedTransactionVersions: ['legacy'], signTransaction },
  };
  const wallet: Wallet = {
    version: '1.0.0',
    name: 'Local wallet',
    icon: ICON,
    chains: [LOCAL_CHAIN],
    features,
    get accounts() {
      return accounts();
    },
  };
  registerWallet(wallet);
}
