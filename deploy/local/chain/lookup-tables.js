import { SLOT_HASHES } from './blockhashes.js';
import { LOOKUP_TABLES } from './programs.js';

const NEVER = 0xffffffffffffffffn;
const META_SIZE = 56;

/**
 * Appends the addresses that a transaction of version 0 looks up, those to be written first.
 * @param {import('./wire.js').ParsedTransaction} transaction
 * @param {(key: Buffer) => import('./vm.js').AccountState|null} account @param {number} slot that the transaction is to land in
 * @returns {{transaction: import('./wire.js').ParsedTransaction, err: string|null}}
 */
export function readLookupTable(transaction, account, slot) {
  const writable = [];
  const readonly = [];
  for (const lookup of transaction.lookups) {
    const table = account(lookup.table);
    if (!table) return { transaction, err: 'AddressLookupTableNotFound' };
    if (!table.owner.equals(LOOKUP_TABLES)) return { transaction, err: 'InvalidAddressLookupTableOwner' };
    if (table.data.length < META_SIZE || table.data.readUInt32LE(0) !== 1) return { transaction, err: 'InvalidAddressLookupTableData' };
    if (!isActive(table.data, slot)) return { transaction, err: 'AddressLookupTableNotFound' };
    const count = usable(table.data, slot);
    if ([...lookup.writable, ...lookup.readonly].some((index) => index >= count)) return { transaction, err: 'InvalidAddressLookupTableIndex' };
    const at = (index) => table.data.subarray(META_SIZE + 32 * index, META_SIZE + 32 * (index + 1));
    writable.push(...lookup.writable.map(at));
    readonly.push(...lookup.readonly.map(at));
  }
  const keys = [...transaction.keys, ...writable, ...readonly];
  if (new Set(keys.map((key) => key.toString('latin1'))).size !== keys.length) return { transaction, err: 'AccountLoadedTwice' };
  return { transaction: { ...transaction, keys, staticKeys: transaction.keys.length, loadedWritable: writable.length }, err: null };
}

/** One that was deactivated can be used for as long as programs see that slot. */
function isActive(data, slot) {
  const deactivated = data.readBigUInt64LE(4);
  return deactivated === NEVER || slot - Number(deactivated) <= SLOT_HASHES;
}

/** How many addresses: those that were added in this very slot are for the next one. */
function usable(data, slot) {
  const lastExtended = Number(data.readBigUInt64LE(12));
  return slot > lastExtended ? Math.floor((data.length - META_SIZE) / 32) : data[20];
}
