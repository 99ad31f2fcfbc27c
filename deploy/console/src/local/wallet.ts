import { registerLocalWallet } from '../wallet/local';

type Ask = (answer: (agreed: boolean) => void) => void;
let ask: Ask | null = null;

/** The dialog that asks before the local wallet signs; without one nothing is signed. */
export function onSignature(asker: Ask | null): void {
  ask = asker;
}

export async function startLocalWallet(): Promise<void> {
  registerLocalWallet(() => (ask ? new Promise((resolve) => ask!(resolve)) : Promise.resolve(false)));
}
