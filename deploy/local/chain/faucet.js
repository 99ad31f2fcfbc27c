import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { COMPUTE_BUDGET, SYSTEM } from './programs.js';
import { serializeTransaction, serializeVersion1 } from './wire.js';

/** What the faucet starts with, in lamports; kept below 2^53 so that JSON carries it exactly. */
export const FAUCET_LAMPORTS = 9_000_000_000_000_000;

/** Pays airdrops by ordinary signed transfers, so that they land, are charged and are kept like all others. */
export class Faucet {
  /** @param {string} seed the genesis seed, hex */
  constructor(seed) {
    const secret = createHash('sha256').update('faucet').update(Buffer.from(seed, 'hex')).digest();
    const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
    this.privateKey = createPrivateKey({ key: Buffer.concat([prefix, secret]), format: 'der', type: 'pkcs8' });
    this.publicKey = createPublicKey(this.privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
    this.count = 0;
  }

  /** @param {Buffer} to @param {number} lamports @param {Buffer} blockhash @param {'legacy'|1} version @returns {Buffer} the transaction's bytes */
  transfer(to, lamports, blockhash, version) {
    // Two equal airdrops in one block would be one transaction: a varying compute limit makes them differ.
    const limit = Buffer.from([2, 0, 0, 0, 0]);
    limit.writeUInt32LE(1_000 + (this.count++ % 1_000_000), 1);
    const data = Buffer.alloc(12);
    data.writeUInt32LE(2, 0);
    data.writeBigUInt64LE(BigInt(lamports), 4);
    const parts = {
      signatures: [Buffer.alloc(64)], signers: 1, readonlySigned: 0, readonlyUnsigned: 2,
      keys: [this.publicKey, to, SYSTEM, COMPUTE_BUDGET], blockhash,
      instructions: [{ program: 3, accounts: [], data: limit }, { program: 2, accounts: [0, 1], data }],
    };
    if (version === 1) {
      const message = serializeVersion1(parts);
      return Buffer.concat([message, sign(null, message, this.privateKey)]);
    }
    const unsigned = serializeTransaction(parts);
    parts.signatures = [sign(null, unsigned.subarray(65), this.privateKey)];
    return serializeTransaction(parts);
  }
}
