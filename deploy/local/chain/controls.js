import { ClusterNode, LAGS } from './node.js';
import { invalidParams, publicKey, wholeNumber } from './rpc/errors.js';

const SEND_FAULTS = ['drop', 'hold', 'execute-then-429', 'execute-then-500', 'execute-then-timeout', '429', '500', 'html', 'timeout'];
const NODE_NAME = /^[a-z0-9-]{0,40}$/;
const TRAFFIC_VERSIONS = ['legacy', 1];
const RPC_FAULTS = ['429', '500', 'html', 'timeout'];
const MOST_NFTS = 5_000;

/** The faults that tests inject; nothing here is part of a real node. */
export class Controls {
  /** @param {import('./bank.js').Bank} bank @param {{pause: (paused: boolean) => void}} ticker */
  constructor(bank, ticker) {
    this.bank = bank;
    this.ticker = ticker;
    this.paused = false;
    this.nextSend = null;
    this.count = 0;
    this.nodes = new Map([['', new ClusterNode(bank)]]);
    this.injected = {};
    this.calls = {};
  }

  /** Counts a call, for tests that bound how many there are. */
  called(method) {
    this.calls[method] = (this.calls[method] ?? 0) + 1;
  }

  /** The node behind a path; one that is not known yet is a healthy one. */
  node(name) {
    if (!this.nodes.has(name)) this.nodes.set(name, new ClusterNode(this.bank));
    return this.nodes.get(name);
  }

  /** The name of the node that answers a call to this path: a balancer's next one. */
  answering(name) {
    return this.node(name).next() ?? name;
  }

  /** @returns {string|null} the fault that this send meets; used up by it */
  faultOfNextSend() {
    if (this.count === 0) return null;
    this.count -= 1;
    this.#count(this.nextSend, 1);
    return this.nextSend;
  }

  /** Checks all keys before it applies any. @param {Record<string, unknown>} request */
  apply(request) {
    if (request === null || typeof request !== 'object' || Array.isArray(request)) throw invalidParams('send a JSON object');
    const { node = '' } = request;
    if (typeof node !== 'string' || !NODE_NAME.test(node)) throw invalidParams('node must be a name of letters, digits and hyphens');
    const actions = Object.keys(request).filter((key) => !['count', 'node'].includes(key)).map((key) => {
      if (!Object.hasOwn(this.#actions, key)) throw invalidParams(`unknown control "${key}", use one of ${Object.keys(this.#actions).join(', ')}`);
      return this.#actions[key](request[key], { ...request, node });
    });
    for (const act of actions) act();
    return this.state();
  }

  #actions = {
    advanceSlots: (value) => {
      const slots = wholeNumber(value, 'advanceSlots', 1, 100_000);
      return () => this.bank.advance(slots);
    },
    pauseSlots: (value) => {
      oneOf('pauseSlots', value, [true, false]);
      return () => { this.paused = value; this.ticker.pause(value); };
    },
    nextSend: (value, { count = 1 }) => {
      oneOf('nextSend', value, [...SEND_FAULTS, null]);
      const times = value === null ? 0 : wholeNumber(count, 'count', 1, 1_000_000);
      return () => { this.nextSend = value; this.count = times; };
    },
    releaseHeld: (value) => {
      oneOf('releaseHeld', value, [true, 'last-valid-block']);
      return () => this.bank.release(value === 'last-valid-block');
    },
    forgetStatuses: (value) => {
      oneOf('forgetStatuses', value, [true]);
      return () => this.bank.history.forgetStatuses(this.bank.slot);
    },
    finalityDelaySlots: (value) => {
      const slots = wholeNumber(value, 'finalityDelaySlots', 0, 100_000);
      return () => { this.bank.finalityDelay = slots; };
    },
    dropSlots: (value) => {
      const slots = wholeNumber(value, 'dropSlots', 1, 100_000);
      return () => this.#count('dropSlots', this.bank.drop(slots));
    },
    rent: (value) => {
      const lamports = wholeNumber(value, 'rent', 1, 1_000_000);
      return () => this.bank.setRent(lamports);
    },
    traffic: (value) => {
      const { version = 1, to } = value ?? {};
      oneOf('traffic.version', version, TRAFFIC_VERSIONS);
      if (!Array.isArray(to)) throw invalidParams('traffic.to must be a list of addresses');
      const keys = to.map(publicKey);
      return () => keys.forEach((key) => this.bank.airdrop(key, 0, version));
    },
    nfts: (value) => {
      if (!Array.isArray(value) || value.length > MOST_NFTS) throw invalidParams(`nfts must be a list of at most ${MOST_NFTS}`);
      const nfts = value.map((addresses) => this.#newNft(addresses));
      const addresses = nfts.flatMap(({ mint, account }) => [mint.toString('hex'), account.toString('hex')]);
      if (new Set(addresses).size !== addresses.length) throw invalidParams('an address is given twice');
      return () => nfts.forEach((nft) => this.bank.putNft(nft));
    },
    freeze: (value) => {
      const key = publicKey(value);
      return () => this.bank.freeze(key, true);
    },
    thaw: (value) => {
      const key = publicKey(value);
      return () => this.bank.freeze(key, false);
    },
    rpcFault: (value, { node }) => {
      oneOf('rpcFault', value, [...RPC_FAULTS, null]);
      return () => { this.node(node).rpcFault = value; };
    },
    lag: (value, { node }) => {
      const lag = { heights: 0, statuses: 0, accounts: 0 };
      for (const [kind, slots] of Object.entries(value ?? {})) {
        oneOf('lag', kind, LAGS);
        lag[kind] = wholeNumber(slots, `lag.${kind}`, 0, 900);
      }
      return () => { this.node(node).lag = lag; };
    },
    history: (value, { node }) => {
      if (value?.from === undefined) oneOf('history', value, ['kept', 'pruned', 'off']);
      else wholeNumber(value.from, 'history.from', 0, Number.MAX_SAFE_INTEGER);
      return () => { this.node(node).history = value; };
    },
    fork: (value, { node }) => {
      oneOf('fork', value, [true, false]);
      return () => (value ? this.node(node).leave() : this.node(node).rejoin());
    },
    balances: (value, { node }) => {
      if (!Array.isArray(value) || !value.every((name) => typeof name === 'string' && NODE_NAME.test(name))) throw invalidParams('balances must be a list of nodes');
      return () => { this.node(node).balances = value; };
    },
    otherCluster: (value, { node }) => {
      oneOf('otherCluster', value, [true, false]);
      return () => { this.node(node).otherCluster = value; };
    },
    error: (value, { node }) => {
      const error = value === null ? null : injectedError(value);
      return () => { this.node(node).error = error; };
    },
  };

  /** [mint, token account, owner] */
  #newNft(addresses) {
    if (!Array.isArray(addresses) || addresses.length !== 3) throw invalidParams('an NFT must be [mint, token account, owner]');
    const [mint, account, owner] = addresses.map(publicKey);
    if ([mint, account].some((key) => this.bank.account(key))) throw invalidParams(`there is an account at ${addresses[0]} or ${addresses[1]}`);
    return { mint, account, owner };
  }

  /** The error that a call to a node meets. @returns {object|null} */
  errorOf(node, method) {
    const error = node.errorOf(method);
    if (error) this.#count(`error ${error.code}`, 1);
    return error;
  }

  #count(what, times) {
    this.injected[what] = (this.injected[what] ?? 0) + times;
  }

  state() {
    const { bank } = this;
    return {
      slot: bank.slot, blockHeight: bank.height(), confirmedSlot: bank.slotAt('confirmed'), finalizedSlot: bank.slotAt('finalized'),
      paused: this.paused, nextSend: this.count > 0 ? this.nextSend : null, count: this.count, rpcFault: this.node('').rpcFault,
      nodes: Object.fromEntries([...this.nodes].map(([name, node]) => [name, node.state()])),
      finalityDelaySlots: bank.finalityDelay, rent: bank.rent, pending: bank.pending.length, held: bank.held.length,
      landed: bank.history.entries.size, injected: { ...this.injected }, calls: { ...this.calls },
    };
  }
}

/** {code, message?, status?, retryAfter?, methods?, count?} */
function injectedError({ code, message = 'injected error', status = 200, retryAfter = null, methods = null, count = -1 }) {
  wholeNumber(code, 'error.code', -1_000_000, 1_000_000);
  wholeNumber(status, 'error.status', 200, 599);
  if (retryAfter !== null) wholeNumber(retryAfter, 'error.retryAfter', 0, 3_600);
  if (methods !== null && !(Array.isArray(methods) && methods.every((name) => typeof name === 'string'))) throw invalidParams('error.methods must be a list of names');
  if (count !== -1) wholeNumber(count, 'error.count', 1, 1_000_000);
  return { code, message: String(message), status, retryAfter, methods, count };
}

function oneOf(name, value, allowed) {
  if (!allowed.includes(value)) throw invalidParams(`${name} must be one of ${JSON.stringify(allowed)}`);
}
