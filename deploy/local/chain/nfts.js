import { TOKEN } from './programs.js';

/**
 * The accounts of an NFT that was minted long ago: one token in one account of its owner, and nobody who
 * could mint another. It has no metadata.
 * @param {{mint: Buffer, owner: Buffer}} nft @param {(size: number) => number} rent lamports for so many bytes
 * @returns {{mint: import('./vm.js').AccountState, account: import('./vm.js').AccountState}}
 */
export function nftAccounts({ mint, owner }, rent) {
  const minted = Buffer.alloc(82);
  minted.writeBigUInt64LE(1n, 36); // supply
  minted[45] = 1; // initialized
  const held = Buffer.alloc(165);
  mint.copy(held, 0);
  owner.copy(held, 32);
  held.writeBigUInt64LE(1n, 64); // amount
  held[108] = 1; // initialized
  const state = (data) => ({ lamports: rent(data.length), owner: TOKEN, data, executable: false });
  return { mint: state(minted), account: state(held) };
}
