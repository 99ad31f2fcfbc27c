import { isUtf8 } from 'node:buffer';

/** The instruction's data is not what its layout says (the program answers InvalidInstructionData). */
export class Undecodable extends Error {}

const CREATE_METADATA_V3 = 33;
const CREATE_MASTER_EDITION_V3 = 17;
const BURN = 41;
const TRANSFER = 49;
// Instructions the program once had: whatever follows the first byte, it answers "Removed".
const REMOVED = new Set([0, 1, 2, 3, 5, 6, 8, 9, 10, 13, 14, 16]);

/**
 * @typedef {{name: string, symbol: string, uri: string, sellerFeeBasisPoints: number,
 *   creators: null|{address: Buffer, verified: boolean, share: number}[],
 *   collection: null|{verified: boolean, key: Buffer},
 *   uses: null|{method: number, remaining: bigint, total: bigint},
 *   isMutable: boolean, collectionDetails: null|number}} MetadataArgs
 * @param {Buffer} data
 * @returns {{kind: 'metadata', args: MetadataArgs}|{kind: 'edition', maxSupply: bigint|null}|{kind: 'burn'|'transfer', amount: bigint}|{kind: 'removed'}}
 */
export function decodeInstruction(data) {
  if (REMOVED.has(data[0])) return { kind: 'removed' };
  const reader = new Borsh(data);
  const variant = reader.u8();
  let decoded;
  if (variant === CREATE_METADATA_V3) decoded = { kind: 'metadata', args: metadataArgs(reader) };
  else if (variant === CREATE_MASTER_EDITION_V3) decoded = { kind: 'edition', maxSupply: reader.option(() => reader.u64()) };
  else if (variant === BURN) decoded = { kind: 'burn', amount: onlyVersion(reader).u64() };
  else if (variant === TRANSFER) {
    decoded = { kind: 'transfer', amount: onlyVersion(reader).u64() };
    reader.option(() => authorizationData(reader));
  } else throw new Undecodable(`instruction ${variant} is not one of those emulated here (17, 33, 41, 49)`);
  if (reader.offset !== data.length) throw new Undecodable('bytes are left over');
  return decoded;
}

function onlyVersion(reader) {
  reader.variant(1);
  return reader;
}

/** Read to find its end: only rules of programmable NFTs look into it. */
function authorizationData(reader) {
  const value = [
    () => reader.key(),
    () => reader.vec(() => reader.vec(() => reader.u8())),
    () => reader.vec(() => reader.key()),
    () => reader.u64(),
  ];
  reader.vec(() => [reader.string(), value[reader.variant(value.length)]()]);
}

function metadataArgs(reader) {
  return {
    name: reader.string(),
    symbol: reader.string(),
    uri: reader.string(),
    sellerFeeBasisPoints: reader.u16(),
    creators: reader.option(() => reader.vec(() => ({ address: reader.key(), verified: reader.bool(), share: reader.u8() }))),
    collection: reader.option(() => ({ verified: reader.bool(), key: reader.key() })),
    uses: reader.option(() => ({ method: reader.variant(3), remaining: reader.u64(), total: reader.u64() })),
    isMutable: reader.bool(),
    collectionDetails: reader.option(() => {
      const variant = reader.variant(2);
      reader.take(8); // the given size or padding: a new collection always starts at zero
      return variant;
    }),
  };
}

class Borsh {
  constructor(bytes) {
    this.bytes = bytes;
    this.offset = 0;
  }

  take(length) {
    if (this.offset + length > this.bytes.length) throw new Undecodable('the data ends too early');
    this.offset += length;
    return this.bytes.subarray(this.offset - length, this.offset);
  }

  u8() { return this.take(1)[0]; }
  u16() { return this.take(2).readUInt16LE(); }
  u32() { return this.take(4).readUInt32LE(); }
  u64() { return this.take(8).readBigUInt64LE(); }
  key() { return this.take(32); }
  bool() { return this.variant(2) === 1; }

  variant(count) {
    const value = this.u8();
    if (value >= count) throw new Undecodable(`${value} is not a valid variant`);
    return value;
  }

  option(some) { return this.bool() ? some() : null; }

  vec(item) {
    const items = [];
    for (let left = this.u32(); left > 0; left--) items.push(item());
    return items;
  }

  string() {
    const bytes = this.take(this.u32());
    if (!isUtf8(bytes)) throw new Undecodable('a string is not UTF-8');
    return bytes.toString('utf8');
  }
}
