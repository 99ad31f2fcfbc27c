import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { LiveFeed, type LiveEvent, type LiveFeedOptions, type LiveState } from '../src/index.js';

/** A server that does for each connection what the test says. */
class Server {
  readonly connections: { url: string; protocols: string[]; socket: WebSocket }[] = [];
  readonly #server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'aiw3.v1' });
  #plans: ((socket: WebSocket) => void)[] = [];

  constructor() {
    this.#server.on('connection', (socket, request) => {
      const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((p) => p.trim());
      this.connections.push({ url: request.url ?? '', protocols, socket });
      this.#plans.shift()?.(socket);
    });
  }

  plan(...plans: ((socket: WebSocket) => void)[]): void {
    this.#plans.push(...plans);
  }

  async start(): Promise<string> {
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.clients.forEach((client) => client.terminate());
    this.#server.close();
  }
}

const message = (event: string, sequence: number, data: object = {}): string =>
  JSON.stringify({ event, userId: '7', data, timestamp: '2026-11-30T00:00:00Z', sequence });
const snapshot = (sequence: number): string =>
  message('nft:snapshot', sequence, { nft: { newLevel: 0 }, mintAddress: null, operation: null });
const step = (sequence: number): string => message('nft:transaction_status', sequence, { progress: sequence });
const says = (...texts: string[]) => (socket: WebSocket) => texts.forEach((text) => socket.send(text));
const closes = (code: number) => (socket: WebSocket) => socket.close(code);

describe('LiveFeed', () => {
  let server: Server;
  let baseUrl: string;
  const feeds: LiveFeed[] = [];

  beforeEach(async () => {
    server = new Server();
    baseUrl = await server.start();
  });
  afterEach(() => {
    feeds.splice(0).forEach((feed) => feed.close());
    server.stop();
  });

  function listen(options: Partial<LiveFeedOptions> = {}) {
    const feed = new LiveFeed({ baseUrl, token: () => 'abc', webSocket: WebSocket, firstWait: 5, longestWait: 20, ...options });
    feeds.push(feed);
    const events: LiveEvent[] = [];
    const states: LiveState[] = [];
    const gaps: object[] = [];
    feed.on('event', (event) => events.push(event));
    feed.on('state', (state) => states.push(state));
    feed.on('gap', (gap) => gaps.push(gap));
    feed.open();
    return { feed, states, gaps, numbers: () => events.map((event) => event.sequence) };
  }

  it('gives the token as a subprotocol and never in the address', async () => {
    server.plan(says(snapshot(3), step(4)));
    const { feed, numbers } = listen();
    await vi.waitFor(() => expect(numbers()).toEqual([3, 4]));
    expect(server.connections[0]).toMatchObject({ url: '/api/v1/nft/events', protocols: ['aiw3.v1', 'bearer.abc'] });
    expect(feed.state).toBe('open');
    expect(feed.sequence).toBe(4);
  });

  it('goes on after the last event when the connection breaks, each event once', async () => {
    server.plan(
      (socket) => {
        says(snapshot(3), step(4))(socket);
        socket.close(1001);
      },
      says(step(4), step(5), step(6), snapshot(6), step(7)),
    );
    const { numbers, gaps, states } = listen();
    await vi.waitFor(() => expect(numbers()).toEqual([3, 4, 5, 6, 6, 7]));
    expect(server.connections[1]?.url).toBe('/api/v1/nft/events?since=4');
    expect(gaps).toEqual([]);
    expect(states).toEqual(['connecting', 'open', 'lost', 'connecting', 'open']);
  });

  it('goes on from where a page was before its reload', async () => {
    server.plan(says(step(10), snapshot(10)));
    const { numbers } = listen({ since: 9 });
    await vi.waitFor(() => expect(numbers()).toEqual([10, 10]));
    expect(server.connections[0]?.url).toBe('/api/v1/nft/events?since=9');
  });

  it('asks again for what is missing between two events', async () => {
    server.plan(says(snapshot(3), step(6)), says(step(4), step(5), step(6), snapshot(6)));
    const { numbers, gaps } = listen();
    await vi.waitFor(() => expect(numbers()).toEqual([3, 4, 5, 6, 6]));
    expect(server.connections[1]?.url).toBe('/api/v1/nft/events?since=3');
    expect(gaps).toEqual([]);
  });

  it('says so when what was missed is no longer kept', async () => {
    server.plan(says(step(100), snapshot(100)));
    const { numbers, gaps } = listen({ since: 9 });
    await vi.waitFor(() => expect(numbers()).toEqual([100, 100]));
    expect(gaps).toEqual([{ after: 9, before: 100 }]);
  });

  it('says so when the snapshot is all that is left', async () => {
    server.plan(says(snapshot(100)));
    const { gaps } = listen({ since: 9 });
    await vi.waitFor(() => expect(gaps).toEqual([{ after: 9, before: 101 }]));
  });

  it('takes a fresh token when the old one is refused, at once', async () => {
    server.plan(closes(4001), says(snapshot(1)));
    const token = vi.fn((fresh: boolean) => (fresh ? 'new' : 'old'));
    const { feed } = listen({ token, firstWait: 60_000, longestWait: 60_000 });
    await vi.waitFor(() => expect(feed.state).toBe('open'));
    expect(server.connections.map((one) => one.protocols[1])).toEqual(['bearer.old', 'bearer.new']);
  });

  it('takes a fresh token each time one expires', async () => {
    const serves = (sequence: number) => (socket: WebSocket) => {
      says(snapshot(sequence))(socket);
      socket.close(4001);
    };
    server.plan(serves(1), serves(1), says(snapshot(1)));
    const { feed } = listen({ firstWait: 60_000, longestWait: 60_000 });
    await vi.waitFor(() => expect(server.connections).toHaveLength(3));
    await vi.waitFor(() => expect(feed.state).toBe('open'));
  });

  it('stops when a fresh token is refused too, until it is opened again', async () => {
    server.plan(closes(4001), closes(4001), says(snapshot(1)));
    const { feed } = listen();
    await vi.waitFor(() => expect(feed.state).toBe('refused'));
    feed.open();
    await vi.waitFor(() => expect(feed.state).toBe('open'));
    expect(server.connections).toHaveLength(3);
  });

  it.each([1009, 1011, 1013, 4008, 4009, 4029])('comes back after %i', async (code) => {
    server.plan(closes(code), says(snapshot(1)));
    const { feed, states } = listen();
    await vi.waitFor(() => expect(feed.state).toBe('open'));
    expect(states).toEqual(['connecting', 'lost', 'connecting', 'open']);
  });

  it('gives up a connection that says nothing', async () => {
    server.plan(() => {}, says(snapshot(1)));
    const { feed } = listen({ timeout: 50 });
    await vi.waitFor(() => expect(feed.state).toBe('open'));
  });

  it('ignores what is no event, and passes on kinds it does not know', async () => {
    server.plan(says('{', 'null', '{"event":1}', message('nft:new_kind', 1), snapshot(1)));
    const heard = vi.fn();
    const { feed, numbers } = listen({ since: 0 });
    feed.on('nft:new_kind', heard);
    await vi.waitFor(() => expect(numbers()).toEqual([1, 1]));
    expect(heard).toHaveBeenCalledOnce();
  });

  it('says what is missing where there is no WebSocket, instead of trying without end', () => {
    vi.stubGlobal('WebSocket', undefined);
    try {
      expect(() => new LiveFeed({ baseUrl })).toThrow(/no WebSocket here.*package ws/s);
      expect(() => new LiveFeed({ baseUrl, webSocket: {} as never })).toThrow(TypeError);
      expect(() => new LiveFeed({ baseUrl, webSocket: WebSocket })).not.toThrow();
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('closes for good', async () => {
    server.plan(says(snapshot(1)));
    const { feed } = listen();
    await vi.waitFor(() => expect(feed.state).toBe('open'));
    feed.close();
    feed.wake();
    expect(feed.state).toBe('closed');
    await once(server.connections[0]!.socket, 'close');
    expect(server.connections).toHaveLength(1);
  });
});
