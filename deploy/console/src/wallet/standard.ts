import { base64 } from '@scure/base';
import type { SolanaSignTransactionFeature } from '@solana/wallet-standard-features';
import { getWallets } from '@wallet-standard/app';
import type { Wallet, WalletAccount } from '@wallet-standard/base';
import type { StandardConnectFeature } from '@wallet-standard/features';
import { useSyncExternalStore } from 'react';
import type { BurnTransaction } from '../api/types';
import { burnFlaw } from './burn';
import { WalletError } from './error';

export type SigningWallet = Wallet & { features: SolanaSignTransactionFeature & StandardConnectFeature };
export type Chain = `solana:${string}`;

const registry = getWallets();
const canSign = (wallet: Wallet): wallet is SigningWallet => 'solana:signTransaction' in wallet.features && 'standard:connect' in wallet.features;
let known: readonly SigningWallet[] = registry.get().filter(canSign);

function subscribe(changed: () => void): () => void {
  const update = () => {
    known = registry.get().filter(canSign);
    changed();
  };
  const ends = [registry.on('register', update), registry.on('unregister', update)];
  update();
  return () => ends.forEach((end) => end());
}

/** Every wallet of this browser that can sign Solana transactions. */
export const useWallets = () => useSyncExternalStore(subscribe, () => known);

/**
 * The prepared burn, checked and signed by the owner's account in the wallet, in base64.
 *
 * @throws WalletError
 */
export async function signBurn(wallet: SigningWallet, burn: BurnTransaction, owner: string, chain: Chain): Promise<string> {
  const transaction = base64.decode(burn.transaction);
  const flaw = burnFlaw(transaction, burn.mintAddress, owner);
  if (flaw) throw new WalletError('BURN_NOT_AS_EXPECTED', flaw);
  const account = await accountOf(wallet, owner);
  if (account.chains.length > 0 && !account.chains.includes(chain)) throw new WalletError('WALLET_OTHER_NETWORK', account.chains.join(', '));
  try {
    const [output] = await wallet.features['solana:signTransaction'].signTransaction({ account, transaction, chain });
    if (!output) throw new Error('the wallet gave nothing back');
    return base64.encode(output.signedTransaction);
  } catch (error) {
    throw asWalletError(error);
  }
}

async function accountOf(wallet: SigningWallet, owner: string): Promise<WalletAccount> {
  let accounts: readonly WalletAccount[];
  try {
    ({ accounts } = await wallet.features['standard:connect'].connect());
  } catch (error) {
    throw asWalletError(error);
  }
  const account = accounts.find(({ address }) => address === owner);
  if (!account) throw new WalletError('WALLET_OTHER_ACCOUNT', accounts.map(({ address }) => address).join(', '));
  return account;
}

function asWalletError(error: unknown): WalletError {
  const { code, message = '' } = (error ?? {}) as { code?: number; message?: string };
  const refused = code === 4001 || /reject|denied|declin|cancel/i.test(message);
  return new WalletError(refused ? 'WALLET_REFUSED' : 'WALLET_FAILED', message);
}

/** The wallet that holds this account already, if one says so; else the only one there is. */
export function preferred(wallets: readonly SigningWallet[], owner: string | null): SigningWallet | undefined {
  return wallets.find((wallet) => wallet.accounts.some(({ address }) => address === owner)) ?? (wallets.length === 1 ? wallets[0] : undefined);
}

export function chainOf(cluster: string | undefined): Chain {
  switch (cluster) {
    case 'devnet':
    case 'testnet':
      return `solana:${cluster}`;
    case 'mainnet-beta':
    case undefined:
      return 'solana:mainnet';
    default:
      return 'solana:localnet';
  }
}
