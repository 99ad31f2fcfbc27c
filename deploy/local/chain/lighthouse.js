import { SYSTEM } from './programs.js';

/** Instructions of the program, by the first byte of their data. */
const FIRST_ASSERTION = 2; // the two before it write to memory accounts
const ACCOUNT_INFO = 5;
const LAST_ASSERTION = 17;

const LAMPORTS = 0;
const INVALID_INSTRUCTION_DATA = { Custom: 6000 };
const ASSERTION_FAILED = { Custom: 6001 };
const NOT_ENOUGH_ACCOUNTS = { Custom: 6002 };

const OPERATORS = [
  (a, b) => a === b, (a, b) => a !== b, (a, b) => a > b, (a, b) => a < b, (a, b) => a >= b, (a, b) => a <= b,
];

/**
 * What an instruction of the Lighthouse program does, which wallets add to guard their owner: it
 * fails the transaction, or nothing. Assertions about an account's lamports are checked, all others hold.
 * @param {Buffer} data @param {import('./metaplex/rules.js').AccountMeta[]} metas @param {import('./metaplex/rules.js').View} view
 */
export function decideAssertion(data, metas, view) {
  const decided = (err) => ({
    name: 'Assertion', writes: [], err, leavesTokens: true, invokesNothing: true,
    // The VM has to run something in its place: a transfer of nothing.
    steps: err === null ? [{ program: SYSTEM, accounts: [0, 0], data: Buffer.from([2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]) }] : [],
  });
  if (data.length < 2 || data[0] < FIRST_ASSERTION || data[0] > LAST_ASSERTION) return decided(INVALID_INSTRUCTION_DATA);
  if (data[0] !== ACCOUNT_INFO || data[2] !== LAMPORTS) return decided(null);
  const holds = data.length === 12 && OPERATORS[data[11]];
  if (!holds) return decided(INVALID_INSTRUCTION_DATA);
  if (metas.length === 0) return decided(NOT_ENOUGH_ACCOUNTS);
  const lamports = BigInt(view(metas[0].key)?.lamports ?? 0);
  return decided(holds(lamports, data.readBigUInt64LE(3)) ? null : ASSERTION_FAILED);
}
