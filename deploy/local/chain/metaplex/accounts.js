/** Sizes in bytes of the accounts that the deployed program creates. */
export const METADATA_SIZE = 607;
export const MASTER_EDITION_SIZE = 20;

/** Lengths in bytes that strings are padded to with zeros. */
export const MAX_NAME = 32;
export const MAX_SYMBOL = 10;
export const MAX_URI = 200;

export const TOKEN_STANDARD = { nonFungible: 0, fungibleAsset: 1, fungible: 2 };

const KEY_METADATA = 4;
export const KEY_MASTER_EDITION_V2 = 6;

/**
 * @param {{updateAuthority: Buffer, mint: Buffer, args: import('./codec.js').MetadataArgs,
 *   editionBump: number, tokenStandard: number}} metadata
 * @returns {Buffer} the account's data; the last byte says that the creation fee waits to be collected
 */
export function encodeMetadata({ updateAuthority, mint, args, editionBump, tokenStandard }) {
  const parts = [
    Buffer.from([KEY_METADATA]), updateAuthority, mint,
    padded(args.name, MAX_NAME), padded(args.symbol, MAX_SYMBOL), padded(args.uri, MAX_URI),
    u16(args.sellerFeeBasisPoints),
    option(args.creators, (creators) => Buffer.concat([
      u32(creators.length),
      ...creators.map(({ address, verified, share }) => Buffer.concat([address, Buffer.from([verified ? 1 : 0, share])])),
    ])),
    Buffer.from([0, args.isMutable ? 1 : 0]), // primary sale happened, is mutable
    Buffer.from([1, editionBump]),
    Buffer.from([1, tokenStandard]),
    option(args.collection, ({ verified, key }) => Buffer.concat([Buffer.from([verified ? 1 : 0]), key])),
    option(args.uses, ({ method, remaining, total }) => Buffer.concat([Buffer.from([method]), u64(remaining), u64(total)])),
    option(args.collectionDetails, (variant) => Buffer.concat([Buffer.from([variant]), u64(0n)])),
  ];
  const data = Buffer.alloc(METADATA_SIZE);
  Buffer.concat(parts).copy(data);
  data[METADATA_SIZE - 1] = 1;
  return data;
}

/** @param {bigint|null} maxSupply how many prints are allowed; null is unlimited */
export function encodeMasterEdition(maxSupply) {
  const data = Buffer.alloc(MASTER_EDITION_SIZE);
  Buffer.concat([Buffer.from([KEY_MASTER_EDITION_V2]), u64(0n), option(maxSupply, u64)]).copy(data);
  return data;
}

/** What instructions read of a metadata account; null if the data is something else. */
export function readMetadata(data) {
  if (data[0] !== KEY_METADATA || data.length < METADATA_SIZE) return null;
  return { updateAuthority: data.subarray(1, 33), mint: data.subarray(33, 65), tokenStandard: data[tokenStandardOffset(data)] };
}

/** Copies the data and sets its token standard. */
export function withTokenStandard(data, tokenStandard) {
  const copy = Buffer.from(data);
  copy[tokenStandardOffset(copy)] = tokenStandard;
  return copy;
}

/** Its place depends on the creators before it. */
function tokenStandardOffset(data) {
  const creators = 65 + 4 + MAX_NAME + 4 + MAX_SYMBOL + 4 + MAX_URI + 2;
  const afterCreators = creators + 1 + (data[creators] === 1 ? 4 + 34 * data.readUInt32LE(creators + 1) : 0);
  const nonce = afterCreators + 2;
  return nonce + (data[nonce] === 1 ? 2 : 1) + 1;
}

function padded(text, length) {
  const bytes = Buffer.alloc(length);
  Buffer.from(text).copy(bytes);
  return Buffer.concat([u32(length), bytes]);
}

function option(value, some) {
  return value === null ? Buffer.from([0]) : Buffer.concat([Buffer.from([1]), some(value)]);
}

function u16(value) { const b = Buffer.alloc(2); b.writeUInt16LE(value); return b; }
function u32(value) { const b = Buffer.alloc(4); b.writeUInt32LE(value); return b; }
function u64(value) { const b = Buffer.alloc(8); b.writeBigUInt64LE(value); return b; }
