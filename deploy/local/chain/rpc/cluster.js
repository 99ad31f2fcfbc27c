import bs58 from 'bs58';
import { API_VERSION, RpcError, commitmentOf, invalidParams, publicKey, wholeNumber } from './errors.js';
import { SLOT_OFFSET } from '../bank.js';
import { feeOf } from '../record.js';
import { MalformedTransaction, parseTransaction } from '../wire.js';

const SLOTS_PER_EPOCH = 432_000;
const MOST_ACCOUNTS = 128;

/**
 * Calls about the chain itself: slots, heights, blockhashes, fees, the faucet.
 * @param {import('../bank.js').Bank} bank @param {import('../node.js').ClusterNode} node
 */
export function clusterMethods(bank, node) {
  const slotOf = (config) => node.context('heights', config).slot;
  const inContext = (config, read) => {
    const context = node.context('heights', config);
    return { context, value: read(context.slot - SLOT_OFFSET) };
  };
  return {
    getHealth: () => 'ok',
    getVersion: () => ({ 'solana-core': API_VERSION, 'feature-set': 0, 'aiw3-metaplex': bank.emulatesMetaplex ? 'emulation' : 'program' }),
    getGenesisHash: () => node.genesisHash(),
    getIdentity: () => ({ identity: bs58.encode(bank.faucet.publicKey) }),
    getSlot: ([config]) => slotOf(config),
    getBlockHeight: ([config]) => slotOf(config) - SLOT_OFFSET,
    getEpochInfo: ([config]) => {
      const slot = slotOf(config);
      return {
        absoluteSlot: slot, blockHeight: slot - SLOT_OFFSET, epoch: Math.floor(slot / SLOTS_PER_EPOCH),
        slotIndex: slot % SLOTS_PER_EPOCH, slotsInEpoch: SLOTS_PER_EPOCH, transactionCount: bank.history.entries.size,
      };
    },
    getLatestBlockhash: ([config]) => inContext(config, (height) => node.blockhashAt(height)),
    isBlockhashValid: ([blockhash, config]) => {
      publicKey(blockhash);
      return inContext(config, (height) => bank.blockhashes.isValidAt(blockhash, height));
    },
    getMinimumBalanceForRentExemption: ([size]) => bank.vm.rent(wholeNumber(size, 'the size', 0, 10 * 1024 * 1024)),
    getRecentPrioritizationFees: ([addresses = []]) => {
      if (!Array.isArray(addresses) || addresses.length > MOST_ACCOUNTS) throw invalidParams(`Too many inputs provided; max ${MOST_ACCOUNTS}`);
      addresses.forEach(publicKey);
      return node.recentPrices(addresses);
    },
    getFeeForMessage: ([message, config]) => {
      const transaction = parsedMessage(message);
      const blockhash = bs58.encode(transaction.blockhash);
      return inContext(config, (height) => (bank.blockhashes.isValidAt(blockhash, height) ? feeOf(transaction) : null));
    },
    requestAirdrop: ([address, lamports]) => bank.airdrop(publicKey(address), wholeNumber(lamports, 'lamports', 1, 1_000_000_000_000_000)),
    getBlockTime: ([slot]) => {
      const time = bank.history.blockTimes.get(slot);
      if (time === undefined) throw new RpcError(-32004, `Block not available for slot ${slot}`);
      return Math.floor(time / 1000);
    },
    getFirstAvailableBlock: () => node.firstAvailableBlock(),
    getBlock: ([slot, config]) => block(bank, node, wholeNumber(slot, 'the slot', 0, Number.MAX_SAFE_INTEGER), config),
  };
}

function parsedMessage(text) {
  if (typeof text !== 'string') throw invalidParams('Invalid params: expected the message in base64');
  const message = Buffer.from(text, 'base64');
  const count = message[0] ?? 0;
  try {
    return parseTransaction(Buffer.concat([Buffer.from([count]), Buffer.alloc(64 * count), message]));
  } catch (error) {
    if (error instanceof MalformedTransaction) throw invalidParams(`failed to deserialize message: ${error.message}`);
    throw error;
  }
}

/** The block's signatures; a caller that needs the transactions requests them one by one. */
function block(bank, node, slot, config) {
  const commitment = commitmentOf(config);
  if (commitment === 'processed') throw invalidParams('Method does not support commitment below `confirmed`');
  const first = node.firstAvailableBlock();
  if (slot < first) throw new RpcError(-32001, `Block ${slot} cleaned up, does not exist on node. First available block: ${first}`);
  if (slot > bank.slotAt(commitment) || slot <= SLOT_OFFSET) throw new RpcError(-32004, `Block not available for slot ${slot}`);
  const height = slot - SLOT_OFFSET;
  return {
    blockHeight: height, blockTime: Math.floor((bank.history.blockTimes.get(slot) ?? Date.now()) / 1000),
    blockhash: bank.blockhashes.at(height), previousBlockhash: bank.blockhashes.at(height - 1), parentSlot: slot - 1,
    signatures: (bank.history.bySlot.get(slot) ?? []).map(({ signature }) => signature),
    ...(config?.rewards !== false && { rewards: [] }),
  };
}
