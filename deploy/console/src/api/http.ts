import { ApiError, NetworkError, isTransient } from './errors';

const REQUEST_TIMEOUT_MS = 15_000;
const ATTEMPTS = 4;
const LONGEST_DELAY_MS = 10_000;

export interface Transport {
  get<T>(path: string): Promise<T>;
  /** The key makes a repeated POST count once; it is made when none is given. */
  post<T>(path: string, body?: unknown, key?: string): Promise<T>;
}

interface Envelope {
  success?: boolean;
  data?: unknown;
  error?: { code?: string; message?: string; details?: Record<string, unknown> };
  meta?: { requestId?: string };
}

/**
 * The envelope unwrapped, errors as classes, a request that failed for a passing reason repeated.
 *
 * @param token the bearer token of the moment; null: not signed in
 * @param refused called with 401: the token is no longer good
 */
export function transport(token: () => string | null, refused: () => void, fetcher: typeof fetch = (...a) => fetch(...a)): Transport {
  async function once<T>(method: string, path: string, body: unknown, key: string | null): Promise<T> {
    const headers: Record<string, string> = { accept: 'application/json' };
    const bearer = token();
    if (bearer) headers.authorization = `Bearer ${bearer}`;
    if (key) headers['idempotency-key'] = key;
    if (body !== undefined) headers['content-type'] = 'application/json';
    let response: Response;
    try {
      response = await fetcher(path, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
    } catch (cause) {
      throw new NetworkError(cause);
    }
    const envelope = (await response.json().catch(() => ({}))) as Envelope;
    if (response.ok && envelope.success === true) return envelope.data as T;
    if (response.status === 401) refused();
    const after = Number(response.headers.get('retry-after'));
    throw new ApiError(
      response.status,
      envelope.error?.code ?? 'UNREADABLE_ANSWER',
      envelope.error?.message ?? `The server answered ${response.status}`,
      envelope.error?.details ?? {},
      envelope.meta?.requestId ?? response.headers.get('x-request-id'),
      after > 0 ? after : null,
    );
  }

  async function repeated<T>(method: string, path: string, body: unknown, key: string | null): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once<T>(method, path, body, key);
      } catch (error) {
        if (!isTransient(error) || attempt === ATTEMPTS) throw error;
        await delay(delayMs(error, attempt));
      }
    }
  }

  return {
    get: (path) => repeated('GET', path, undefined, null),
    post: (path, body, key = crypto.randomUUID()) => repeated('POST', path, body, key),
  };
}

export function delayMs(error: unknown, attempt: number): number {
  const asked = error instanceof ApiError ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
  return Math.min(LONGEST_DELAY_MS, Math.max(asked, 250 * 2 ** attempt * (0.75 + Math.random() / 2)));
}

const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
