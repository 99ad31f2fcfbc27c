import { NftError } from '../errors.js';
import { fromBase64, toBase64 } from './base58.js';
import { signers, UnsafeTransactionError, verifyBurn, ownerOf } from './verify.js';

/** What is used of a Wallet Standard wallet; every such wallet fits. */
export interface SigningWallet {
  readonly name: string;
  readonly accounts: readonly SigningAccount[];
  readonly features: Readonly<Record<string, unknown>>;
}

export interface SigningAccount {
  readonly address: string;
  readonly chains: readonly string[];
}

/** A cluster as wallets call it: `solana:mainnet`, `solana:devnet`, `solana:testnet`, `solana:localnet`. */
export type Chain = `${string}:${string}`;

/** The wallet did not sign. */
export class WalletError extends NftError {
  override name = 'WalletError';
}

/** Its owner said no. */
export class WalletRejectedError extends WalletError {
  override name = 'WalletRejectedError';
}

/** The wallet is open with other accounts than the one that holds the NFT. */
export class WrongAccountError extends WalletError {
  override name = 'WrongAccountError';
  readonly expected: string;
  readonly found: readonly string[];

  constructor(expected: string, found: readonly string[]) {
    super(`The NFT is in ${expected}, and the wallet is open with ${found.join(', ') || 'no account'}.`);
    this.expected = expected;
    this.found = found;
  }
}

/** The wallet's account does not serve the cluster of the programme. */
export class WrongNetworkError extends WalletError {
  override name = 'WrongNetworkError';
  readonly expected: Chain;
  readonly found: readonly string[];

  constructor(expected: Chain, found: readonly string[]) {
    super(`The NFT is on ${expected}, and the wallet's account is for ${found.join(', ')}.`);
    this.expected = expected;
    this.found = found;
  }
}

/** The wallet cannot sign a transaction without sending it. */
export class WalletUnsupportedError extends WalletError {
  override name = 'WalletUnsupportedError';
}

/** The wallet gave back something else than the burn that it was asked to sign. */
export class TransactionChangedError extends WalletError {
  override name = 'TransactionChangedError';
}

/** A prepared burn, as the API gives it. */
export interface PreparedBurn {
  /** Base64. */
  transaction: string;
  mintAddress: string;
}

interface SignTransaction {
  signTransaction(input: {
    account: SigningAccount;
    transaction: Uint8Array;
    chain?: Chain;
  }): Promise<readonly { signedTransaction: Uint8Array }[]>;
}

interface Connect {
  connect(): Promise<{ accounts: readonly SigningAccount[] }>;
}

/**
 * Makes sure that a prepared burn burns its mint alone, and has its owner's wallet sign it.
 *
 * @param chain the cluster of the programme; without it the wallet's network is not looked at
 * @returns base64 of the transaction with the owner's signature, for `submitBurn`
 * @throws UnsafeTransactionError before the wallet is asked anything
 * @throws WalletError
 */
export async function signBurn(
  wallet: SigningWallet,
  burn: PreparedBurn,
  chain?: Chain,
): Promise<string> {
  const transaction = fromBase64(burn.transaction);
  const owner = ownerOf(transaction) ?? '';
  const mint = burn.mintAddress;
  verifyBurn(transaction, { mint, owner });
  const feature = wallet.features['solana:signTransaction'] as SignTransaction | undefined;
  if (typeof feature?.signTransaction !== 'function') {
    throw new WalletUnsupportedError(`${wallet.name} cannot sign a transaction without sending it.`);
  }
  const account = await accountOf(wallet, owner);
  if (chain && !account.chains.includes(chain)) {
    throw new WrongNetworkError(chain, account.chains);
  }
  let signed: Uint8Array | undefined;
  try {
    const [output] = await feature.signTransaction({
      account,
      transaction,
      ...(chain ? { chain } : {}),
    });
    signed = output?.signedTransaction;
  } catch (cause) {
    throw walletError(wallet, cause);
  }
  verifySigned(wallet, signed ?? new Uint8Array(), { mint, owner });
  return toBase64(signed as Uint8Array);
}

/** An account that the wallet has open already, or opens when asked to connect. */
async function accountOf(wallet: SigningWallet, owner: string): Promise<SigningAccount> {
  const find = (accounts: readonly SigningAccount[]) =>
    accounts.find((account) => account.address === owner);
  let accounts = wallet.accounts;
  const connect = wallet.features['standard:connect'] as Connect | undefined;
  if (!find(accounts) && typeof connect?.connect === 'function') {
    try {
      accounts = (await connect.connect()).accounts;
    } catch (cause) {
      throw walletError(wallet, cause);
    }
  }
  const account = find(accounts);
  if (!account) {
    throw new WrongAccountError(
      owner,
      accounts.map((one) => one.address),
    );
  }
  return account;
}

function verifySigned(
  wallet: SigningWallet,
  signed: Uint8Array,
  expected: { mint: string; owner: string },
): void {
  try {
    const read = verifyBurn(signed, { ...expected, returned: true });
    const signature = read.signatures[signers(read).indexOf(expected.owner)];
    if (signature?.some((byte) => byte !== 0)) {
      return;
    }
  } catch (cause) {
    if (!(cause instanceof UnsafeTransactionError)) {
      throw cause;
    }
    throw new TransactionChangedError(`${wallet.name} has changed the transaction.`, { cause });
  }
  throw new TransactionChangedError(`${wallet.name} gave the transaction back unsigned.`);
}

/** Wallets have no common error for a refusal: 4001 is EIP-1193's, the words are everybody's. */
function walletError(wallet: SigningWallet, cause: unknown): WalletError {
  const { code, message } = (cause ?? {}) as { code?: unknown; message?: unknown };
  const rejected = code === 4001 || /reject|declin|denied|cancel/i.test(String(message));
  return rejected
    ? new WalletRejectedError(`${wallet.name}: its owner did not sign.`, { cause })
    : new WalletError(`${wallet.name} failed: ${String(message ?? cause)}`, { cause });
}
