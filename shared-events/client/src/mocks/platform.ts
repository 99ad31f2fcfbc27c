import { http, HttpResponse, type HttpHandler } from 'msw';
import type { ErrorCode, Operation } from '../generated/schema.js';
import * as fixtures from './fixtures.js';
import { portfolio } from './portfolio.js';
import { ended, type MockOperation, OperationPlay } from './play.js';

export interface MockOptions {
  /** Where the client thinks that the gateway is. Default: anywhere. */
  baseUrl?: string;
  /** Where the trader stands; what is left out is as {@link fixtures.TRADER}. */
  trader?: Partial<fixtures.Trader>;
}

/** An answer that the next call of an address gets instead of its own. */
export interface Fault {
  status: number;
  code: ErrorCode;
  message?: string;
  details?: Record<string, unknown>;
  /** Seconds. */
  retryAfter?: number;
  /** A fresh burn is there, as where it was renewed while its owner signed. */
  renews?: boolean;
}

/**
 * One trader's platform, as the API would answer: an operation goes one step further each time it
 * is read, and waits for the burn to be signed.
 *
 * ```ts
 * const platform = new MockPlatform({ trader: { volume: '600000', bound: [...] } });
 * setupServer(...platform.handlers).listen();
 * ```
 */
export class MockPlatform {
  readonly trader: fixtures.Trader;
  /** Requests that came, newest last. */
  readonly requests: { method: string; path: string; headers: Headers }[] = [];
  readonly handlers: HttpHandler[];
  readonly #play: OperationPlay;
  readonly #faults: { path: string; fault: Fault | 'network' }[] = [];
  readonly #answered = new Map<string, { body: string; answer: Response }>();

  constructor({ baseUrl = '*', trader = {} }: MockOptions = {}) {
    this.trader = structuredClone({ ...fixtures.TRADER, ...trader });
    this.#play = new OperationPlay(this.trader);
    const at = (path: string): string => `${baseUrl}${path}`;
    this.handlers = [
      http.all(at('/api/v1/*'), ({ request }) => this.#before(request)),
      http.get(at('/api/v1/nft/status'), () => data(fixtures.status(this.trader))),
      http.get(at('/api/v1/nft/qualifications'), () => data(fixtures.qualifications(this.trader))),
      http.get(at('/api/v1/nft/portfolio'), () => data(portfolio(this.trader, this.#open()?.operation))),
      http.get(at('/api/v1/nft/config'), () => data(fixtures.config())),
      http.get(at('/api/v1/nft/tiers'), () => data(fixtures.tiers())),
      http.get(at('/api/v1/nft/benefits'), () => data(fixtures.benefits(this.trader))),
      http.get(at('/api/v1/badges/catalogue'), () => data(fixtures.catalogue(this.trader))),
      http.get(at('/api/v1/nfts'), () => data(page(this.#nfts()))),
      http.get(at('/api/v1/nfts/:mint'), () => failure({ status: 404, code: 'NOT_FOUND' })),
      http.post(at('/api/v1/nfts/:mint/activate'), ({ request, params }) =>
        this.#once(request, () => this.#activate(String(params.mint))),
      ),
      http.post(at('/api/v1/badges/:badge/bind'), ({ request, params }) =>
        this.#once(request, () => this.#bind(String(params.badge))),
      ),
      http.post(at('/api/v1/nft/claim'), ({ request }) =>
        this.#once(request, () => this.#begin('claim', 1)),
      ),
      http.post(at('/api/v1/nft/upgrades'), ({ request }) =>
        this.#once(request, (body) => this.#begin('upgrade', Number(body.targetLevel))),
      ),
      http.get(at('/api/v1/nft/upgrades'), () =>
        data(page(this.#play.all().map((one) => one.operation))),
      ),
      http.get(at('/api/v1/nft/upgrades/:id'), ({ params }) => this.#read(String(params.id))),
      http.get(at('/api/v1/nft/operations/:id'), ({ params }) => this.#read(String(params.id))),
      http.post(at('/api/v1/nft/upgrades/:id/burn'), ({ request, params }) =>
        this.#once(request, (body) =>
          this.#change(String(params.id), (one) => this.#play.submit(one, body)),
        ),
      ),
      http.post(at('/api/v1/nft/upgrades/:id/burn-transaction'), ({ request, params }) =>
        this.#once(request, () =>
          this.#change(String(params.id), (one) => this.#play.renew(one)),
        ),
      ),
      http.post(at('/api/v1/nft/upgrades/:id/cancel'), ({ request, params }) =>
        this.#once(request, () =>
          this.#change(String(params.id), (one) => this.#play.cancel(one)),
        ),
      ),
    ];
  }

  /** The newest claim or upgrade. */
  get operation(): Operation | undefined {
    return this.#play.all()[0]?.operation;
  }

  /** The next call to this path fails so; `network`: it gets no answer. */
  failNext(path: string, fault: Fault | 'network'): void {
    this.#faults.push({ path, fault });
  }

  /** The burn that waits for its owner can no longer land; a fresh one takes its place. */
  expireBurn(code = 'BURN_EXPIRED'): void {
    this.#play.expire(code);
  }

  /** The newest operation ends so. */
  fail(code: string, message: string): void {
    this.#play.fail(code, message);
  }

  #before(request: Request): Response | undefined {
    const path = new URL(request.url).pathname;
    this.requests.push({ method: request.method, path, headers: request.headers });
    const index = this.#faults.findIndex((one) => one.path === path);
    if (index < 0) {
      return undefined;
    }
    const fault = this.#faults.splice(index, 1)[0]?.fault as Fault | 'network';
    if (fault !== 'network' && fault.renews) {
      this.#play.renewNewest();
    }
    return fault === 'network' ? HttpResponse.error() : failure(fault);
  }

  /** The same key gives the same answer, and with another body an error. */
  async #once(
    request: Request,
    effect: (body: Record<string, unknown>) => Response,
  ): Promise<Response> {
    const text = await request.text();
    const body = `${request.url} ${text}`;
    const key = request.headers.get('Idempotency-Key') ?? '';
    const before = this.#answered.get(key);
    if (before && before.body !== body) {
      const details = { idempotencyKey: key };
      return failure({ status: 409, code: 'IDEMPOTENCY_KEY_REUSED', details });
    }
    const answer = before?.answer ?? effect(text ? (JSON.parse(text) as Record<string, unknown>) : {});
    if (answer.ok) {
      this.#answered.set(key, { body, answer });
    }
    return answer.clone();
  }

  #begin(kind: 'claim' | 'upgrade', level: number): Response {
    const open = this.#open();
    if (open) {
      const details = { operationId: open.operation.id };
      return failure({ status: 409, code: 'OPERATION_IN_PROGRESS', details });
    }
    if (!fixtures.isQualified(this.trader, level)) {
      const code = kind === 'claim' ? 'NFT_CLAIM_FAILED' : 'NFT_UPGRADE_FAILED';
      return failure({ status: 422, code, details: fixtures.shortfallOf(this.trader, level) });
    }
    return accepted(this.#play.begin(kind, level).operation);
  }

  #open(): MockOperation | undefined {
    return this.#play.all().find((one) => !ended(one.operation));
  }

  #read(id: string): Response {
    const found = this.#play.find(id);
    if (!found) {
      return failure({ status: 404, code: 'NOT_FOUND' });
    }
    const answer = data(found.operation);
    this.#play.goOn(found);
    return answer;
  }

  #change(id: string, change: (one: MockOperation) => Fault | undefined): Response {
    const found = this.#play.find(id);
    if (!found) {
      return failure({ status: 404, code: 'NOT_FOUND' });
    }
    const fault = change(found);
    return fault ? failure(fault) : accepted(found.operation);
  }

  #nfts() {
    return Array.from({ length: this.trader.level }, (_, i) =>
      fixtures.nft(this.trader, this.trader.level - i),
    );
  }

  #activate(mint: string): Response {
    const held = this.trader.level;
    if (held === 0 || fixtures.mintOf(held) !== mint) {
      return failure({ status: 404, code: 'NOT_FOUND' });
    }
    if (this.trader.active) {
      return failure({ status: 409, code: 'NFT_ALREADY_ACTIVE', details: { mintAddress: mint } });
    }
    this.trader.active = true;
    return data(fixtures.nft(this.trader, held), 200, {}, `nft/${mint}/2`);
  }

  #bind(badge: string): Response {
    const { owned, bound } = this.trader;
    if (bound.includes(badge)) {
      const details = { badge, state: 'bound' };
      return failure({ status: 409, code: 'BADGE_ALREADY_BOUND', details });
    }
    if (!owned.includes(badge)) {
      return failure({ status: 404, code: 'NOT_FOUND' });
    }
    owned.splice(owned.indexOf(badge), 1);
    bound.push(badge);
    const one = fixtures.catalogue(this.trader).find((each) => each.badge === badge);
    return data({
      id: bound.length,
      badge,
      name: one?.name,
      type: one?.type,
      level: one?.level,
      state: 'bound',
      isBound: true,
      earnedAt: '2026-11-01T09:00:00Z',
      boundAt: new Date().toISOString(),
      mintAddress: null,
      badgeIdentifier: `${badge}:${this.trader.userId}`,
      metadataUri: one?.metadataUri ?? null,
      imageUri: one?.imageUri ?? null,
    }, 200, {}, `badge/${badge}:${this.trader.userId}/2`);
  }
}

const meta = () => ({ timestamp: new Date().toISOString() });

function data(
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
  stateVersion?: string,
): Response {
  const version = stateVersion ? { stateVersion } : {};
  return HttpResponse.json(
    { success: true, data: value, meta: { ...meta(), version: 'v1', ...version } } as object,
    { status, headers: { 'X-Request-ID': 'req_mock', ...headers } },
  );
}

function accepted(operation: Operation): Response {
  const location = { Location: `/api/v1/nft/operations/${operation.id}` };
  return data(operation, 202, location, `operation/${operation.id}/${operation.history.length}`);
}

function failure({ status, code, message = code, details = {}, retryAfter }: Fault): Response {
  return HttpResponse.json(
    { success: false, error: { code, message, details }, meta: { ...meta(), requestId: 'req_mock' } } as object,
    { status, headers: retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) } },
  );
}

function page<T>(items: T[]) {
  return { items, page: 1, pageSize: 20, total: items.length };
}
