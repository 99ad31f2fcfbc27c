/**
 * The API of the suite as the console sees it, in memory: for work on the pages, for screenshots and
 * for the browser tests. `npm run mock`, then http://127.0.0.1:4180/console/ (after `npm run build`)
 * or `npm run dev`. It plays every part of the suite and keeps nothing.
 */
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGzip } from 'node:zlib';
import { WebSocketServer } from 'ws';
import { decimal } from './units.js';
import { tiers } from './catalogue.js';
import { Office } from './operator.js';
import { chain, Refused, Trader } from './trader.js';

const dist = fileURLToPath(new URL('../target/dist/', import.meta.url));
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.webp': 'image/webp', '.woff2': 'font/woff2', '.json': 'application/json' };
/** As the gateway sends it; the provider's origin is the only one that is added. */
const policy = (provider) => readFileSync(join(dist, 'policy.txt'), 'utf8').replace('{connect}', provider ? new URL(provider).origin : '').replace(/ ?\{\w+\}/g, '').replaceAll(' ;', ';').trim();

/** @returns {Promise<{url: string, traders: Map<string, Trader>, office: Office, fail: (answer: object|null) => void, close: () => Promise<void>}>} */
export async function serve({ port = 0, stepMs = 700, oidc = null, verify = null } = {}) {
  const traders = new Map();
  const office = new Office({ stepMs });
  const idempotent = new Map();
  let failure = null;

  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    try {
      if (url.pathname.startsWith('/console/') && url.pathname !== '/console/config.json') return file(url.pathname.slice('/console/'.length), response, oidc?.authority);
      if (url.pathname === '/console/config.json') return json(response, 200, oidc ? { local: false, oidc } : { local: true });
      const body = request.method === 'GET' ? {} : JSON.parse((await text(request)) || '{}');
      if (url.pathname.startsWith('/local/')) return json(response, 200, local(url.pathname.slice('/local/'.length), body));
      if (failure) throw new Refused(failure.status, failure.code);
      const open = publicly(request.method, url.pathname);
      if (open !== undefined) return json(response, 200, { success: true, data: open, meta: meta() });
      const who = await caller(request, verify);
      const key = request.headers['idempotency-key'];
      const answer = key && idempotent.has(key) ? idempotent.get(key) : route(request.method, url, body, who);
      if (key) idempotent.set(key, answer);
      json(response, accepted(request.method, url.pathname) ? 202 : 200, { success: true, data: answer, meta: meta() });
    } catch (error) {
      if (!(error instanceof Refused)) console.error(error);
      const { status = 500, code = 'INTERNAL_ERROR', details = {} } = error;
      json(response, status, { success: false, error: { code, message: code, details }, meta: { requestId: 'mock-1', timestamp: new Date().toISOString() } });
    }
  });

  function local(path, body) {
    if (path === 'tokens') return { token: tokenOf(body) };
    if (path === 'traders') {
      const userId = String(1000 + traders.size * 7 + 1);
      traders.set(userId, new Trader(userId, body.wallet, { stepMs }));
      return { userId };
    }
    const trader = [...traders.values()].find(({ userId, wallet }) => userId === body.userId || wallet === body.wallet);
    if (!trader) throw new Refused(404, 'NOT_FOUND');
    if (path === 'trades') body.amounts.forEach((amount) => trader.trade(amount));
    if (path === 'tasks') trader.task(body.task, body.count);
    return {};
  }

  /** What anybody may ask; undefined: it is nothing of that. */
  function publicly(method, path) {
    if (method !== 'GET') return undefined;
    if (path === '/api/v1/nft/config') return chain();
    if (path === '/api/v1/nft/artwork') return [];
    if (path === '/api/v1/nft/tiers') return tiers;
    const wallet = /^\/api\/v1\/nft\/profiles\/([^/]+)$/.exec(path)?.[1];
    if (!wallet) return undefined;
    const owner = [...traders.values()].find((trader) => trader.shown && trader.wallet === decodeURIComponent(wallet));
    if (!owner) throw new Refused(404, 'NOT_FOUND');
    return owner.profile();
  }

  function traderOf(who) {
    if (!traders.has(who.sub)) traders.set(who.sub, new Trader(who.sub, who.wallet, { stepMs }));
    return traders.get(who.sub);
  }

  function route(method, url, body, who) {
    const path = url.pathname.replace('/api/v1', '');
    const call = `${method} ${path}`;
    const own = () => traderOf(who);
    const need = (role) => {
      if (!who.groups.includes(role)) throw new Refused(403, 'FORBIDDEN');
    };
    let match;
    if (path.startsWith('/admin/competitions')) {
      need('competition_manager');
      const [, , , given, awards, dryRun] = path.split('/');
      if (!given) return office.competitions();
      const id = decodeURIComponent(given);
      if (!awards) return office.competition(id);
      if (dryRun) return office.foresee(id, body);
      return method === 'GET' ? { competitionId: id, awards: office.awards.get(id) ?? [], audit: office.audit.get(id) ?? [] } : office.award(id, body, who.sub);
    }
    if (path.startsWith('/admin/')) need('admin');
    else need('user');
    switch (call) {
      case 'GET /nft/portfolio': return own().portfolio();
      case 'GET /nft/history': return { completeSince: '2026-01-01T00:00:00.000Z', items: own().history, next: null };
      case 'GET /nft/volume': return { items: own().trades.slice(0, 20), next: null, ...decimal('volume', own().volume) };
      case 'POST /nft/claim': return own().start(1);
      case 'POST /nft/upgrades': return own().start(body.targetLevel);
      case 'GET /nft/profile': return { public: own().shown };
      case 'PUT /nft/profile': return { public: (own().shown = body.public) };
      case 'GET /admin/overview': return office.overview();
      case 'GET /admin/search': return office.search(url.searchParams.get('q'));
      case 'GET /admin/nft-definitions': return { items: office.definitions(), page: 1, pageSize: 100, total: office.revisions.length };
      case 'POST /admin/nft-definitions': return office.define(body.level, body, who.sub);
      case 'GET /admin/upgrades': {
        const items = office.list({ stuck: url.searchParams.get('stuck') === 'true', status: url.searchParams.get('status') });
        return { items, page: 1, pageSize: 20, total: items.length };
      }
    }
    if ((match = /^GET \/nft\/operations\/([\w-]+)$/.exec(call))) return own().operation(match[1]);
    if ((match = /^POST \/nft\/upgrades\/([\w-]+)\/burn$/.exec(call))) return own().submit(match[1], body.signedTransaction);
    if ((match = /^POST \/nft\/upgrades\/([\w-]+)\/cancel$/.exec(call))) return own().cancel(match[1]);
    if ((match = /^POST \/nfts\/(\w+)\/activate$/.exec(call))) return own().activate(match[1]);
    if ((match = /^POST \/badges\/(\w+)\/bind$/.exec(call))) return own().bind(match[1]);
    if ((match = /^GET \/admin\/users\/(\w+)$/.exec(call))) return office.user(match[1], traders.get(match[1]));
    if ((match = /^GET \/admin\/upgrades\/([\w-]+)\/timeline$/.exec(call))) return office.timeline(match[1]);
    if ((match = /^POST \/admin\/upgrades\/([\w-]+)\/retry$/.exec(call))) return office.retry(match[1]);
    if ((match = /^POST \/admin\/upgrades\/([\w-]+)\/cancel$/.exec(call))) return office.cancel(match[1]);
    if ((match = /^PUT \/admin\/nft-definitions\/(\d+)$/.exec(call))) return office.define(Number(match[1]), body, who.sub);
    if ((match = /^POST \/admin\/nfts\/(\w+)\/reissue$/.exec(call))) return office.reissue(match[1], body.reason, who.sub);
    if (call === 'GET /admin/nfts/reissues') return { items: office.reissued, next: null };
    if (path.startsWith('/admin/dead-letters/')) {
      const [service, topic, partition, offset, act] = path.split('/').slice(3).map(decodeURIComponent);
      if (partition === undefined) return office.letters.page(service, topic, url.searchParams);
      if (act) return office.letters.act(service, topic, offset, act, body.reason ?? null, who.sub);
      return office.letters.detail(service, topic, offset);
    }
    throw new Refused(404, 'NOT_FOUND');
  }

  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'aiw3.v1' });
  server.on('upgrade', (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (client) => {
      const bearer = request.headers['sec-websocket-protocol']?.split(',').map((one) => one.trim()).find((one) => one.startsWith('bearer.'));
      if (!bearer) return client.close(4001);
      const trader = traderOf(claims(bearer.slice('bearer.'.length)));
      const since = Number(new URL(request.url, 'http://localhost').searchParams.get('since') ?? trader.sequence);
      trader.events.filter(({ sequence }) => sequence > since).forEach((event) => client.send(JSON.stringify(event)));
      client.send(JSON.stringify({ event: 'nft:snapshot', userId: trader.userId, data: trader.snapshot(), timestamp: new Date().toISOString(), sequence: trader.sequence }));
      trader.sockets.add(client);
      client.on('close', () => trader.sockets.delete(client));
    }),
  );

  await new Promise((listening) => server.listen(port, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    traders,
    office,
    fail: (answer) => { failure = answer; },
    close: () => new Promise((closed) => { sockets.clients.forEach((client) => client.terminate()); server.closeAllConnections(); server.close(closed); }),
  };
}

const meta = () => ({ timestamp: new Date().toISOString(), version: 'v1' });

/** What is done after the answer. */
const accepted = (method, path) => method !== 'GET' && !/\/(activate|bind|profile|dry-run|replay|discard)$/.test(path);

/** Gzipped and kept as the gateway does. */
function file(path, response, provider) {
  const wanted = join(dist, normalize(`/${path}`));
  const found = existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(dist, 'index.html');
  const type = TYPES[extname(found)] ?? 'application/octet-stream';
  const small = /^text|svg|json/.test(type);
  response.writeHead(200, {
    'content-type': type,
    'content-security-policy': policy(provider),
    'cache-control': path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(small ? { 'content-encoding': 'gzip' } : {}),
  });
  if (small) createReadStream(found).pipe(createGzip()).pipe(response);
  else createReadStream(found).pipe(response);
}

function json(response, status, value) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

async function text(request) {
  let all = '';
  for await (const piece of request) all += piece;
  return all;
}

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenOf = ({ userId, wallet, roles }) => `${part({ alg: 'none' })}.${part({ sub: userId, wallet, groups: roles, exp: Math.floor(Date.now() / 1000) + 3600 })}.x`;
const claims = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));

async function caller(request, verify) {
  const token = request.headers.authorization?.replace(/^Bearer /, '');
  if (!token) throw new Refused(401, 'UNAUTHORIZED');
  if (!verify) return claims(token);
  return verify(token).catch(() => {
    throw new Refused(401, 'UNAUTHORIZED');
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve({ port: Number(process.env.PORT ?? 4180) });
  console.log(`The mock serves ${url}/console/`);
}
