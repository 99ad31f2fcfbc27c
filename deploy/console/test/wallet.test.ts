import { signBurn, UnsafeTransactionError, WalletRejectedError, type SigningWallet } from '@aiw3/nft-client/wallet';
import { base58, base64 } from '@scure/base';
import { verifyAsync } from '@noble/ed25519';
import { describe, expect, it } from 'vitest';
// @ts-expect-error: the mock is plain JavaScript
import { address, burnTransaction } from '../mock/burn.js';
import { codeOf } from '../src/api/errors';
import { createWallet, signed, type StoredWallet } from '../src/wallet/local';

const [payer, account, mint] = [address(), address(), address()] as string[];
const burnOf = (owner: string) => ({ transaction: burnTransaction({ payer, owner, account, mint }) as string, mintAddress: mint! });

/** As the local wallet registers itself, with its answer given. */
function wallet(stored: StoredWallet, agreed = true): SigningWallet {
  const signTransaction = async ({ transaction }: { transaction: Uint8Array }) => {
    if (!agreed) throw Object.assign(new Error('User rejected the request.'), { code: 4001 });
    return [{ signedTransaction: await signed(transaction, stored) }];
  };
  return { name: 'Local wallet', accounts: [{ address: stored.address, chains: ['solana:localnet'] }], features: { 'solana:signTransaction': { signTransaction } } };
}

describe('the local wallet', () => {
  it('signs the burn that the client has checked, in its own place and nothing else', async () => {
    const stored = await createWallet();
    const burn = burnOf(stored.address);
    const before = base64.decode(burn.transaction);
    const after = base64.decode(await signBurn(wallet(stored), burn, 'solana:localnet'));
    expect(after.subarray(0, 65)).toEqual(before.subarray(0, 65));
    expect(after.subarray(129)).toEqual(before.subarray(129));
    expect(await verifyAsync(after.slice(65, 129), before.subarray(129), base58.decode(stored.address))).toBe(true);
  });

  it('signs nothing where its account is no signer', async () => {
    const stored = await createWallet();
    await expect(signed(base64.decode(burnOf(payer!).transaction), stored)).rejects.toThrow(/signs nothing/);
  });
});

describe('what a user is told', () => {
  it('hangs on why the wallet did not sign', async () => {
    const stored = await createWallet();
    const burn = burnOf(stored.address);
    const code = (signing: Promise<unknown>) => signing.then(() => null, codeOf);
    expect(await code(signBurn(wallet(stored, false), burn, 'solana:localnet'))).toBe('WALLET_REFUSED');
    expect(await code(signBurn(wallet(stored), burn, 'solana:mainnet'))).toBe('WALLET_OTHER_NETWORK');
    expect(await code(signBurn(wallet(await createWallet()), burn))).toBe('WALLET_OTHER_ACCOUNT');
    expect(await code(signBurn(wallet(stored), { ...burn, mintAddress: account! }))).toBe('BURN_NOT_AS_EXPECTED');
    expect(codeOf(new WalletRejectedError(''))).toBe('WALLET_REFUSED');
    expect(codeOf(new UnsafeTransactionError(''))).toBe('BURN_NOT_AS_EXPECTED');
  });
});
