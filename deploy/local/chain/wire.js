import { createPublicKey, verify } from 'node:crypto';

/** Largest transaction that fits a network packet, in bytes. */
export const MAX_TRANSACTION_SIZE = 1232;

/** Largest transaction of version 1, in bytes. */
export const MAX_V1_SIZE = 4096;

const MAX_V1_SIGNATURES = 12;
const MAX_V1_ENTRIES = 64;

/** The bytes are not one well-formed transaction. */
export class MalformedTransaction extends Error {}

/**
 * @typedef {{program: number, accounts: number[], data: Buffer}} Instruction indexes point into keys
 * @typedef {{table: Buffer, writable: number[], readonly: number[]}} Lookup
 * @typedef {{
 *   version: 'legacy'|0|1, signatures: Buffer[], message: Buffer, signers: number, readonlySigned: number,
 *   readonlyUnsigned: number, keys: Buffer[], blockhash: Buffer, instructions: Instruction[], lookups?: Lookup[],
 *   staticKeys?: number, loadedWritable?: number
 * }} ParsedTransaction keys past staticKeys were looked up, the first loadedWritable of them to be written
 */

/**
 * Parses a transaction as strictly as a validator does. The SVM's native code aborts
 * the whole process on bytes it cannot read, so nothing reaches it that has not passed here.
 * @param {Uint8Array} input
 * @returns {ParsedTransaction}
 */
export function parseTransaction(input) {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  if (bytes[0] === 0x81) return parseVersion1(bytes);
  if (bytes.length > MAX_TRANSACTION_SIZE) {
    throw new MalformedTransaction(`too large: ${bytes.length} bytes (max: ${MAX_TRANSACTION_SIZE})`);
  }
  const reader = new Reader(bytes);
  const signatures = reader.list(() => reader.take(64));
  const message = bytes.subarray(reader.offset);
  let version = 'legacy';
  let signers = reader.byte();
  if (signers & 0x80) {
    version = signers & 0x7f;
    if (version !== 0) throw new MalformedTransaction(`version ${version} is not written like this`);
    signers = reader.byte();
  }
  const readonlySigned = reader.byte();
  const readonlyUnsigned = reader.byte();
  const keys = reader.list(() => reader.take(32));
  const blockhash = reader.take(32);
  const instructions = reader.list(() => ({
    program: reader.byte(),
    accounts: reader.list(() => reader.byte()),
    data: reader.take(reader.compactLength()),
  }));
  const lookups = version === 'legacy' ? [] : reader.list(() => ({
    table: reader.take(32), writable: reader.list(() => reader.byte()), readonly: reader.list(() => reader.byte()),
  }));
  if (reader.offset !== bytes.length) throw new MalformedTransaction('bytes are left over after the last instruction');
  const parsed = { version, signatures, message, signers, readonlySigned, readonlyUnsigned, keys, blockhash, instructions, lookups };
  sanitize(parsed);
  return parsed;
}

/** Version 1 (SIMD-0385): fixed lengths, settings in the header, signatures last. */
function parseVersion1(bytes) {
  if (bytes.length > MAX_V1_SIZE) throw new MalformedTransaction(`too large: ${bytes.length} bytes (max: ${MAX_V1_SIZE})`);
  const reader = new Reader(bytes);
  reader.byte();
  const [signers, readonlySigned, readonlyUnsigned] = [reader.byte(), reader.byte(), reader.byte()];
  const mask = reader.take(4).readUInt32LE(0);
  const blockhash = reader.take(32);
  const [instructionCount, addressCount] = [reader.byte(), reader.byte()];
  if (signers > MAX_V1_SIGNATURES || instructionCount > MAX_V1_ENTRIES || addressCount > MAX_V1_ENTRIES) {
    throw new MalformedTransaction('Transaction failed to sanitize accounts offsets correctly: a count is out of range');
  }
  if (mask > 0x1f || [1, 2].includes(mask & 3)) throw new MalformedTransaction('a setting is not known');
  const times = (count, item) => Array.from({ length: count }, item);
  const keys = times(addressCount, () => reader.take(32));
  for (let bit = 0; bit < 5; bit++) if (mask & (1 << bit)) reader.take(4);
  const headers = times(instructionCount, () => ({ program: reader.byte(), accounts: reader.byte(), data: reader.take(2).readUInt16LE(0) }));
  const instructions = headers.map((header) => ({
    program: header.program, accounts: [...reader.take(header.accounts)], data: reader.take(header.data),
  }));
  const message = bytes.subarray(0, reader.offset);
  const signatures = times(signers, () => reader.take(64));
  if (reader.offset !== bytes.length) throw new MalformedTransaction('bytes are left over after the last signature');
  const parsed = { version: 1, signatures, message, signers, readonlySigned, readonlyUnsigned, keys, blockhash, instructions, lookups: [] };
  sanitize(parsed);
  return parsed;
}

/** The checks of Message::sanitize and Transaction::sanitize, and unique account keys. */
function sanitize({ signatures, signers, readonlySigned, readonlyUnsigned, keys, instructions, lookups }) {
  const refuse = (what) => {
    throw new MalformedTransaction(`Transaction failed to sanitize accounts offsets correctly: ${what}`);
  };
  if (signers === 0) refuse('no signer');
  if (signatures.length !== signers) refuse(`${signatures.length} signatures for ${signers} signers`);
  if (readonlySigned >= signers) refuse('the fee payer is not writable');
  if (signers + readonlyUnsigned > keys.length) refuse('fewer accounts than the header claims');
  if (new Set(keys.map((key) => key.toString('latin1'))).size !== keys.length) refuse('an account is listed twice');
  const loaded = lookups.reduce((sum, { writable, readonly }) => sum + writable.length + readonly.length, 0);
  if (lookups.some(({ writable, readonly }) => writable.length + readonly.length === 0)) refuse('a lookup without an address');
  if (keys.length + loaded > 256) refuse('too many accounts');
  for (const { program, accounts } of instructions) {
    if (program === 0 || program >= keys.length) refuse('a program index is out of range');
    if (accounts.some((index) => index >= keys.length + loaded)) refuse('an account index is out of range');
  }
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.offset = 0;
  }

  byte() {
    return this.take(1)[0];
  }

  take(length) {
    const end = this.offset + length;
    if (end > this.bytes.length) throw new MalformedTransaction('io error: failed to fill whole buffer');
    const slice = this.bytes.subarray(this.offset, end);
    this.offset = end;
    return slice;
  }

  /** A short-vec length: at most 3 bytes and 65,535, and only the shortest spelling is valid. */
  compactLength() {
    let value = 0;
    for (let position = 0; position < 3; position++) {
      const byte = this.byte();
      value |= (byte & 0x7f) << (7 * position);
      if (byte & 0x80) continue;
      if (position > 0 && byte === 0) throw new MalformedTransaction('a length is not in its shortest form');
      if (value > 0xffff) break;
      return value;
    }
    throw new MalformedTransaction('a length is out of range');
  }

  list(item) {
    const length = this.compactLength();
    const items = [];
    for (let i = 0; i < length; i++) items.push(item());
    return items;
  }
}

export function isSigner(transaction, index) {
  return index < transaction.signers;
}

export function isWritable({ signers, readonlySigned, readonlyUnsigned, keys, staticKeys = keys.length, loadedWritable = 0 }, index) {
  if (index >= staticKeys) return index < staticKeys + loadedWritable;
  return index < signers ? index < signers - readonlySigned : index < staticKeys - readonlyUnsigned;
}

/**
 * The same transaction in the legacy form, which is what the VM runs: accounts in a legacy
 * message's order, the looked-up ones among them. Settings of version 1 are left out.
 * @param {ParsedTransaction} transaction with its lookups resolved
 * @returns {{legacy: ParsedTransaction, bytes: Buffer, original: (outcome: object) => object}}
 *   original puts an outcome's account numbers back
 */
export function runnable(transaction) {
  const rank = (index) => (isSigner(transaction, index) ? 0 : 2) + (isWritable(transaction, index) ? 0 : 1);
  const order = transaction.keys.map((_, index) => index).sort((a, b) => rank(a) - rank(b) || a - b);
  const place = [];
  order.forEach((from, to) => { place[from] = to; });
  const { signatures, message, signers, readonlySigned, blockhash } = transaction;
  const legacy = {
    version: 'legacy', signatures, message, signers, readonlySigned, blockhash, lookups: [],
    readonlyUnsigned: order.filter((index) => rank(index) === 3).length,
    keys: order.map((index) => transaction.keys[index]),
    instructions: transaction.instructions.map(({ program, accounts, data }) => (
      { program: place[program], accounts: accounts.map((index) => place[index]), data })),
  };
  const back = (index) => order[index] ?? index;
  const original = (outcome) => ({
    ...outcome,
    inner: outcome.inner.map((list) => list.map((entry) => (
      { ...entry, program: back(entry.program), accounts: entry.accounts.map(back) }))),
  });
  return { legacy, bytes: serializeTransaction(legacy), original };
}

/** Whether every required signature is a valid ed25519 signature of the message. */
export function signaturesAreValid({ signatures, message, keys }) {
  return signatures.every((signature, index) => verifies(keys[index], message, signature));
}

const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

function verifies(key, message, signature) {
  try {
    const publicKey = createPublicKey({ key: Buffer.concat([SPKI_ED25519, key]), format: 'der', type: 'spki' });
    return verify(null, message, publicKey, signature);
  } catch {
    return false; // not a point on the curve
  }
}

function compact(length) {
  const bytes = [];
  for (let rest = length; ; rest >>= 7) {
    if (rest < 0x80) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 0x7f) | 0x80);
  }
}

/** @param {ParsedTransaction} parts everything but message, which is built here */
export function serializeTransaction(parts) {
  const message = Buffer.concat([
    Buffer.from([parts.signers, parts.readonlySigned, parts.readonlyUnsigned]),
    compact(parts.keys.length), ...parts.keys, parts.blockhash,
    compact(parts.instructions.length),
    ...parts.instructions.flatMap(({ program, accounts, data }) => [
      Buffer.from([program]), compact(accounts.length), Buffer.from(accounts), compact(data.length), data,
    ]),
  ]);
  return Buffer.concat([compact(parts.signatures.length), ...parts.signatures, message]);
}

/** The message of version 1, with no settings. @param {ParsedTransaction} parts as for serializeTransaction */
export function serializeVersion1({ signers, readonlySigned, readonlyUnsigned, keys, blockhash, instructions }) {
  return Buffer.concat([
    Buffer.from([0x81, signers, readonlySigned, readonlyUnsigned, 0, 0, 0, 0]), blockhash, Buffer.from([instructions.length, keys.length]), ...keys,
    ...instructions.map(({ program, accounts, data }) => Buffer.from([program, accounts.length, data.length & 0xff, data.length >> 8])),
    ...instructions.flatMap(({ accounts, data }) => [Buffer.from(accounts), data]),
  ]);
}
