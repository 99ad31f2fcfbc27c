import { base58, base64 } from '@scure/base';
import { verifyAsync } from '@noble/ed25519';
import { describe, expect, it } from 'vitest';
// @ts-expect-error: the mock is plain JavaScript
import { address, burnTransaction } from '../mock/burn.js';
import { burnFlaw } from '../src/wallet/burn';
import { createWallet, signed } from '../src/wallet/local';

const [payer, owner, account, mint] = [address(), address(), address(), address()] as string[];
const bytes = base64.decode(burnTransaction({ payer, owner, account, mint }));
/** The same with some bytes changed, counted from the end. */
const changed = (fromEnd: number, value: number) => {
  const copy = bytes.slice();
  copy[copy.length - fromEnd] = value;
  return copy;
};

describe('what may be signed', () => {
  it('is the burn of this one NFT of this owner', () => {
    expect(burnFlaw(bytes, mint!, owner!)).toBeNull();
  });

  it('is no burn of another NFT, nor of another owner', () => {
    expect(burnFlaw(bytes, account!, owner!)).toMatch(/another NFT/);
    expect(burnFlaw(bytes, mint!, payer!)).toMatch(/another owner/);
  });

  it('is no transfer instead of the burn', () => {
    const at = bytes.length - [...bytes].reverse().indexOf(8);
    const transfer = bytes.slice();
    transfer[at - 1] = 3;
    expect(burnFlaw(transfer, mint!, owner!)).toMatch(/exactly one token/);
  });

  it('is nothing that closes another account or does more', () => {
    expect(burnFlaw(changed(1, 6), mint!, owner!)).toMatch(/closes another/);
    expect(burnFlaw(changed(7, 3), mint!, owner!)).toMatch(/more than burn/);
  });

  it('is nothing that cannot be read', () => {
    expect(burnFlaw(bytes.slice(0, -3), mint!, owner!)).toMatch(/cut off/);
    expect(burnFlaw(new Uint8Array([...bytes, 0]), mint!, owner!)).toMatch(/longer/);
    const versioned = bytes.slice();
    versioned[1 + 2 * 64] = 0x80;
    expect(burnFlaw(versioned, mint!, owner!)).toMatch(/unexpected version/);
  });
});

describe('the local wallet', () => {
  it('puts a genuine signature in its own place and changes nothing else', async () => {
    const wallet = await createWallet();
    const transaction = base64.decode(burnTransaction({ payer, owner: wallet.address, account, mint }));
    const result = await signed(transaction, wallet);
    const message = transaction.subarray(1 + 128);
    expect(result.subarray(0, 65)).toEqual(transaction.subarray(0, 65));
    expect(result.subarray(129)).toEqual(message);
    expect(await verifyAsync(result.slice(65, 129), message, base58.decode(wallet.address))).toBe(true);
  });

  it('signs nothing where its account is no signer', async () => {
    await expect(signed(bytes, await createWallet())).rejects.toThrow(/signs nothing/);
  });
});
