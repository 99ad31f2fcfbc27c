import { NftApiError } from '@aiw3/nft-client';

/** By the names of the client's errors: their classes would bring the wallet part into the first view. */
const KINDS: Record<string, string> = {
  NetworkError: 'NETWORK',
  SignInRefusedError: 'SIGN_IN_REFUSED',
  SignInFailedError: 'SIGN_IN_FAILED',
  UnexpectedAnswerError: 'INTERNAL_ERROR',
  WalletRejectedError: 'WALLET_REFUSED',
  WrongAccountError: 'WALLET_OTHER_ACCOUNT',
  WrongNetworkError: 'WALLET_OTHER_NETWORK',
  WalletUnsupportedError: 'WALLET_UNSUPPORTED',
  TransactionChangedError: 'WALLET_CHANGED_TRANSACTION',
  UnsafeTransactionError: 'BURN_NOT_AS_EXPECTED',
  MalformedTransactionError: 'BURN_NOT_AS_EXPECTED',
  WalletError: 'WALLET_FAILED',
};

/** What the sentence for a user hangs on: the API's code, or what kind of trouble it is. */
export function codeOf(error: unknown): string | null {
  if (error instanceof NftApiError) return error.code;
  return error instanceof Error ? (KINDS[error.name] ?? null) : null;
}

export const requestIdOf = (error: unknown): string | null => (error instanceof NftApiError ? error.requestId : null);
