export type WalletCode = 'WALLET_REFUSED' | 'WALLET_OTHER_ACCOUNT' | 'WALLET_OTHER_NETWORK' | 'WALLET_FAILED' | 'BURN_NOT_AS_EXPECTED';

/** Why a wallet has not signed; the sentence for the user hangs on the code. */
export class WalletError extends Error {
  constructor(
    readonly code: WalletCode,
    message: string,
  ) {
    super(message);
    this.name = 'WalletError';
  }
}
