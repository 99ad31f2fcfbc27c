import bs58 from 'bs58';
import { MAX_TRANSACTION_SIZE, MalformedTransaction, isWritable, parseTransaction, serializeTransaction, signaturesAreValid } from '../wire.js';
import { accountJson } from './accounts.js';
import { HttpFault, RpcError, commitmentOf, invalidParams, publicKey, signature, wholeNumber } from './errors.js';

/**
 * Calls that send and find transactions.
 * @param {import('../bank.js').Bank} bank @param {import('../controls.js').Controls} controls
 */
export function transactionMethods(bank, controls) {
  return {
    sendTransaction: ([encoded, config]) => send(bank, controls, encoded, config ?? {}),
    simulateTransaction: ([encoded, config]) => simulate(bank, encoded, config ?? {}),
    getSignatureStatuses: ([signatures, config]) => {
      if (!Array.isArray(signatures) || signatures.length > 256) throw invalidParams('Too many inputs provided; max 256');
      const value = signatures.map((text) => status(bank, signature(text), config?.searchTransactionHistory === true));
      return { context: { slot: bank.slot, apiVersion: '2.3.0' }, value };
    },
    getTransaction: ([text, config]) => landed(bank, signature(text), typeof config === 'string' ? { encoding: config } : config ?? {}),
    getSignaturesForAddress: ([address, config]) => {
      publicKey(address);
      const page = {
        limit: wholeNumber(config?.limit ?? 1000, 'the limit', 1, 1000),
        before: config?.before == null ? undefined : signature(config.before),
        until: config?.until == null ? undefined : signature(config.until),
        maxSlot: bank.slotAt(confirmedAtLeast(config)),
      };
      return bank.history.ofAddress(address, page).map(({ signature: id, slot, time, err }) => (
        { signature: id, slot, err, memo: null, blockTime: Math.floor(time / 1000), confirmationStatus: bank.commitmentOf(slot) }));
    },
  };
}

function confirmedAtLeast(config) {
  const commitment = commitmentOf(config);
  if (commitment === 'processed') throw invalidParams('Method does not support commitment below `confirmed`');
  return commitment;
}

function decode(encoded, encoding = 'base58') {
  if (typeof encoded !== 'string') throw invalidParams('Invalid params: expected the transaction as a string');
  if (!['base58', 'base64'].includes(encoding)) throw invalidParams(`unsupported encoding: ${encoding}. Supported encodings: base58, base64`);
  const longest = encoding === 'base64' ? 1644 : 1683;
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

function send(bank, controls, encoded, config) {
  const { bytes, transaction } = decode(encoded, config.encoding);
  const fault = controls.faultOfNextSend();
  if (['429', '500', 'html', 'timeout'].includes(fault)) throw new HttpFault(fault);
  const id = bs58.encode(transaction.signatures[0]);
  if (config.skipPreflight !== true) preflight(bank, transaction, bytes, commitmentOf({ commitment: config.preflightCommitment ?? undefined }));
  if (fault === 'hold') bank.hold(transaction, bytes);
  else if (fault !== 'drop') bank.submit(transaction, bytes);
  if (fault?.startsWith('execute-then-')) throw new HttpFault(fault.slice('execute-then-'.length));
  return id;
}

function preflight(bank, transaction, bytes, commitment) {
  if (!signaturesAreValid(transaction)) throw new RpcError(-32003, 'Transaction signature verification failure');
  const refusal = bank.refusal(transaction, commitment);
  const { err, logs, units, returnData } = refusal === null ? bank.simulate(transaction, bytes) : { err: refusal, logs: [], units: 0, returnData: null };
  if (err === null) return;
  throw new RpcError(-32002, `Transaction simulation failed: ${sentence(err)}`, {
    accounts: null, err, innerInstructions: null, loadedAccountsDataSize: 0, logs, replacementBlockhash: null,
    returnData: returnDataJson(returnData), unitsConsumed: units,
  });
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

function simulate(bank, encoded, config) {
  let { bytes, transaction } = decode(encoded, config.encoding);
  const commitment = commitmentOf(config);
  if (config.sigVerify && config.replaceRecentBlockhash) throw invalidParams('sigVerify may not be used with replaceRecentBlockhash');
  if (config.sigVerify && !signaturesAreValid(transaction)) throw new RpcError(-32003, 'Transaction signature verification failure');
  let replacementBlockhash = null;
  if (config.replaceRecentBlockhash) {
    replacementBlockhash = bank.latestBlockhash(commitment);
    bytes = serializeTransaction({ ...transaction, blockhash: Buffer.from(bs58.decode(replacementBlockhash.blockhash)) });
    transaction = parseTransaction(bytes);
  }
  const refusal = bank.refusal(transaction, commitment);
  const outcome = refusal === null ? bank.simulate(transaction, bytes) : { err: refusal, logs: [], units: 0, returnData: null, accounts: new Map() };
  const value = {
    err: outcome.err, logs: outcome.logs, unitsConsumed: outcome.units, returnData: returnDataJson(outcome.returnData),
    accounts: config.accounts ? requestedAccounts(bank, transaction, outcome, config.accounts) : null,
    innerInstructions: null, ...(replacementBlockhash && { replacementBlockhash }),
  };
  return { context: { slot: bank.slotAt(commitment), apiVersion: '2.3.0' }, value };
}

function requestedAccounts(bank, transaction, outcome, { addresses = [], encoding = 'base64' }) {
  if (!Array.isArray(addresses) || addresses.length > transaction.keys.length) throw invalidParams('Too many accounts provided');
  return addresses.map((address) => {
    const key = publicKey(address);
    if (outcome.err !== null) return null;
    return accountJson(bank, outcome.accounts.has(address) ? outcome.accounts.get(address) : bank.account(key), { encoding });
  });
}

/** Without the search only the recent cache is asked, which a node can lose; with it, finalized history too. */
function status(bank, id, searchHistory) {
  const recent = bank.history.recent(id, bank.slot);
  const old = searchHistory ? bank.history.get(id) : undefined;
  const entry = recent ?? (old && old.slot <= bank.slotAt('finalized') ? old : undefined);
  if (!entry) return null;
  const confirmationStatus = bank.commitmentOf(entry.slot);
  return {
    slot: entry.slot,
    confirmations: confirmationStatus === 'finalized' ? null : bank.slot - entry.slot,
    err: entry.err,
    status: entry.err === null ? { Ok: null } : { Err: entry.err },
    confirmationStatus,
  };
}

function landed(bank, id, config) {
  const newest = bank.slotAt(confirmedAtLeast(config));
  const entry = bank.history.get(id);
  if (!entry || entry.slot > newest) return null;
  const { slot, time, transaction, meta } = bank.ledger.read(entry.place);
  return {
    slot, blockTime: Math.floor(time / 1000), transaction: encodedTransaction(transaction, config.encoding), meta,
    ...(config.maxSupportedTransactionVersion !== undefined && { version: 'legacy' }),
  };
}

function encodedTransaction(base64, encoding = 'json') {
  if (encoding === 'base64') return [base64, 'base64'];
  const bytes = Buffer.from(base64, 'base64');
  if (encoding === 'base58') return [bs58.encode(bytes), 'base58'];
  if (!['json', 'jsonParsed'].includes(encoding)) throw invalidParams(`Invalid params: encoding ${encoding} is not served here`);
  const parsed = parseTransaction(bytes);
  const addresses = parsed.keys.map((key) => bs58.encode(key));
  return {
    signatures: parsed.signatures.map((bytesOfOne) => bs58.encode(bytesOfOne)),
    message: encoding === 'json' ? jsonMessage(parsed, addresses) : namedMessage(parsed, addresses),
  };
}

function jsonMessage(parsed, accountKeys) {
  return {
    header: { numRequiredSignatures: parsed.signers, numReadonlySignedAccounts: parsed.readonlySigned, numReadonlyUnsignedAccounts: parsed.readonlyUnsigned },
    accountKeys,
    recentBlockhash: bs58.encode(parsed.blockhash),
    instructions: parsed.instructions.map(({ program, accounts, data }) => (
      { programIdIndex: program, accounts, data: bs58.encode(data), stackHeight: null })),
  };
}

/** jsonParsed with every instruction in its partially decoded form, which that encoding allows. */
function namedMessage(parsed, addresses) {
  return {
    accountKeys: addresses.map((pubkey, index) => ({ pubkey, signer: index < parsed.signers, source: 'transaction', writable: isWritable(parsed, index) })),
    recentBlockhash: bs58.encode(parsed.blockhash),
    instructions: parsed.instructions.map(({ program, accounts, data }) => (
      { programId: addresses[program], accounts: accounts.map((index) => addresses[index]), data: bs58.encode(data), stackHeight: null })),
  };
}
