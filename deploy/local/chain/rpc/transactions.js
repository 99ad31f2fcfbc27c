import bs58 from 'bs58';
import { MAX_TRANSACTION_SIZE, MAX_V1_SIZE, MalformedTransaction, isWritable, parseTransaction, signaturesAreValid } from '../wire.js';
import { SLOT_OFFSET } from '../bank.js';
import { accountJson } from './accounts.js';
import { API_VERSION, HttpFault, RpcError, commitmentOf, invalidParams, publicKey, signature, wholeNumber } from './errors.js';

/**
 * Calls that send and find transactions.
 * @param {import('../bank.js').Bank} bank @param {import('../node.js').ClusterNode} node @param {import('../controls.js').Controls} controls
 */
export function transactionMethods(bank, node, controls) {
  return {
    sendTransaction: ([encoded, config]) => send(bank, node, controls, encoded, config ?? {}),
    simulateTransaction: ([encoded, config]) => simulate(bank, node, encoded, config ?? {}),
    getSignatureStatuses: ([signatures, config]) => {
      if (!Array.isArray(signatures) || signatures.length > 256) throw invalidParams('Too many inputs provided; max 256');
      const searches = config?.searchTransactionHistory === true;
      if (searches) node.requireHistory();
      const context = { slot: node.slotAt('statuses', 'processed'), apiVersion: API_VERSION };
      return { context, value: signatures.map((text) => status(bank, node, signature(text), searches)) };
    },
    getTransaction: ([text, config]) => landed(bank, node, signature(text), typeof config === 'string' ? { encoding: config } : config ?? {}),
    getSignaturesForAddress: ([address, config]) => {
      publicKey(address);
      node.requireHistory();
      if (commitmentOf(config) === 'processed') throw invalidParams(NOT_PROCESSED);
      const page = {
        limit: wholeNumber(config?.limit ?? 1000, 'the limit', 1, 1000),
        before: config?.before == null ? undefined : signature(config.before),
        until: config?.until == null ? undefined : signature(config.until),
        maxSlot: node.context('statuses', config).slot,
      };
      return bank.history.ofAddress(address, page).filter((entry) => node.keeps(entry)).map(({ signature: id, slot, time, err }) => (
        { signature: id, slot, err, memo: null, blockTime: Math.floor(time / 1000), confirmationStatus: node.commitmentOf(slot) }));
    },
  };
}

const NOT_PROCESSED = 'Method does not support commitment below `confirmed`';

function decode(encoded, encoding = 'base58') {
  if (typeof encoded !== 'string') throw invalidParams('Invalid params: expected the transaction as a string');
  if (!['base58', 'base64'].includes(encoding)) throw invalidParams(`unsupported encoding: ${encoding}. Supported encodings: base58, base64`);
  const longest = encoding === 'base64' ? Math.ceil(MAX_V1_SIZE / 3) * 4 : 1683;
  const typeName = 'solana_transaction::versioned::VersionedTransaction';
  if (encoded.length > longest) {
    throw invalidParams(`${encoding} encoded ${typeName} too large: ${encoded.length} bytes (max: encoded/raw ${longest}/${MAX_TRANSACTION_SIZE})`);
  }
  const bytes = encoding === 'base64' ? strictBase64(encoded) : bs58.decodeUnsafe(encoded);
  if (!bytes) throw invalidParams(`invalid ${encoding} encoding`);
  try {
    return { bytes: Buffer.from(bytes), transaction: parseTransaction(bytes) };
  } catch (error) {
    if (!(error instanceof MalformedTransaction)) throw error;
    throw invalidParams(error.message.startsWith('Transaction failed') ? `invalid transaction: ${error.message}`
      : `failed to deserialize ${typeName}: ${error.message}`);
  }
}

/** Buffer.from skips what is not base64; a node refuses it. */
function strictBase64(text) {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}

function send(bank, node, controls, encoded, config) {
  const { bytes, transaction } = decode(encoded, config.encoding);
  const fault = controls.faultOfNextSend();
  if (['429', '500', 'html', 'timeout'].includes(fault)) throw new HttpFault(fault);
  const id = bs58.encode(transaction.signatures[0]);
  if (config.skipPreflight !== true) preflight(bank, node, transaction, commitmentOf({ commitment: config.preflightCommitment ?? undefined }));
  if (fault === 'hold') bank.hold(transaction, bytes);
  else if (fault !== 'drop' && !node.otherCluster) bank.submit(transaction, bytes);
  if (fault?.startsWith('execute-then-')) throw new HttpFault(fault.slice('execute-then-'.length));
  return id;
}

function preflight(bank, node, unresolved, commitment) {
  if (!signaturesAreValid(unresolved)) throw new RpcError(-32003, 'Transaction signature verification failure');
  const { err, logs, units, returnData } = simulated(bank, unresolved, node.height(commitment)).outcome;
  if (err === null) return;
  throw new RpcError(-32002, `Transaction simulation failed: ${sentence(err)}`, {
    accounts: null, err, innerInstructions: null, loadedAccountsDataSize: 0, logs, replacementBlockhash: null,
    returnData: returnDataJson(returnData), unitsConsumed: units,
  });
}

/** What the transaction would do in the newest block, unless a node at this height refuses to try. */
function simulated(bank, unresolved, height) {
  const { transaction, err } = bank.resolved(unresolved);
  const refusal = err ?? bank.refusal(transaction, height);
  const outcome = refusal === null ? bank.simulate(transaction) : { err: refusal, logs: [], units: 0, returnData: null, accounts: new Map() };
  return { transaction, outcome };
}

const SENTENCES = {
  BlockhashNotFound: 'Blockhash not found',
  AlreadyProcessed: 'This transaction has already been processed',
  AccountNotFound: 'Attempt to debit an account but found no record of a prior credit.',
  InsufficientFundsForFee: 'Insufficient funds for fee',
  InvalidAccountForFee: 'This account may not be used to pay transaction fees',
  ProgramAccountNotFound: 'Attempt to load a program that does not exist',
  InvalidProgramForExecution: 'This program may not be used for executing instructions',
  AccountLoadedTwice: 'Account loaded twice',
};

function sentence(err) {
  if (typeof err === 'string') return SENTENCES[err] ?? err;
  if (err.InstructionError) {
    const [index, cause] = err.InstructionError;
    const words = cause.Custom === undefined ? cause.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase() : `custom program error: 0x${cause.Custom.toString(16)}`;
    return `Error processing Instruction ${index}: ${words}`;
  }
  if (err.InsufficientFundsForRent) return `Transaction results in an account (${err.InsufficientFundsForRent.account_index}) with insufficient funds for rent`;
  return JSON.stringify(err);
}

function returnDataJson(returnData) {
  return returnData && { programId: returnData.programId, data: [returnData.data.toString('base64'), 'base64'] };
}

function simulate(bank, node, encoded, config) {
  let { transaction: unresolved } = decode(encoded, config.encoding);
  const context = node.context('heights', config);
  const height = context.slot - SLOT_OFFSET;
  if (config.sigVerify && config.replaceRecentBlockhash) throw invalidParams('sigVerify may not be used with replaceRecentBlockhash');
  if (config.sigVerify && !signaturesAreValid(unresolved)) throw new RpcError(-32003, 'Transaction signature verification failure');
  let replacementBlockhash = null;
  if (config.replaceRecentBlockhash) {
    replacementBlockhash = bank.blockhashAt(height);
    // Another message than that of the same transaction with its own blockhash, which may have landed.
    unresolved = { ...unresolved, blockhash: Buffer.from(bs58.decode(replacementBlockhash.blockhash)), message: Buffer.from(`simulated ${height}`) };
  }
  const { transaction, outcome } = simulated(bank, unresolved, height);
  const value = {
    err: outcome.err, logs: outcome.logs, unitsConsumed: outcome.units, returnData: returnDataJson(outcome.returnData),
    accounts: config.accounts ? requestedAccounts(bank, transaction, outcome, config.accounts) : null,
    innerInstructions: null, ...(replacementBlockhash && { replacementBlockhash }),
  };
  return { context, value };
}

function requestedAccounts(bank, transaction, outcome, { addresses = [], encoding = 'base64' }) {
  if (!Array.isArray(addresses) || addresses.length > transaction.keys.length) throw invalidParams('Too many accounts provided');
  return addresses.map((address) => {
    const key = publicKey(address);
    if (outcome.err !== null) return null;
    return accountJson(bank, outcome.accounts.has(address) ? outcome.accounts.get(address) : bank.account(key), { encoding });
  });
}

/** Without the search only the recent cache is read, which a node can lose; with it, finalized history too. */
function status(bank, node, id, searchHistory) {
  const recent = bank.history.recent(id, bank.slot);
  const old = searchHistory ? bank.history.get(id) : undefined;
  const entry = recent ?? (old && node.keeps(old) && old.slot <= node.slotAt('statuses', 'finalized') ? old : undefined);
  const confirmationStatus = entry && node.commitmentOf(entry.slot);
  if (!confirmationStatus) return null;
  return {
    slot: entry.slot,
    confirmations: confirmationStatus === 'finalized' ? null : node.slotAt('statuses', 'processed') - entry.slot,
    err: entry.err,
    status: entry.err === null ? { Ok: null } : { Err: entry.err },
    confirmationStatus,
  };
}

function landed(bank, node, id, config) {
  node.requireHistory();
  const commitment = commitmentOf(config);
  if (commitment === 'processed') throw invalidParams(NOT_PROCESSED);
  const entry = bank.history.get(id);
  if (!entry || entry.slot > node.slotAt('statuses', commitment) || !node.keeps(entry)) return null;
  const { slot, time, transaction, meta } = bank.ledger.read(entry.place);
  const parsed = parseTransaction(Buffer.from(transaction, 'base64'));
  const newest = config.maxSupportedTransactionVersion;
  requireVersion(parsed.version, newest);
  return {
    slot, blockTime: Math.floor(time / 1000), transaction: encodedTransaction(transaction, parsed, meta, config.encoding), meta,
    ...(newest !== undefined && { version: parsed.version }),
  };
}

function requireVersion(version, newest) {
  if (newest !== undefined) wholeNumber(newest, 'maxSupportedTransactionVersion', 0, 255);
  if (version === 'legacy' || newest >= version) return;
  throw new RpcError(-32015, `Transaction version (${version}) is not supported by the requesting client. Please try the request again with the following configuration parameter: "maxSupportedTransactionVersion": ${version}`);
}

function encodedTransaction(base64, parsed, meta, encoding = 'json') {
  if (encoding === 'base64') return [base64, 'base64'];
  const bytes = Buffer.from(base64, 'base64');
  if (encoding === 'base58') return [bs58.encode(bytes), 'base58'];
  if (!['json', 'jsonParsed'].includes(encoding)) throw invalidParams(`Invalid params: encoding ${encoding} is not served here`);
  const { writable, readonly } = meta.loadedAddresses;
  const addresses = parsed.keys.map((key) => bs58.encode(key));
  return {
    signatures: parsed.signatures.map((bytesOfOne) => bs58.encode(bytesOfOne)),
    message: encoding === 'json' ? jsonMessage(parsed, addresses) : namedMessage(parsed, addresses, writable, readonly),
  };
}

function jsonMessage(parsed, accountKeys) {
  return {
    header: { numRequiredSignatures: parsed.signers, numReadonlySignedAccounts: parsed.readonlySigned, numReadonlyUnsignedAccounts: parsed.readonlyUnsigned },
    accountKeys,
    recentBlockhash: bs58.encode(parsed.blockhash),
    instructions: parsed.instructions.map(({ program, accounts, data }) => (
      { programIdIndex: program, accounts, data: bs58.encode(data), stackHeight: null })),
    ...(parsed.version === 0 && {
      addressTableLookups: parsed.lookups.map(({ table, writable, readonly }) => (
        { accountKey: bs58.encode(table), writableIndexes: writable, readonlyIndexes: readonly })),
    }),
  };
}

/** jsonParsed with every instruction in its partially decoded form, which that encoding allows. */
function namedMessage(parsed, staticAddresses, loadedWritable, loadedReadonly) {
  const addresses = [...staticAddresses, ...loadedWritable, ...loadedReadonly];
  const loaded = (list, writable) => list.map((pubkey) => ({ pubkey, signer: false, source: 'lookupTable', writable }));
  return {
    accountKeys: [
      ...staticAddresses.map((pubkey, index) => ({ pubkey, signer: index < parsed.signers, source: 'transaction', writable: isWritable(parsed, index) })),
      ...loaded(loadedWritable, true), ...loaded(loadedReadonly, false),
    ],
    recentBlockhash: bs58.encode(parsed.blockhash),
    instructions: parsed.instructions.map(({ program, accounts, data }) => (
      { programId: addresses[program], accounts: accounts.map((index) => addresses[index]), data: bs58.encode(data), stackHeight: null })),
  };
}
