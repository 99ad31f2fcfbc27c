import type { SigningWallet } from '@aiw3/nft-client/wallet';
import { getWallets } from '@wallet-standard/app';
import type { Wallet } from '@wallet-standard/base';
import { useSyncExternalStore } from 'react';

export type UsableWallet = Wallet & SigningWallet;

const registry = getWallets();
const usable = () => registry.get().filter((wallet) => 'solana:signTransaction' in wallet.features);
let known: readonly UsableWallet[] = usable();

function subscribe(changed: () => void): () => void {
  const update = () => {
    known = usable();
    changed();
  };
  const ends = [registry.on('register', update), registry.on('unregister', update)];
  update();
  return () => ends.forEach((end) => end());
}

/** Every wallet of this browser that can sign Solana transactions. */
export const useWallets = () => useSyncExternalStore(subscribe, () => known);

/** The wallets, the one that holds this account already first. */
export function ordered(wallets: readonly UsableWallet[], owner: string): UsableWallet[] {
  const holds = (wallet: UsableWallet) => wallet.accounts.some(({ address }) => address === owner);
  return [...wallets.filter(holds), ...wallets.filter((wallet) => !holds(wallet))];
}
