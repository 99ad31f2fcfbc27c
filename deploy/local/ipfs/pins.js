import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CID } from 'multiformats/cid';
import { writeWhole } from './blocks.js';

/** What is pinned, one small file per pin, in the shape that Pinata's list has. */
export class Pins {
  /** @param {string} directory made if missing */
  constructor(directory) {
    mkdirSync(directory, { recursive: true });
    this.directory = directory;
    this.rows = new Map();
    for (const name of readdirSync(directory).filter((file) => file.endsWith('.json'))) {
      const row = JSON.parse(readFileSync(join(directory, name), 'utf8'));
      this.rows.set(row.ipfs_pin_hash, row);
    }
  }

  /** @returns {{row: object, isDuplicate: boolean}} an existing pin stays as it is */
  add(cid, { size, mimeType, metadata }) {
    const hash = cid.toString();
    const existing = this.rows.get(hash);
    if (existing) return { row: existing, isDuplicate: true };
    const row = {
      id: randomUUID(), ipfs_pin_hash: hash, size, mime_type: mimeType, date_pinned: new Date().toISOString(), date_unpinned: null,
      metadata: { name: metadata?.name ?? null, keyvalues: metadata?.keyvalues ?? null },
    };
    writeWhole(join(this.directory, `${hash}.json`), JSON.stringify(row));
    this.rows.set(hash, row);
    return { row, isDuplicate: false };
  }

  /** @param {CID} cid in either version */
  find(cid) {
    return this.rows.get(cid.toString()) ?? this.rows.get(otherVersion(cid)?.toString());
  }

  /** @returns {boolean} whether it was pinned */
  remove(hash) {
    if (!this.rows.delete(hash)) return false;
    rmSync(join(this.directory, `${hash}.json`));
    return true;
  }

  /** Newest first. @param {URLSearchParams} query hashContains, metadata[name], pageLimit, pageOffset */
  list(query) {
    const hash = query.get('hashContains') ?? '';
    const name = query.get('metadata[name]');
    const found = [...this.rows.values()].reverse()
      .filter((row) => row.ipfs_pin_hash.includes(hash) && (name === null || row.metadata.name?.includes(name)));
    const limit = Math.min(Number(query.get('pageLimit') ?? 10), 1000);
    const offset = Number(query.get('pageOffset') ?? 0);
    return { count: found.length, rows: found.slice(offset, offset + limit) };
  }
}

function otherVersion(cid) {
  if (cid.version === 0) return cid.toV1();
  return cid.code === 0x70 && cid.multihash.code === 0x12 ? cid.toV0() : undefined;
}
