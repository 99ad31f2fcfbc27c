import bs58 from 'bs58';
import { SYSTEM_ADDRESS, TOKEN_PROGRAM_ADDRESSES } from '../programs.js';
import { readMint, readTokenAccount, uiAmount } from '../token.js';
import { invalidParams, publicKey } from './errors.js';

/**
 * Calls that read accounts, as they are at the requested commitment.
 * @param {import('../bank.js').Bank} bank @param {import('../node.js').ClusterNode} node
 */
export function accountMethods(bank, node) {
  const inContext = (config, read) => {
    const context = node.context('accounts', config);
    return { context, value: read((address) => node.account(publicKey(address), context.slot), context.slot) };
  };
  const mintOf = (at, address) => {
    const mint = readMint(at(address));
    if (!mint) throw invalidParams('Invalid param: not a Token mint');
    return mint;
  };
  return {
    getAccountInfo: ([address, config]) => inContext(config, (at) => accountJson(bank, at(address), config)),
    getMultipleAccounts: ([addresses, config]) => {
      if (!Array.isArray(addresses) || addresses.length > 100) throw invalidParams('Too many inputs provided; max 100');
      return inContext(config, (at) => addresses.map((address) => accountJson(bank, at(address), config)));
    },
    getBalance: ([address, config]) => inContext(config, (at) => at(address)?.lamports ?? 0),
    getTokenAccountsByOwner: ([owner, filter, config]) => {
      publicKey(owner);
      const accepts = tokenFilter(bank, filter);
      return inContext(config, (at, slot) => node.tokensOfOwner(owner, slot).filter(({ token }) => accepts(token))
        .map(({ address, account }) => ({ pubkey: address, account: accountJson(bank, account, config) })));
    },
    getTokenAccountBalance: ([address, config]) => inContext(config, (at) => {
      const token = readTokenAccount(at(address));
      if (!token) throw invalidParams('Invalid param: could not find account');
      return uiAmount(token.amount, mintOf(at, token.mint).decimals);
    }),
    getTokenSupply: ([address, config]) => inContext(config, (at) => {
      const mint = mintOf(at, address);
      return uiAmount(mint.supply, mint.decimals);
    }),
    getTokenLargestAccounts: ([address, config]) => inContext(config, (at, slot) => {
      const { decimals } = mintOf(at, address);
      const holders = node.tokensOfMint(address, slot).map(({ address: holder, token }) => ({ address: holder, amount: token.amount }));
      holders.sort((a, b) => (a.amount < b.amount ? 1 : a.amount > b.amount ? -1 : 0));
      return holders.slice(0, 20).map(({ address: holder, amount }) => ({ address: holder, ...uiAmount(amount, decimals) }));
    }),
  };
}

function tokenFilter(bank, filter) {
  if (filter?.mint !== undefined) {
    publicKey(filter.mint);
    return (token) => token.mint === filter.mint;
  }
  publicKey(filter?.programId);
  if (!TOKEN_PROGRAM_ADDRESSES.includes(filter.programId)) throw invalidParams('Invalid param: unrecognized Token program id');
  return (token) => token.programId === filter.programId;
}

/** @param {import('../vm.js').AccountState|null} account @param {{encoding?: string, dataSlice?: {offset: number, length: number}}} config */
export function accountJson(bank, account, config) {
  if (!account) return null;
  return {
    data: encoded(bank, account, config?.encoding, config?.dataSlice),
    executable: account.executable,
    lamports: account.lamports,
    owner: bs58.encode(account.owner),
    rentEpoch: 18446744073709551615,
    space: account.data.length,
  };
}

function encoded(bank, account, encoding = 'binary', slice) {
  if (encoding === 'jsonParsed') {
    const parsed = parsedData(bank, account);
    if (parsed) return { program: programName(account), parsed, space: account.data.length };
  }
  const data = slice ? account.data.subarray(slice.offset, slice.offset + slice.length) : account.data;
  if (encoding === 'base64' || encoding === 'jsonParsed') return [data.toString('base64'), 'base64'];
  if (!['binary', 'base58'].includes(encoding)) throw invalidParams(`Invalid params: encoding ${encoding} is not served here`);
  if (data.length > 128) throw invalidParams('Encoded binary (base 58) data should be less than 128 bytes, please use Base64 encoding.');
  return encoding === 'binary' ? bs58.encode(data) : [bs58.encode(data), 'base58'];
}

function programName(account) {
  const owner = bs58.encode(account.owner);
  return owner === SYSTEM_ADDRESS ? 'system' : owner === TOKEN_PROGRAM_ADDRESSES[0] ? 'spl-token' : 'spl-token-2022';
}

function parsedData(bank, account) {
  const mint = readMint(account);
  if (mint) return { type: 'mint', info: { ...mint, supply: mint.supply.toString() } };
  const token = readTokenAccount(account);
  if (!token) return null;
  const decimals = readMint(bank.account(Buffer.from(bs58.decode(token.mint))))?.decimals ?? 0;
  const info = { isNative: token.isNative, mint: token.mint, owner: token.owner, state: token.state, tokenAmount: uiAmount(token.amount, decimals) };
  if (token.delegate) Object.assign(info, { delegate: token.delegate, delegatedAmount: uiAmount(token.delegatedAmount, decimals) });
  if (token.closeAuthority) info.closeAuthority = token.closeAuthority;
  return { type: 'account', info };
}
