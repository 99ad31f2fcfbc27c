import bs58 from 'bs58';

/** A request that says what is wrong with it. */
export class Malformed extends Error {}

const ROLES = new Set(['user', 'admin', 'competition_manager', 'service']);
const MOST_TRADES = 100;

function check(holds, sentence) {
  if (!holds) throw new Malformed(sentence);
}

const isUser = (text) => typeof text === 'string' && /^[1-9][0-9]{0,9}$/.test(text) && Number(text) <= 2_147_483_647;

export function wallet(address) {
  let length = 0;
  try {
    length = bs58.decode(address).length;
  } catch {
    // Not base58: of no length.
  }
  check(length === 32, 'wallet must be 32 bytes in base58');
  return address;
}

/** The id of a user, as text. */
export function user(id) {
  check(isUser(id), 'userId must be a whole number above 0');
  return id;
}

export function person({ userId, wallet: address, roles }) {
  user(userId);
  check(Array.isArray(roles) && roles.length > 0 && roles.every((role) => ROLES.has(role)), `roles must be of ${[...ROLES].join(', ')}`);
  return { userId, wallet: address ? wallet(address) : undefined, roles };
}

/** Amounts stay text: no floating point touches them. */
export function trades({ wallet: address, amounts }) {
  check(Array.isArray(amounts) && amounts.length > 0 && amounts.length <= MOST_TRADES, `amounts must be 1 to ${MOST_TRADES} decimals`);
  check(amounts.every((amount) => typeof amount === 'string' && /^(0|[1-9][0-9]{0,12})(\.[0-9]{1,10})?$/.test(amount)), 'an amount is a decimal with at most 10 places, as text');
  return { address: wallet(address), amounts };
}

export function task({ userId, task: name, count }) {
  user(userId);
  check(typeof name === 'string' && /^[a-z_]{1,60}$/.test(name), 'task must be the name of a task');
  check(Number.isInteger(count) && count >= 1 && count <= 1000, 'count must be 1 to 1000');
  return { userId, name, count };
}
