import { createPublicKey, verify } from 'node:crypto';

/** Largest transaction that fits a network packet, in bytes. */
export const MAX_TRANSACTION_SIZE = 1232;

/** The bytes are not one well-formed legacy transaction. */
export class MalformedTransaction extends Error {}

/**
 * @typedef {{program: number, accounts: number[], data: Buffer}} Instruction indexes point into keys
 * @typedef {{
 *   signatures: Buffer[], message: Buffer, signers: number, readonlySigned: number,
 *   readonlyUnsigned: number, keys: Buffer[], blockhash: Buffer, instructions: Instruction[]
 * }} ParsedTransaction
 */

/**
 * Parses a legacy transaction as strictly as a validator does. The SVM's native code aborts
 * the whole process on bytes it cannot read, so nothing reaches it that has not passed here.
 * @param {Uint8Array} input
 * @returns {ParsedTransaction}
 */
export function parseTransaction(input) {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  if (bytes.length > MAX_TRANSACTION_SIZE) {
    throw new MalformedTransaction(`too large: ${bytes.length} bytes (max: ${MAX_TRANSACTION_SIZE})`);
  }
  const reader = new Reader(bytes);
  const signatures = reader.list(() => reader.take(64));
  const message = bytes.subarray(reader.offset);
  const first = reader.byte();
  if (first & 0x80) throw new MalformedTransaction('versioned transactions are not supported, send a legacy one');
  const readonlySigned = reader.byte();
  const readonlyUnsigned = reader.byte();
  const keys = reader.list(() => reader.take(32));
  const blockhash = reader.take(32);
  const instructions = reader.list(() => ({
    program: reader.byte(),
    accounts: reader.list(() => reader.byte()),
    data: reader.take(reader.compactLength()),
  }));
  if (reader.offset !== bytes.length) throw new MalformedTransaction('bytes are left over after the last instruction');
  const parsed = { signatures, message, signers: first, readonlySigned, readonlyUnsigned, keys, blockhash, instructions };
  sanitize(parsed);
  return parsed;
}

/** The checks of Message::sanitize and Transaction::sanitize, and unique account keys. */
function sanitize({ signatures, signers, readonlySigned, readonlyUnsigned, keys, instructions }) {
  const refuse = (what) => {
    throw new MalformedTransaction(`Transaction failed to sanitize accounts offsets correctly: ${what}`);
  };
  if (signers === 0) refuse('no signer');
  if (signatures.length !== signers) refuse(`${signatures.length} signatures for ${signers} signers`);
  if (readonlySigned >= signers) refuse('the fee payer is not writable');
  if (signers + readonlyUnsigned > keys.length) refuse('fewer accounts than the header claims');
  if (new Set(keys.map((key) => key.toString('latin1'))).size !== keys.length) refuse('an account is listed twice');
  for (const { program, accounts } of instructions) {
    if (program === 0 || program >= keys.length) refuse('a program index is out of range');
    if (accounts.some((index) => index >= keys.length)) refuse('an account index is out of range');
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

export function isWritable({ signers, readonlySigned, readonlyUnsigned, keys }, index) {
  return index < signers ? index < signers - readonlySigned : index < keys.length - readonlyUnsigned;
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
