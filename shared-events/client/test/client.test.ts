import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  BurnRefusedError,
  ConflictError,
  ForbiddenError,
  InvalidRequestError,
  NetworkError,
  NftApiError,
  NftClient,
  NotFoundError,
  NotQualifiedError,
  OperationInProgressError,
  RateLimitedError,
  RuleError,
  type TransportOptions,
  UnauthorizedError,
  UnavailableError,
  UnexpectedAnswerError,
} from '../src/index.js';
import { Versions } from '../src/versions.js';

type Reply = (request: IncomingMessage, response: ServerResponse, body: string) => void;
const replies: Reply[] = [];
const requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => (body += part));
  request.on('end', () => {
    requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    (replies.length > 1 ? replies.shift() : replies[0])?.(request, response, body);
  });
});
let baseUrl = '';

const answer = (data: unknown): Reply => (_, response) => {
  response.setHeader('X-Request-ID', 'req_1').end(JSON.stringify({ success: true, data, meta: { timestamp: '2026-11-30T00:00:00Z', version: 'v1' } }));
};
const refuse = (status: number, code: string, details: object = {}, headers: Record<string, string> = {}): Reply => (_, response) => {
  response.writeHead(status, headers).end(JSON.stringify({ success: false, error: { code, message: `${code}.`, details }, meta: { timestamp: '', requestId: 'req_2' } }));
};
const hangUp: Reply = (request) => request.socket.destroy();

describe('NftClient', () => {
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());
  beforeEach(() => {
    replies.length = 0;
    requests.length = 0;
  });
  const client = (options: Partial<TransportOptions> = {}) =>
    new NftClient({ baseUrl, token: () => 'abc', ...options, retry: { firstWait: 1, longestWait: 50, ...options.retry } });

  it('names in its reads what its answers have changed, the newest of each, and in nothing else', async () => {
    const changed = (stateVersion: string): Reply => (_, response) => {
      response.end(JSON.stringify({ success: true, data: {}, meta: { timestamp: '', version: 'v1', stateVersion } }));
    };
    replies.push(changed('badge/newcomer:42/2'), changed('badge/newcomer:42/1,nft/abc/3'), answer({}), changed('nft/abc/4'), answer({}), answer({}));
    const own = client();
    await own.bindBadge('newcomer');
    await own.bindBadge('newcomer');
    await own.getStatus();
    await own.activateNft('abc');
    await own.getStatus();
    await client().getStatus();
    const named = requests.map(({ headers }) => headers['x-state-version']);
    expect(named).toEqual([undefined, undefined, 'badge/newcomer:42/2,nft/abc/3', undefined, 'badge/newcomer:42/2,nft/abc/4', undefined]);
  });

  it('forgets what has changed after half a minute, and names no more than the API takes', () => {
    const versions = new Versions();
    for (let i = 0; i < 20; i++) versions.note(`nft/mint${i}/1`, i);
    versions.note('nonsense');
    expect(versions.header(30_000)?.split(',')).toEqual([12, 13, 14, 15, 16, 17, 18, 19].map((i) => `nft/mint${i}/1`));
    expect(versions.header(30_018)).toBe('nft/mint18/1,nft/mint19/1');
    expect(versions.header(31_000)).toBeUndefined();
  });

  it('takes the data out of the envelope, and sends the token', async () => {
    replies.push(answer([{ level: 1 }]));
    expect(await client().getTiers()).toEqual([{ level: 1 }]);
    expect(requests[0]).toMatchObject({ method: 'GET', url: '/api/v1/nft/tiers', headers: { authorization: 'Bearer abc', accept: 'application/json' } });
    expect(requests[0]?.headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
    expect(requests[0]?.headers['idempotency-key']).toBeUndefined();
  });

  it('sends no token where nobody is signed in', async () => {
    replies.push(answer([]));
    await client({ token: () => undefined }).getTiers();
    expect(requests[0]?.headers.authorization).toBeUndefined();
  });

  it('writes paths and queries so that nothing in them is more than a value', async () => {
    replies.push(answer({}));
    await client({ baseUrl: `${baseUrl}/` }).getNft('a/../b?c');
    await client().listUpgrades({ page: 2, pageSize: 5 });
    await client().listBadges({});
    expect(requests.map((one) => one.url)).toEqual(['/api/v1/nfts/a%2F..%2Fb%3Fc', '/api/v1/nft/upgrades?page=2&pageSize=5', '/api/v1/badges']);
  });

  it('makes an idempotency key for what changes something, the same in every attempt', async () => {
    replies.push(hangUp, refuse(503, 'DEPENDENCY_UNAVAILABLE', {}, { 'Retry-After': '0' }), answer({ id: '1' }));
    await client().startUpgrade({ targetLevel: 2 });
    await client().startUpgrade({ targetLevel: 2 });
    await client().startUpgrade({ targetLevel: 2 }, { idempotencyKey: 'mine' });
    const keys = requests.map((one) => one.headers['idempotency-key']);
    expect(requests[0]).toMatchObject({ method: 'POST', body: '{"targetLevel":2}', headers: { 'content-type': 'application/json' } });
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(keys[3]).not.toBe(keys[0]);
    expect(keys[4]).toBe('mine');
  });

  it('gives up after its attempts', async () => {
    replies.push(hangUp);
    await expect(client().getStatus()).rejects.toBeInstanceOf(NetworkError);
    expect(requests).toHaveLength(4);
  });

  it('does not wait longer than it was told to', async () => {
    replies.push(refuse(429, 'RATE_LIMITED', {}, { 'Retry-After': '60' }));
    const error = await client().getStatus().catch((e: unknown) => e);
    expect(error).toBeInstanceOf(RateLimitedError);
    expect(error).toMatchObject({ retryAfterMs: 60_000, requestId: 'req_2', method: 'GET', path: '/api/v1/nft/status' });
    expect(requests).toHaveLength(1);
  });

  it('reads Retry-After as a date too', async () => {
    replies.push(refuse(503, 'DEPENDENCY_UNAVAILABLE', {}, { 'Retry-After': new Date(Date.now() - 5000).toUTCString() }), answer('there'));
    expect(await client().getStatus()).toBe('there');
  });

  it('never repeats what was refused', async () => {
    replies.push(refuse(409, 'BADGE_ALREADY_BOUND'));
    await expect(client().bindBadge('newcomer')).rejects.toBeInstanceOf(ConflictError);
    expect(requests).toHaveLength(1);
  });

  it('gets a fresh token once when the old one is refused', async () => {
    const token = vi.fn((fresh: boolean) => (fresh ? 'new' : 'old'));
    replies.push(refuse(401, 'UNAUTHORIZED'), answer('there'));
    expect(await client({ token }).getStatus()).toBe('there');
    expect(requests.map((one) => one.headers.authorization)).toEqual(['Bearer old', 'Bearer new']);
    replies.splice(0, replies.length, refuse(401, 'UNAUTHORIZED'));
    await expect(client({ token }).getStatus()).rejects.toBeInstanceOf(UnauthorizedError);
    expect(requests).toHaveLength(4);
  });

  it.each([
    [400, 'VALIDATION_FAILED', InvalidRequestError],
    [403, 'FORBIDDEN', ForbiddenError],
    [404, 'NOT_FOUND', NotFoundError],
    [409, 'OPERATION_IN_PROGRESS', OperationInProgressError],
    [409, 'NFT_ALREADY_HELD', ConflictError],
    [422, 'NFT_CLAIM_FAILED', NotQualifiedError],
    [422, 'WALLET_NOT_LINKED', RuleError],
    [422, 'BURN_TRANSACTION_REFUSED', BurnRefusedError],
    [500, 'INTERNAL_ERROR', UnavailableError],
    [418, 'OF_A_NEWER_SERVER', NftApiError],
  ])('%i %s has its class', async (status, code, type) => {
    replies.push(refuse(status, code, { operationId: '7' }));
    const error = await client().startClaim().catch((e: unknown) => e);
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ status, code, message: `${code}.`, details: { operationId: '7' } });
  });

  it('types the details by the code', async () => {
    replies.push(refuse(409, 'OPERATION_IN_PROGRESS', { operationId: '7' }));
    const error = (await client().startClaim().catch((e: unknown) => e)) as NftApiError;
    if (error.is('OPERATION_IN_PROGRESS')) {
      const id: string = error.details.operationId;
      expect(id).toBe('7');
    }
    expect(error.is('NOT_FOUND')).toBe(false);
  });

  it('takes nothing for an answer that is not of the API', async () => {
    const html: Reply = (_, response) => response.end('<html>hello</html>');
    const page: Reply = (_, response) => response.writeHead(502).end('<html>Bad gateway</html>');
    for (const reply of [html, page]) {
      replies.splice(0, replies.length, reply);
      await expect(client().getStatus()).rejects.toBeInstanceOf(UnexpectedAnswerError);
    }
  });

  it('does not follow redirects with the token', async () => {
    replies.push((_, response) => response.writeHead(302, { Location: '/elsewhere' }).end());
    await expect(client().getStatus()).rejects.toBeInstanceOf(NetworkError);
    expect(requests.every((one) => one.url === '/api/v1/nft/status')).toBe(true);
  });

  it('ends with its signal, and with its time', async () => {
    replies.push(() => {});
    const end = new AbortController();
    const call = client().getStatus({ signal: end.signal });
    await vi.waitFor(() => expect(requests).toHaveLength(1));
    end.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await expect(client({ timeout: 20, retry: { attempts: 1 } }).getStatus()).rejects.toBeInstanceOf(NetworkError);
  });

  it('tells the whole answer to those who want it', async () => {
    replies.push(answer(1));
    expect(await client().send('GET', '/api/v1/nft/anything', { query: { a: 1, b: undefined } })).toMatchObject({ data: 1, requestId: 'req_1', status: 200, timestamp: '2026-11-30T00:00:00Z' });
    expect(requests[0]?.url).toBe('/api/v1/nft/anything?a=1');
  });
});
