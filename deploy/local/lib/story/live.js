import WebSocket from 'ws';
import { until } from './check.js';

const RECONNECT_DELAY_MS = 500;

/**
 * What one user hears from `/api/v1/nft/events` through the gateway. A connection that breaks is
 * opened again, and goes on after the last event that was heard.
 */
export class Live {
  /** Snapshots and events, as they came. */
  heard = [];
  /** Number of the last event heard. */
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

  /** Breaks the connection without a word, as a lost network does. */
  lose() {
    this.#wanted = false;
    this.#socket?.terminate();
  }

  snapshots() {
    return this.heard.filter(({ event }) => event === 'nft:snapshot');
  }

  events() {
    return this.heard.filter(({ event }) => event !== 'nft:snapshot');
  }

  /** The steps of all operations, as told. */
  steps() {
    return this.events().filter(({ event }) => event === 'nft:transaction_status').map(({ data }) => data.step);
  }

  #connect() {
    const socket = new WebSocket(`${this.#address}?since=${this.sequence}`, { headers: { authorization: `Bearer ${this.#bearer}` } });
    this.#socket = socket;
    socket.on('message', (data) => {
      const message = JSON.parse(data);
      this.heard.push(message);
      this.sequence = Math.max(this.sequence, message.sequence);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      if (this.#wanted && socket === this.#socket) setTimeout(() => this.#wanted && this.#connect(), RECONNECT_DELAY_MS);
    });
  }
}
