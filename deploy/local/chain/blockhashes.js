import { createHash } from 'node:crypto';
import bs58 from 'bs58';

/** Blocks after which a blockhash is too old for a transaction. */
export const WINDOW = 150;

/** How many slots back programs can see. */
export const SLOT_HASHES = 512;

/**
 * The blockhash of every block height, derived from the genesis seed: after a restart the
 * hashes that clients hold are still known, with nothing stored per block.
 */
export class Blockhashes {
  /** @param {string} seed hex */
  constructor(seed) {
    this.seed = Buffer.from(seed, 'hex');
    this.heights = new Map();
    this.newest = -1;
  }

  /** @param {number} height @returns {string} base58 */
  at(height) {
    return bs58.encode(createHash('sha256').update('blockhash').update(this.seed).update(String(height)).digest());
  }

  genesisHash() {
    return bs58.encode(createHash('sha256').update('genesis').update(this.seed).digest());
  }

  /** Makes a new block's hash known, and those before it after a restart; forgets old ones. */
  reach(height) {
    for (let h = Math.max(0, this.newest + 1, height - WINDOW); h <= height; h++) this.heights.set(this.at(h), h);
    this.newest = height;
    for (const [hash, h] of this.heights) {
      if (h >= height - WINDOW) break;
      this.heights.delete(hash);
    }
  }

  /**
   * Whether a transaction with this hash may be in the block at this height.
   * The hash of block h is good for the blocks up to h + 150, its lastValidBlockHeight.
   */
  isValidAt(hash, height) {
    const issued = this.heights.get(hash);
    return issued !== undefined && issued <= height && height <= issued + WINDOW;
  }

  lastValidHeight(hash) {
    const issued = this.heights.get(hash);
    return issued === undefined ? undefined : issued + WINDOW;
  }
}
