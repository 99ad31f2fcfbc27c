import WebSocket from 'ws';
import { until } from './check.js';

const RECONNECT_DELAY_MS = 500;

/**
 * What one user receives from `/api/v1/nft/events` through the gateway. A connection that breaks is
 * opened again, and continues after the last event that was received.
 */
export class Live {
  /** Snapshots and events, as they came. */
  received = [];
  /** Number of the last event received. */
  sequence = 0;
  #address;
  #bearer;
  #socket;
  #wanted = false;

  constructor(gateway, bearer) {
    this.#address = `${gateway.replace(/^http/, 'ws').replace(/\/$/, '')}/api/v1/nft/events`;
    this.#bearer = bearer;
  }

  /** Connects, and ends when the snapshot is there. */
  async open() {
    const before = this.snapshots().length;
    this.#wanted = true;
    this.#connect();
    await until('the snapshot', () => this.snapshots().length > before);
    return this.snapshots().at(-1);
  }

  /** Breaks the connection silently, as a lost network does. */
  lose() {
    this.#wanted = false;
    this.#socket?.terminate();
  }

  snapshots() {
    return this.received.filter(({ event }) => event === 'nft:snapshot');
  }

  events() {
    return this.received.filter(({ event }) => event !== 'nft:snapshot');
  }

  /** The steps of all operations, as published. */
  steps() {
    return this.events().filter(({ event }) => event === 'nft:transaction_status').map(({ data }) => data.step);
  }

  #connect() {
    const socket = new WebSocket(`${this.#address}?since=${this.sequence}`, { headers: { authorization: `Bearer ${this.#bearer}` } });
    this.#socket = socket;
    socket.on('message', (data) => {
      const message = JSON.parse(data);
      this.received.push(message);
      this.sequence = Math.max(this.sequence, message.sequence);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      if (this.#wanted && socket === this.#socket) setTimeout(() => this.#wanted && this.#connect(), RECONNECT_DELAY_MS);
    });
  }
}
