import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { base32 } from 'multiformats/bases/base32';

/** Blocks on disk, one file each, named by their multihash: both CID versions of a block find it. */
export class Blocks {
  /** @param {string} directory made if missing */
  constructor(directory) {
    mkdirSync(directory, { recursive: true });
    this.directory = directory;
  }

  #path(cid) {
    return join(this.directory, base32.encode(cid.multihash.bytes));
  }

  /** @param {import('multiformats').CID} cid @param {Uint8Array} bytes */
  put(cid, bytes) {
    const path = this.#path(cid);
    if (!existsSync(path)) writeWhole(path, bytes);
    return cid;
  }

  /** @returns {Buffer} checked against its hash: a damaged disk must not become damaged content */
  get(cid) {
    const bytes = readFileSync(this.#path(cid));
    if (!createHash('sha256').update(bytes).digest().equals(cid.multihash.digest)) throw new Error(`block ${cid} is damaged`);
    return bytes;
  }
}

/** A crash leaves the whole file or none. */
export function writeWhole(path, content) {
  const temporary = `${path}.${randomUUID()}.tmp`;
  writeFileSync(temporary, content, { flush: true });
  renameSync(temporary, path);
}
