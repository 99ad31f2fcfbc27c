import bs58 from 'bs58';
import { PublicKey } from '@solana/web3.js';

const key = (address) => Buffer.from(bs58.decode(address));

export const SYSTEM = key('11111111111111111111111111111111');
export const TOKEN = key('TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA');
export const TOKEN_2022 = key('TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb');
export const METAPLEX = key('metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s');
export const LIGHTHOUSE = key('L2TExMFKdjpN9kozasaurPirfHy9P8sbXoAN1qA3S95');
export const ASSOCIATED_TOKEN = key('ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL');
export const TOKEN_AUTH_RULES = key('auth9SigNpDKz4sJJ1DfCTuZrZNSAgh9sFD3rboVmgg');
export const INSTRUCTIONS_SYSVAR = key('Sysvar1nstructions1111111111111111111111111');
export const LOOKUP_TABLES = key('AddressLookupTab1e1111111111111111111111111');
export const BPF_LOADER = key('BPFLoaderUpgradeab1e11111111111111111111111');
export const COMPUTE_BUDGET = key('ComputeBudget111111111111111111111111111111');

export const TOKEN_PROGRAM_ADDRESSES = [bs58.encode(TOKEN), bs58.encode(TOKEN_2022)];
export const SYSTEM_ADDRESS = bs58.encode(SYSTEM);

const METAPLEX_KEY = new PublicKey(METAPLEX);
const recent = new Map();

/**
 * The Metaplex addresses of a mint. A mint's two instructions ask three times in a row,
 * and each search for an off-curve point costs about a millisecond: the last ones are kept.
 * @param {Buffer} mint
 * @returns {{metadata: Buffer, edition: Buffer, editionBump: number}}
 */
export function metaplexAddresses(mint) {
  const id = mint.toString('latin1');
  let found = recent.get(id);
  if (!found) {
    const seeds = [Buffer.from('metadata'), METAPLEX, mint];
    const [metadata] = PublicKey.findProgramAddressSync(seeds, METAPLEX_KEY);
    const [edition, editionBump] = PublicKey.findProgramAddressSync([...seeds, Buffer.from('edition')], METAPLEX_KEY);
    found = { metadata: metadata.toBuffer(), edition: edition.toBuffer(), editionBump };
    if (recent.size >= 1024) recent.delete(recent.keys().next().value);
    recent.set(id, found);
  }
  return found;
}

/** @returns {Buffer} the owner's associated token account for a mint */
export function associatedTokenAddress(owner, mint, tokenProgram) {
  return PublicKey.findProgramAddressSync([owner, tokenProgram, mint], new PublicKey(ASSOCIATED_TOKEN))[0].toBuffer();
}
