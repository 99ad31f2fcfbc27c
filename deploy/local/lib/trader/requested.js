import { randomInt } from 'node:crypto';
import bs58 from 'bs58';
import { Keypair } from '@solana/web3.js';
import { stop } from '../cli.js';
import { Malformed, trades, user, wallet } from '../../platform/requests.js';

/**
 * Who is to be made. A wallet that was not named is a new one, whose secret key is printed.
 * @param {{user?: string, wallet?: string, volume?: string, badges?: string, bind: boolean}} flags
 * @returns {{userId: string, wallet: string, secretKey?: string, volume?: string, badges: string[], bind: boolean}}
 */
export function requested(flags) {
  try {
    const userId = user(flags.user ?? String(randomInt(1_000_000, 2_000_000_000)));
    const keys = flags.wallet === undefined ? Keypair.generate() : null;
    const address = keys ? keys.publicKey.toBase58() : wallet(flags.wallet);
    if (flags.volume !== undefined) trades({ wallet: address, amounts: [flags.volume] });
    const badges = flags.badges === undefined ? [] : flags.badges.split(',').map((name) => name.trim()).filter(Boolean);
    return { userId, wallet: address, secretKey: keys ? bs58.encode(keys.secretKey) : undefined, volume: flags.volume, badges, bind: flags.bind };
  } catch (error) {
    if (error instanceof Malformed) stop(error.message);
    throw error;
  }
}
