import { invalidParams, wholeNumber } from './rpc/errors.js';

const SEND_FAULTS = ['drop', 'hold', 'execute-then-429', 'execute-then-500', 'execute-then-timeout', '429', '500', 'html', 'timeout'];
const RPC_FAULTS = ['429', '500', 'html', 'timeout'];

/** The faults that tests inject; nothing here is part of a real node. */
export class Controls {
  /** @param {import('./bank.js').Bank} bank @param {{pause: (paused: boolean) => void}} ticker */
  constructor(bank, ticker) {
    this.bank = bank;
    this.ticker = ticker;
    this.paused = false;
    this.nextSend = null;
    this.count = 0;
    this.rpcFault = null;
    this.injected = {};
  }

  /** @returns {string|null} the fault that this send meets; used up by it */
  faultOfNextSend() {
    if (this.count === 0) return null;
    this.count -= 1;
    this.injected[this.nextSend] = (this.injected[this.nextSend] ?? 0) + 1;
    return this.nextSend;
  }

  /** Checks all keys before it applies any. @param {Record<string, unknown>} request */
  apply(request) {
    if (request === null || typeof request !== 'object' || Array.isArray(request)) throw invalidParams('send a JSON object');
    const actions = Object.keys(request).filter((key) => key !== 'count').map((key) => {
      if (!Object.hasOwn(this.#actions, key)) throw invalidParams(`unknown control "${key}", use one of ${Object.keys(this.#actions).join(', ')}`);
      return this.#actions[key](request[key], request);
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
    rpcFault: (value) => {
      oneOf('rpcFault', value, [...RPC_FAULTS, null]);
      return () => { this.rpcFault = value; };
    },
  };

  state() {
    const { bank } = this;
    return {
      slot: bank.slot, blockHeight: bank.height(), confirmedSlot: bank.slotAt('confirmed'), finalizedSlot: bank.slotAt('finalized'),
      paused: this.paused, nextSend: this.count > 0 ? this.nextSend : null, count: this.count, rpcFault: this.rpcFault,
      finalityDelaySlots: bank.finalityDelay, pending: bank.pending.length, held: bank.held.length,
      landed: bank.history.entries.size, injected: { ...this.injected },
    };
  }
}

function oneOf(name, value, allowed) {
  if (!allowed.includes(value)) throw invalidParams(`${name} must be one of ${JSON.stringify(allowed)}`);
}
