import { closeSync, existsSync, fdatasyncSync, fstatSync, ftruncateSync, mkdirSync, openSync, readFileSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

const CHUNK = 4 * 1024 * 1024;

/**
 * The chain on disk: `genesis.json` (the seed of everything derived), `ledger.jsonl` (one line per
 * landed transaction, with the accounts it left behind) and `slot` (the newest slot).
 * Only what is in the ledger has happened: lines are written before anything is notified.
 */
export class Ledger {
  /** @param {string} directory made if missing */
  constructor(directory) {
    mkdirSync(directory, { recursive: true });
    this.genesis = genesis(join(directory, 'genesis.json'));
    this.file = openSync(join(directory, 'ledger.jsonl'), 'a+');
    this.slotFile = openSync(join(directory, 'slot'), existsSync(join(directory, 'slot')) ? 'r+' : 'w+');
    this.size = 0;
  }

  /**
   * Reads the ledger from its start. A last line that was torn by a crash was never acknowledged: it is cut off.
   * @param {(record: object, place: {offset: number, length: number}) => void} onRecord
   * @returns {number} the newest slot that the chain had reached
   */
  restore(onRecord) {
    const end = fstatSync(this.file).size;
    let newest = 0;
    for (const { line, offset } of this.#lines(0, end)) {
      const record = JSON.parse(line);
      newest = record.slot;
      onRecord(record, { offset, length: Buffer.byteLength(line) });
    }
    if (this.size < end) ftruncateSync(this.file, this.size);
    return Math.max(newest, this.#slot());
  }

  /** Complete lines; leaves this.size at the end of the last one. */
  *#lines(from, end) {
    let rest = Buffer.alloc(0);
    let position = from;
    while (position < end) {
      const chunk = Buffer.alloc(Math.min(CHUNK, end - position));
      readSync(this.file, chunk, 0, chunk.length, position);
      position += chunk.length;
      rest = Buffer.concat([rest, chunk]);
      let start = 0;
      for (let feed = rest.indexOf(10); feed !== -1; feed = rest.indexOf(10, start)) {
        const offset = position - rest.length + start;
        this.size = offset + feed - start + 1;
        yield { line: rest.toString('utf8', start, feed), offset };
        start = feed + 1;
      }
      rest = rest.subarray(start);
    }
  }

  /** @param {object[]} records of one block @returns {{offset: number, length: number}[]} once they are on disk */
  append(records) {
    const places = [];
    const lines = records.map((record) => {
      const line = Buffer.from(`${JSON.stringify(record)}\n`);
      places.push({ offset: this.size, length: line.length - 1 });
      this.size += line.length;
      return line;
    });
    writeFully(this.file, Buffer.concat(lines));
    fdatasyncSync(this.file);
    return places;
  }

  /** @param {{offset: number, length: number}} place */
  read({ offset, length }) {
    const bytes = Buffer.alloc(length);
    readSync(this.file, bytes, 0, length, offset);
    return JSON.parse(bytes.toString('utf8'));
  }

  /** Keeps the newest slot, so that slots never go back; a fixed width makes it one write. */
  keepSlot(slot) {
    writeSync(this.slotFile, `${String(slot).padStart(15)}\n`, 0);
  }

  #slot() {
    const slot = Number(readFileSync(this.slotFile, 'utf8').trim());
    return Number.isSafeInteger(slot) ? slot : 0;
  }

  close() {
    fdatasyncSync(this.file);
    closeSync(this.file);
    closeSync(this.slotFile);
  }
}

function genesis(path) {
  if (!existsSync(path)) {
    const content = { seed: randomBytes(32).toString('hex'), createdAt: new Date().toISOString() };
    writeFileSync(path, `${JSON.stringify(content)}\n`, { flush: true });
  }
  return JSON.parse(readFileSync(path, 'utf8'));
}

function writeFully(file, bytes) {
  for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
}
