import { createServer } from 'node:http';
import { endTidily, log, readFlags, stop, wholeNumber } from '../lib/cli.js';
import { BodyTooLarge, readBody, sendFault, sendJson } from '../lib/http.js';
import { Bank } from './bank.js';
import { Controls } from './controls.js';
import { Ledger } from './ledger.js';
import { accountMethods } from './rpc/accounts.js';
import { clusterMethods } from './rpc/cluster.js';
import { answerBody } from './rpc/dispatch.js';
import { HttpFault, RpcError } from './rpc/errors.js';
import { servePubsub } from './rpc/pubsub.js';
import { transactionMethods } from './rpc/transactions.js';
import { RENT } from './vm.js';

const MAX_BODY = 1024 * 1024;
const USAGE = 'node chain/server.js --port <p|0> [--host 127.0.0.1] --data <dir> [--slot-ms 200] [--finality-slots 10] [--confirm-slots 1] [--rent 5080] [--metaplex-so <file>] [--watch-stdin]';

const flags = readFlags(USAGE, {
  port: { type: 'string' }, host: { type: 'string', default: '127.0.0.1' }, data: { type: 'string' }, 'slot-ms': { type: 'string', default: '200' },
  'finality-slots': { type: 'string', default: '10' }, 'confirm-slots': { type: 'string', default: '1' },
  rent: { type: 'string', default: String(RENT) }, 'metaplex-so': { type: 'string' }, 'watch-stdin': { type: 'boolean', default: false },
});
const port = wholeNumber('port', flags.port, 0, 65535);
const slotMs = wholeNumber('slot-ms', flags['slot-ms'], 10, 60_000);
const confirmSlots = wholeNumber('confirm-slots', flags['confirm-slots'], 0, 1_000);
const rent = wholeNumber('rent', flags.rent, 1, 1_000_000);
const finalitySlots = wholeNumber('finality-slots', flags['finality-slots'], confirmSlots, 1_000);
if (!flags.data) stop(`--data must name a directory\nusage: ${USAGE}`);

const ledger = new Ledger(flags.data);
const bank = new Bank(ledger, { confirmSlots, finalitySlots, rent, metaplexFile: flags['metaplex-so'] });
const ticker = {
  timer: null,
  pause(paused) {
    clearInterval(this.timer);
    if (!paused) this.timer = setInterval(() => bank.advance(), slotMs);
  },
};
const controls = new Controls(bank, ticker);
const methodsOf = new Map();

/** The calls of one node: every name under /nodes is a node of this chain. */
function methods(name) {
  if (!methodsOf.has(name)) {
    const node = controls.node(name);
    methodsOf.set(name, { ...clusterMethods(bank, node), ...accountMethods(bank, node), ...transactionMethods(bank, node, controls) });
  }
  return methodsOf.get(name);
}

/** A page of another origin may call: a browser wallet does. */
const CORS = {
  'access-control-allow-origin': '*', 'access-control-allow-methods': 'POST, OPTIONS',
  'access-control-allow-headers': 'content-type, solana-client', 'access-control-max-age': '86400',
};

const server = createServer((request, response) => {
  handle(request, response).catch((error) => {
    if (error instanceof HttpFault) return sendFault(response, error.fault);
    if (error instanceof BodyTooLarge) return sendJson(response, 413, { error: error.message }, { connection: 'close' });
    if (error instanceof RpcError) return sendJson(response, 400, { error: error.message });
    if (error instanceof SyntaxError) return sendJson(response, 400, { error: 'the body is not JSON' });
    log('request failed', { error: error.stack });
    if (!response.headersSent) sendJson(response, 500, { error: 'internal error' });
  });
});

async function handle(request, response) {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  if (pathname === '/control' && request.method === 'POST') {
    return sendJson(response, 200, controls.apply(JSON.parse((await readBody(request, MAX_BODY)).toString())));
  }
  if (pathname === '/control' && request.method === 'GET') return sendJson(response, 200, controls.state());
  if (pathname === '/ledger' && request.method === 'GET') return sendLedger(response, Number(searchParams.get('after') ?? -1));
  if (pathname === '/health' && request.method === 'GET') return response.end('ok');
  if (request.method === 'OPTIONS') {
    response.writeHead(204, CORS);
    return response.end();
  }
  if (request.method !== 'POST') return sendJson(response, 405, { error: 'JSON-RPC is spoken by POST' }, { allow: 'POST, OPTIONS' });
  const body = (await readBody(request, MAX_BODY)).toString();
  const name = controls.answering(/^\/nodes\/([a-z0-9-]{1,40})$/.exec(pathname)?.[1] ?? '');
  const node = controls.node(name);
  if (node.rpcFault) throw new HttpFault(node.rpcFault);
  const { method, id } = firstCall(body);
  if (method) controls.called(String(method));
  const error = method && controls.errorOf(node, method);
  if (error) {
    const { code, message, status, retryAfter } = error;
    const headers = retryAfter === null ? CORS : { ...CORS, 'retry-after': String(retryAfter) };
    return sendJson(response, status, { jsonrpc: '2.0', error: { code, message }, id }, headers);
  }
  sendJson(response, 200, answerBody(body, methods(name)), CORS);
}

/** Method and id of a body that is one call. */
function firstCall(body) {
  try {
    const { method, id = null } = JSON.parse(body) ?? {};
    return { method, id };
  } catch {
    return {};
  }
}

/** Every landed transaction of the slots after the given one, oldest first: the outside oracle of tests. */
async function sendLedger(response, after) {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  for (const entry of [...bank.history.entries.values()]) {
    if (entry.slot <= after) continue;
    const { accounts, ...record } = ledger.read(entry.place);
    const line = JSON.stringify({ ...record, confirmationStatus: bank.commitmentOf(entry.slot) });
    if (!response.write(`${line}\n`)) await drained(response);
    if (response.destroyed) return;
  }
  response.end();
}

/** Until it can be written to again, or is closed. */
function drained(response) {
  return new Promise((resolve) => {
    const goOn = () => {
      response.off('drain', goOn).off('close', goOn);
      resolve();
    };
    response.on('drain', goOn).on('close', goOn);
  });
}

servePubsub(server, bank);
server.on('error', (error) => stop(`cannot listen on port ${port}: ${error.message}`));
server.listen(port, flags.host, () => {
  const address = `127.0.0.1:${server.address().port}`;
  ticker.pause(false);
  log('chain ready', { slot: bank.slot, transactions: bank.history.entries.size, metaplex: bank.emulatesMetaplex ? 'emulation' : 'program' });
  process.stdout.write(`${JSON.stringify({ ready: true, service: 'chain', rpc: `http://${address}`, ws: `ws://${address}` })}\n`);
});
endTidily(() => ledger.close(), flags['watch-stdin']);
