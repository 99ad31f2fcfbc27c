import { base58 } from '@scure/base';

const TOKEN_PROGRAM = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA';

/** A burn as the minting service prepares it: fee payer first and signed, the owner's place empty. */
export function burnTransaction({ payer, owner, account, mint }) {
  const keys = [payer, owner, account, mint, TOKEN_PROGRAM].map((key) => base58.decode(key));
  const burn = [4, 3, 2, 3, 1, 9, 8, 1, 0, 0, 0, 0, 0, 0, 0];
  const close = [4, 3, 2, 0, 1, 1, 9];
  const message = [2, 0, 1, keys.length, ...keys.flatMap((key) => [...key]), ...new Array(32).fill(7), 2, ...burn, ...close];
  return Buffer.from([2, ...new Array(64).fill(1), ...new Array(64).fill(0), ...message]).toString('base64');
}

export const address = () => base58.encode(crypto.getRandomValues(new Uint8Array(32)));
export const signature = () => base58.encode(crypto.getRandomValues(new Uint8Array(64)));

/** Whether the owner has signed: their 64 bytes are no longer empty. */
export const isSigned = (transaction) => Buffer.from(transaction, 'base64').subarray(65, 129).some((byte) => byte !== 0);
