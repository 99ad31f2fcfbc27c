import bs58 from 'bs58';
import { COMPUTE_BUDGET } from './programs.js';
import { readMint, readTokenAccount, uiAmount } from './token.js';

const LAMPORTS_PER_SIGNATURE = 5_000;

/** @param {import('./vm.js').AccountState|null} account */
export function accountToJson(account) {
  return account && [account.lamports, bs58.encode(account.owner), account.data.toString('base64'), account.executable];
}

/** @returns {import('./vm.js').AccountState|null} */
export function accountFromJson(json) {
  if (!json) return null;
  const [lamports, owner, data, executable] = json;
  return { lamports, owner: Buffer.from(bs58.decode(owner)), data: Buffer.from(data, 'base64'), executable };
}

/** One landed transaction as the ledger keeps it; meta has the shape that getTransaction answers. */
export function landedRecord({ slot, time, transaction, bytes, outcome, before, after, accounts, account }) {
  return {
    slot,
    time,
    signature: bs58.encode(transaction.signatures[0]),
    err: outcome.err,
    transaction: bytes.toString('base64'),
    meta: {
      ...executionMeta(transaction, outcome),
      fee: feeOf(transaction),
      preBalances: before.map((state) => state?.lamports ?? 0),
      postBalances: after.map((state) => state?.lamports ?? 0),
      preTokenBalances: tokenBalances(before, account, before, transaction.keys),
      postTokenBalances: tokenBalances(after, account, before, transaction.keys),
      rewards: [],
    },
    accounts,
  };
}

function executionMeta(transaction, { err, logs, units, inner, returnData }) {
  return {
    err,
    status: err === null ? { Ok: null } : { Err: err },
    logMessages: logs,
    computeUnitsConsumed: units,
    innerInstructions: inner
      .map((list, index) => ({
        index,
        instructions: list.map(({ stackHeight, program, accounts, data }) => (
          { programIdIndex: program, accounts, data: bs58.encode(data), stackHeight })),
      }))
      .filter(({ instructions }) => instructions.length > 0),
    loadedAddresses: loadedAddresses(transaction),
    ...(returnData && { returnData: { programId: returnData.programId, data: [returnData.data.toString('base64'), 'base64'] } }),
  };
}

/** @param {import('./wire.js').ParsedTransaction} transaction with its lookups resolved */
function loadedAddresses({ keys, staticKeys = keys.length, loadedWritable = 0 }) {
  const loaded = keys.slice(staticKeys).map((key) => bs58.encode(key));
  return { writable: loaded.slice(0, loadedWritable), readonly: loaded.slice(loadedWritable) };
}

/** Base fee and, with a compute unit price, the priority fee, in lamports. @param {import('./wire.js').ParsedTransaction} transaction */
export function feeOf(transaction) {
  const { limit, price } = budgetOf(transaction);
  return transaction.signers * LAMPORTS_PER_SIGNATURE + Number((price * limit + 999_999n) / 1_000_000n);
}

/** Micro-lamports for a compute unit. @param {import('./wire.js').ParsedTransaction} transaction */
export function priceOf(transaction) {
  return Number(budgetOf(transaction).price);
}

function budgetOf({ keys, instructions }) {
  const budget = instructions.filter(({ program }) => keys[program].equals(COMPUTE_BUDGET));
  const limitData = budget.find(({ data }) => data[0] === 2 && data.length === 5)?.data;
  const priceData = budget.find(({ data }) => data[0] === 3 && data.length === 9)?.data;
  const defaultLimit = 200_000 * (instructions.length - budget.length);
  return {
    limit: BigInt(Math.min(limitData ? limitData.readUInt32LE(1) : defaultLimit, 1_400_000)),
    price: priceData ? priceData.readBigUInt64LE(1) : 0n,
  };
}

/** The mint may have appeared, changed or gone within the transaction: its decimals never change. */
function tokenBalances(states, account, before, keys) {
  const balances = [];
  states.forEach((state, accountIndex) => {
    const token = readTokenAccount(state);
    if (!token || token.state === 'uninitialized') return;
    const mintKey = Buffer.from(bs58.decode(token.mint));
    const mint = readMint(account(mintKey)) ?? readMint(before[keys.findIndex((key) => key.equals(mintKey))] ?? null);
    balances.push({
      accountIndex, mint: token.mint, owner: token.owner, programId: token.programId,
      uiTokenAmount: uiAmount(token.amount, mint?.decimals ?? 0),
    });
  });
  return balances;
}
