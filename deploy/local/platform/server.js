/**
 * The platform of the local suite, for the console: tokens for anybody, new traders, their trades and
 * tasks. The launcher alone starts it, behind the gateway's `/local/`, on loopback; no image has it.
 */
import { createServer } from 'node:http';
import { randomInt } from 'node:crypto';
import { endTidily, log, readFlags, stop, wholeNumber } from '../lib/cli.js';
import { BodyTooLarge, readBody, sendJson } from '../lib/http.js';
import { token } from '../lib/story/api.js';
import { Platform } from '../lib/story/kafka.js';
import { Malformed, person, task, trades, wallet } from './requests.js';

const USAGE = 'node platform/server.js --port <p|0> --kafka <host:port> --key <private key> [--watch-stdin]';
const BODY_LIMIT = 16 * 1024;

const flags = readFlags(USAGE, {
  port: { type: 'string' }, kafka: { type: 'string' }, key: { type: 'string' }, 'watch-stdin': { type: 'boolean', default: false },
});
const port = wholeNumber('port', flags.port, 0, 65535);
if (!flags.kafka || !flags.key) stop(`--kafka and --key are missing\nusage: ${USAGE}`);

const platform = new Platform(flags.kafka);

const ROUTES = {
  'POST /local/tokens': async (body) => ({ token: await token(flags.key, person(body)) }),
  'POST /local/traders': async (body) => {
    const userId = String(randomInt(1_000_000, 2_000_000_000));
    await platform.user(userId, wallet(body.wallet));
    return { userId };
  },
  'POST /local/trades': async (body) => {
    const { address, amounts } = trades(body);
    await platform.trades(address, amounts);
    return { sent: amounts.length };
  },
  'POST /local/tasks': async (body) => {
    const { userId, name, count } = task(body);
    await platform.task(userId, name, count);
    return {};
  },
  // What the gateway requests of every service.
  'GET /q/health/ready': async () => ({ status: 'UP' }),
  'GET /q/openapi': async () => ({ openapi: '3.1.0', info: { title: 'Local platform', version: '1' }, paths: {} }),
};

const server = createServer((request, response) => {
  handle(request, response).catch((error) => {
    if (error instanceof Malformed) return sendJson(response, 400, { error: { message: error.message } });
    if (error instanceof BodyTooLarge) return sendJson(response, 413, { error: { message: error.message } }, { connection: 'close' });
    log('request failed', { error: error.stack });
    if (!response.headersSent) sendJson(response, 500, { error: { message: 'internal error' } });
  });
});

async function handle(request, response) {
  const { pathname } = new URL(request.url, 'http://localhost');
  const route = ROUTES[`${request.method} ${pathname}`];
  if (!route) return sendJson(response, 404, { error: { message: `no such endpoint: ${request.method} ${pathname}` } });
  const body = request.method === 'POST' ? await json(request) : {};
  sendJson(response, 200, await route(body));
}

/** A page of another origin cannot send this type without a preflight request, which is not answered. */
async function json(request) {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) throw new Malformed('the body must be application/json');
  try {
    return JSON.parse(await readBody(request, BODY_LIMIT));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Malformed('the body is not JSON');
    throw error;
  }
}

endTidily(() => server.close(), flags['watch-stdin']);
server.listen(port, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ ready: true, service: 'platform', url: `http://127.0.0.1:${server.address().port}` })}\n`);
});
