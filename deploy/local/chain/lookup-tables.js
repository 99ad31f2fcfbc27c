import bs58 from 'bs58';

const PROGRAM = Buffer.from(bs58.decode('AddressLookupTab1e1111111111111111111111111'));
const META_SIZE = 56;

/**
 * Appends the addresses that a transaction of version 0 looks up, those to be written first.
 * @param {import('./wire.js').ParsedTransaction} transaction
 * @param {(key: Buffer) => import('./vm.js').AccountState|null} account
 * @returns {{transaction: import('./wire.js').ParsedTransaction, err: string|null}}
 */
export function readLookupTable(transaction, account) {
  const writable = [];
  const readonly = [];
  for (const lookup of transaction.lookups) {
    const table = account(lookup.table);
    if (!table) return { transaction, err: 'AddressLookupTableNotFound' };
    if (!table.owner.equals(PROGRAM)) return { transaction, err: 'InvalidAddressLookupTableOwner' };
    if (table.data.length < META_SIZE || table.data.readUInt32LE(0) !== 1) return { transaction, err: 'InvalidAddressLookupTableData' };
    const count = Math.floor((table.data.length - META_SIZE) / 32);
    if ([...lookup.writable, ...lookup.readonly].some((index) => index >= count)) return { transaction, err: 'InvalidAddressLookupTableIndex' };
    const at = (index) => table.data.subarray(META_SIZE + 32 * index, META_SIZE + 32 * (index + 1));
    writable.push(...lookup.writable.map(at));
    readonly.push(...lookup.readonly.map(at));
  }
  const keys = [...transaction.keys, ...writable, ...readonly];
  if (new Set(keys.map((key) => key.toString('latin1'))).size !== keys.length) return { transaction, err: 'AccountLoadedTwice' };
  return { transaction: { ...transaction, keys, staticKeys: transaction.keys.length, loadedWritable: writable.length }, err: null };
}
