import { apiError, NetworkError, UnexpectedAnswerError } from './errors.js';
import { backOff, randomId, sleep } from './time.js';
import { Versions } from './versions.js';

/**
 * Gives the bearer token of the signed-in user, or nothing where nobody is signed in.
 *
 * @param fresh the last token was refused as expired: get another one
 */
export type TokenProvider = (fresh: boolean) => Promise<string | undefined> | string | undefined;

/** How calls are repeated that the server asks to repeat, or that got no answer. */
export interface RetryOptions {
  /** Attempts in all; 1 repeats nothing. Default 4. */
  attempts?: number;
  /** The first wait where the server names none, ms; it doubles. Default 250. */
  firstWait?: number;
  /** The longest wait before an attempt, ms; a server that wants more is not asked again. Default 10,000. */
  longestWait?: number;
}

export interface TransportOptions {
  /** Where the gateway is, such as `https://nft.example.com`; empty: where the page comes from. */
  baseUrl: string;
  token?: TokenProvider;
  retry?: RetryOptions;
  /** How long one attempt may take, ms. Default 15,000. */
  timeout?: number;
  /** Default: the platform's own. */
  fetch?: typeof fetch;
}

/** What can be said of a single call. */
export interface CallOptions {
  /** Ends the call and its retries. */
  signal?: AbortSignal;
  /**
   * The same key and body give the first answer again. One is made for each call; give your own to
   * repeat a call after a reload.
   */
  idempotencyKey?: string;
  /** Default: a new one for each call. */
  requestId?: string;
}

/** A good answer. */
export interface Answer<T> {
  data: T;
  /** Of the server's clock, ISO-8601. */
  timestamp: string;
  requestId: string;
  status: number;
  headers: Headers;
  /** What the answer changed; later reads of this client name it by themselves. */
  stateVersion?: string;
}

const RETRIED = [429, 503];

/** Speaks HTTP with the gateway: token, envelope, retries, errors. */
export class Transport {
  readonly #options: TransportOptions;
  readonly #versions = new Versions();
  readonly #attempts: number;
  readonly #firstWait: number;
  readonly #longestWait: number;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#attempts = options.retry?.attempts ?? 4;
    this.#firstWait = options.retry?.firstWait ?? 250;
    this.#longestWait = options.retry?.longestWait ?? 10_000;
  }

  async send<T>(
    method: string,
    path: string,
    query?: object,
    body?: object,
    options: CallOptions = {},
  ): Promise<Answer<T>> {
    const call = { method, path, requestId: options.requestId ?? randomId() };
    const headers: Record<string, string> = {
      Accept: 'application/json',
      'X-Request-ID': call.requestId,
    };
    const versions = this.#versions.header();
    if (method !== 'GET') {
      headers['Idempotency-Key'] = options.idempotencyKey ?? randomId();
    } else if (versions) {
      headers['X-State-Version'] = versions;
    }
    if (body) {
      headers['Content-Type'] = 'application/json';
    }
    const url = this.#options.baseUrl.replace(/\/+$/, '') + path + search(query);
    let refreshed = false;
    for (let attempt = 1; ; attempt++) {
      const token = await this.#options.token?.(refreshed);
      options.signal?.throwIfAborted();
      const last = attempt >= this.#attempts;
      let response: Response;
      let text: string;
      try {
        response = await this.#fetch(url, {
          method,
          headers: token ? { ...headers, Authorization: `Bearer ${token}` } : headers,
          ...(body ? { body: JSON.stringify(body) } : {}),
          credentials: 'omit',
          cache: 'no-store',
          redirect: 'error',
          signal: signal(options.signal, this.#options.timeout ?? 15_000),
        });
        text = await response.text();
      } catch (cause) {
        options.signal?.throwIfAborted();
        // Repeating is safe: what changes something carries the same key.
        if (last) {
          throw new NetworkError(`${method} ${path}: no answer`, { cause });
        }
        await sleep(backOff(attempt - 1, this.#firstWait, this.#longestWait), options.signal);
        continue;
      }
      if (response.ok) {
        const good = answer<T>(call, response, text);
        if (good.stateVersion) {
          this.#versions.note(good.stateVersion);
        }
        return good;
      }
      if (response.status === 401 && token && !refreshed) {
        refreshed = true;
        continue;
      }
      const wait = retryAfter(response) ?? backOff(attempt, this.#firstWait, this.#longestWait);
      if (!RETRIED.includes(response.status) || last || wait > this.#longestWait) {
        throw failure(call, response, text);
      }
      await sleep(wait + Math.random() * 100, options.signal);
    }
  }

  #fetch(url: string, init: RequestInit): Promise<Response> {
    // Called as a function: a browser's fetch refuses another `this`.
    const send = this.#options.fetch ?? globalThis.fetch;
    return send(url, init);
  }
}

type Call = { method: string; path: string; requestId: string };

function answer<T>(call: Call, response: Response, text: string): Answer<T> {
  const envelope = parse(text);
  if (envelope?.success !== true || !('data' in envelope)) {
    throw new UnexpectedAnswerError(
      `${call.method} ${call.path}: not an answer of this API`,
      response.status,
    );
  }
  return {
    data: envelope.data as T,
    timestamp: String(envelope.meta?.timestamp ?? ''),
    requestId: response.headers.get('X-Request-ID') ?? call.requestId,
    status: response.status,
    headers: response.headers,
    ...(typeof envelope.meta?.stateVersion === 'string' ? { stateVersion: envelope.meta.stateVersion } : {}),
  };
}

function failure(call: Call, response: Response, text: string): Error {
  const envelope = parse(text);
  const error = envelope?.error;
  if (typeof error?.code !== 'string') {
    return new UnexpectedAnswerError(
      `${call.method} ${call.path}: ${response.status}, and not an answer of this API`,
      response.status,
    );
  }
  return apiError({
    method: call.method,
    path: call.path,
    status: response.status,
    code: error.code,
    message: String(error.message),
    details: error.details ?? {},
    requestId: String(envelope?.meta?.requestId ?? call.requestId),
    retryAfterMs: retryAfter(response),
  });
}

interface Envelope {
  success?: unknown;
  data?: unknown;
  error?: { code?: unknown; message?: unknown; details?: Record<string, unknown> };
  meta?: { timestamp?: unknown; requestId?: unknown; stateVersion?: unknown };
}

function parse(text: string): Envelope | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value && typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Seconds, or a date (RFC 9110); in ms. */
function retryAfter(response: Response): number | undefined {
  const value = response.headers.get('Retry-After');
  if (!value) {
    return undefined;
  }
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

function search(query?: object): string {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return text ? `?${text}` : '';
}

function signal(own: AbortSignal | undefined, timeout: number): AbortSignal {
  const late = AbortSignal.timeout(timeout);
  return own ? AbortSignal.any([own, late]) : late;
}
