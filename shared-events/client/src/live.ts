import type { LiveEvent, LiveEvents } from './live-events.js';
import { Listeners } from './listeners.js';
import { backOff } from './time.js';
import type { TokenProvider } from './transport.js';

/**
 * - `connecting`: the first time, or again after a loss
 * - `open`: everything up to now was received
 * - `lost`: the next attempt comes by itself
 * - `refused`: a fresh token was refused too: somebody has to sign in; then call `open()`
 * - `closed`: by `close()`
 */
export type LiveState = 'connecting' | 'open' | 'lost' | 'refused' | 'closed';

/** Events that are no longer kept were missed: read again what the page shows. */
export interface Gap {
  after: number;
  before: number;
}

export interface LiveFeedOptions {
  /** As in {@link TransportOptions}. */
  baseUrl: string;
  token?: TokenProvider;
  /** The number of the last event that is known from before, for example before a reload. */
  since?: number;
  /** Default: the platform's own; Node 20 has none, there give that of the package `ws`. */
  webSocket?: new (url: string, protocols: string[]) => WebSocketLike;
  /** The first and the longest wait before another attempt, ms. Default 500 and 15,000. */
  firstWait?: number;
  longestWait?: number;
  /** How long a connection may take to say its first word, ms. Default 10,000. */
  timeout?: number;
}

/** What is used of a WebSocket. */
export interface WebSocketLike {
  readonly readyState: number;
  onmessage: ((message: never) => void) | null;
  onclose: ((end: never) => void) | null;
  onerror: ((problem: never) => void) | null;
  close(code?: number): void;
}

/** Token refused or expired. */
const REFUSED = 4001;
/** Too many connections of this user: another tab has to close first. */
const TOO_MANY = 4029;
const PATH = '/api/v1/nft/events';

type Listening = LiveEvents & { event: LiveEvent; state: LiveState; gap: Gap };

/**
 * What happens to the signed-in user, as it happens. A connection that breaks is opened again and
 * goes on after the last event: each is delivered once and in order, or a `gap` says that some are
 * lost. Delivery begins with `nft:snapshot`, where everything stands.
 *
 * ```ts
 * const feed = new LiveFeed(client.options);
 * feed.on('nft:transaction_status', ({ data }) => show(data.step, data.progress));
 * feed.open();
 * ```
 */
export class LiveFeed {
  readonly #options: LiveFeedOptions;
  readonly #listeners = new Listeners<Listening>();
  #state: LiveState = 'closed';
  #socket: WebSocketLike | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sequence: number | undefined;
  /** A snapshot has ended what was missed: from here on numbers follow each other. */
  #current = false;
  #failures = 0;
  #refusals = 0;
  /** Each connection has its own: what an earlier one still says is ignored. */
  #generation = 0;

  readonly #online = (): void => this.wake();

  /** @throws TypeError if there is no WebSocket, as in Node 20, and none is given */
  constructor(options: LiveFeedOptions) {
    this.#options = options;
    this.#webSocket();
    this.#sequence = options.since;
  }

  get state(): LiveState {
    return this.#state;
  }

  /** Number of the last event; keep it to go on from there after a reload. */
  get sequence(): number | undefined {
    return this.#sequence;
  }

  /**
   * Listens to one kind of event, to all (`event`), to the connection (`state`) or to losses
   * (`gap`).
   *
   * @returns ends it
   */
  on<N extends keyof Listening>(name: N, listener: (value: Listening[N]) => void): () => void;
  on(name: `nft:${string}`, listener: (value: LiveEvent) => void): () => void;
  on(name: string, listener: (value: never) => void): () => void {
    return this.#listeners.add(name, listener);
  }

  /** Connects, and stays connected until `close()`. */
  open(): void {
    if (this.#state === 'closed' || this.#state === 'refused') {
      globalThis.addEventListener?.('online', this.#online);
      this.#refusals = 0;
      this.#failures = 0;
      this.#connect(false);
    }
  }

  close(): void {
    globalThis.removeEventListener?.('online', this.#online);
    this.#drop();
    this.#become('closed');
  }

  /** The network or the page is back: connects now, as what is open may be dead without saying so. */
  wake(): void {
    if (this.#state !== 'closed' && this.#state !== 'refused') {
      this.#failures = 0;
      this.#connect(false);
    }
  }

  #webSocket(): NonNullable<LiveFeedOptions['webSocket']> {
    const webSocket = this.#options.webSocket ?? globalThis.WebSocket;
    if (typeof webSocket !== 'function') {
      throw new TypeError(
        'LiveFeed: there is no WebSocket here (Node has one from version 22). Give that of the package ws: ' +
          "import { WebSocket } from 'ws'; new LiveFeed({ …, webSocket: WebSocket })",
      );
    }
    return webSocket;
  }

  #connect(fresh: boolean): void {
    this.#drop();
    this.#current = false;
    this.#become('connecting');
    const generation = this.#generation;
    Promise.resolve()
      .then(() => this.#options.token?.(fresh))
      .then((token) => {
        if (generation === this.#generation) {
          this.#start(token);
        }
      })
      .catch(() => this.#lost(generation, 0));
  }

  #start(token: string | undefined): void {
    const generation = this.#generation;
    const socket: WebSocketLike = new (this.#webSocket())(
      address(this.#options.baseUrl, this.#sequence),
      token ? ['aiw3.v1', `bearer.${token}`] : ['aiw3.v1'],
    );
    this.#socket = socket;
    this.#timer = setTimeout(
      () => this.#lost(generation, 0),
      this.#options.timeout ?? 10_000,
    );
    socket.onmessage = ({ data }: { data: unknown }) => {
      if (generation === this.#generation) {
        this.#received(String(data));
      }
    };
    socket.onclose = ({ code }: { code: number }) => this.#lost(generation, code);
    // A close follows each error; without a listener Node would end the process.
    socket.onerror = () => {};
  }

  #received(text: string): void {
    const event = parse(text);
    if (!event) {
      return;
    }
    const last = this.#sequence;
    const snapshot = event.event === 'nft:snapshot';
    if (last !== undefined && !snapshot && event.sequence <= last) {
      return;
    }
    const expected = snapshot ? last : (last ?? event.sequence - 1) + 1;
    if (expected !== undefined && event.sequence > expected) {
      if (this.#current) {
        // Between two events of one connection nothing is missing: ask for it once more.
        this.#connect(false);
        return;
      }
      this.#listeners.tell('gap', { after: last ?? 0, before: event.sequence + (snapshot ? 1 : 0) });
    }
    // A snapshot with a lower number is of a server that counts from the start again.
    this.#sequence = event.sequence;
    if (snapshot) {
      clearTimeout(this.#timer);
      this.#current = true;
      this.#failures = 0;
      this.#refusals = 0;
      this.#become('open');
    }
    this.#listeners.tell(event.event as 'nft:snapshot', event as never);
    this.#listeners.tell('event', event);
  }

  #lost(generation: number, code: number): void {
    if (generation !== this.#generation) {
      return;
    }
    this.#drop();
    if (code === REFUSED) {
      if (this.#refusals++ === 0) {
        this.#connect(true);
        return;
      }
      this.#become('refused');
      return;
    }
    this.#become('lost');
    const longest = this.#options.longestWait ?? 15_000;
    const wait =
      code === TOO_MANY
        ? longest * (1 + Math.random())
        : backOff(this.#failures, this.#options.firstWait ?? 500, longest);
    this.#failures++;
    this.#timer = setTimeout(() => this.#connect(false), wait);
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.#generation++;
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket) {
      socket.onmessage = null;
      socket.onclose = null;
      try {
        socket.close(1000);
      } catch {
        // It had not opened.
      }
    }
  }

  #become(state: LiveState): void {
    if (this.#state !== state) {
      this.#state = state;
      this.#listeners.tell('state', state);
    }
  }
}

function parse(text: string): LiveEvent | undefined {
  try {
    const value = JSON.parse(text) as LiveEvent | null;
    return typeof value?.event === 'string' && Number.isSafeInteger(value.sequence)
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}

function address(baseUrl: string, since: number | undefined): string {
  const base = baseUrl === '' ? globalThis.location.origin : baseUrl;
  const url = new URL(base.replace(/\/+$/, '') + PATH, globalThis.location?.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  if (since !== undefined) {
    url.searchParams.set('since', String(since));
  }
  return url.href;
}
