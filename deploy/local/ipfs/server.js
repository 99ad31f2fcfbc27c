import { createServer } from 'node:http';
import { join } from 'node:path';
import { CID } from 'multiformats/cid';
import { endTidily, log, readFlags, stop, wholeNumber } from '../lib/cli.js';
import { BodyTooLarge, readBody, sendFault, sendJson } from '../lib/http.js';
import { Blocks } from './blocks.js';
import { contentType } from './content-type.js';
import { PinataError, authenticate, fileUpload, jsonUpload, pin, wrongHash } from './pinning.js';
import { Pins } from './pins.js';
import { readContent } from './unixfs.js';

const USAGE = 'node ipfs/server.js --port <p|0> [--host 127.0.0.1] --data <dir> --jwt <token> [--watch-stdin]';
const FAULTS = ['429', '500', 'timeout', 'wrong-cid'];

const flags = readFlags(USAGE, {
  port: { type: 'string' }, host: { type: 'string', default: '127.0.0.1' }, data: { type: 'string' }, jwt: { type: 'string' }, 'watch-stdin': { type: 'boolean', default: false },
});
const port = wholeNumber('port', flags.port, 0, 65535);
if (!flags.data) stop(`--data must name a directory\nusage: ${USAGE}`);
if (!flags.jwt) stop(`--jwt must name the token that clients send\nusage: ${USAGE}`);

const blocks = new Blocks(join(flags.data, 'blocks'));
const pins = new Pins(join(flags.data, 'pins'));
const fault = { kind: null, count: 0, injected: {} };

const server = createServer((request, response) => {
  handle(request, response).catch((error) => {
    if (error instanceof PinataError) return sendJson(response, error.status, error.body);
    if (error instanceof BodyTooLarge) {
      return sendJson(response, 413, { error: { reason: 'BODY_TOO_LARGE', details: error.message } }, { connection: 'close' });
    }
    log('request failed', { error: error.stack });
    if (!response.headersSent) sendJson(response, 500, { error: { reason: 'INTERNAL_SERVER_ERROR', details: 'internal error' } });
  });
});

async function handle(request, response) {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const route = `${request.method} ${pathname}`;
  if (pathname.startsWith('/ipfs/') && ['GET', 'HEAD'].includes(request.method)) return gateway(request, response, pathname.slice(6));
  if (route === 'GET /health') return response.end('ok');
  if (route === 'POST /control') return control(request, response);
  if (route === 'GET /control') return sendJson(response, 200, controlState());
  authenticate(request, flags.jwt);
  if (route === 'GET /data/testAuthentication') {
    return sendJson(response, 200, { message: 'Congratulations! You are communicating with the Pinata API!' });
  }
  if (route === 'GET /data/pinList') return sendJson(response, 200, pins.list(searchParams));
  if (route === 'POST /pinning/pinFileToIPFS') return upload(response, await fileUpload(request));
  if (route === 'POST /pinning/pinJSONToIPFS') return upload(response, await jsonUpload(request));
  if (request.method === 'DELETE' && pathname.startsWith('/pinning/unpin/')) return unpin(response, pathname.slice(15));
  throw new PinataError(404, 'NOT_FOUND', `no such endpoint: ${route}`);
}

async function upload(response, received) {
  const injected = takeFault();
  if (injected === '429' || injected === '500') return sendFault(response, injected);
  const answer = await pin(received, blocks, pins);
  if (injected === 'timeout') return; // pinned, without an answer
  if (injected === 'wrong-cid') answer.IpfsHash = await wrongHash(received);
  log('pinned', { cid: answer.IpfsHash, bytes: received.content.length });
  sendJson(response, 200, answer);
}

function unpin(response, hash) {
  if (!pins.remove(hash)) throw new PinataError(404, 'PIN_NOT_FOUND', `${hash} is not pinned`);
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.end('OK');
}

function gateway(request, response, text) {
  let cid;
  try {
    cid = CID.parse(text);
  } catch {
    return sendJson(response, 400, { error: 'this is not a CID' });
  }
  const row = pins.find(cid);
  if (!row) return sendJson(response, 404, { error: `no content for ${text}` });
  const content = readContent(CID.parse(row.ipfs_pin_hash), blocks);
  response.writeHead(200, {
    'content-type': contentType(content), 'content-length': content.length, etag: `"${text}"`,
    'cache-control': 'public, max-age=29030400, immutable', 'access-control-allow-origin': '*', 'x-content-type-options': 'nosniff',
  });
  response.end(request.method === 'HEAD' ? undefined : content);
}

async function control(request, response) {
  let wanted;
  try {
    wanted = JSON.parse((await readBody(request, 64 * 1024)).toString());
  } catch (error) {
    if (error instanceof BodyTooLarge) throw error;
    throw new PinataError(400, 'INVALID_REQUEST', 'the body is not JSON');
  }
  const { fault: kind, count = 1 } = wanted ?? {};
  if (kind !== null && !FAULTS.includes(kind)) throw new PinataError(400, 'INVALID_REQUEST', `fault must be null or one of ${FAULTS.join(', ')}`);
  if (!Number.isSafeInteger(count) || count < 1) throw new PinataError(400, 'INVALID_REQUEST', 'count must be a whole number from 1');
  Object.assign(fault, { kind, count: kind === null ? 0 : count });
  sendJson(response, 200, controlState());
}

function takeFault() {
  if (fault.count === 0) return null;
  fault.count -= 1;
  fault.injected[fault.kind] = (fault.injected[fault.kind] ?? 0) + 1;
  return fault.kind;
}

function controlState() {
  return { fault: fault.count > 0 ? fault.kind : null, count: fault.count, pins: pins.rows.size, injected: { ...fault.injected } };
}

server.on('error', (error) => stop(`cannot listen on port ${port}: ${error.message}`));
server.listen(port, flags.host, () => {
  const api = `http://127.0.0.1:${server.address().port}`;
  log('ipfs ready', { pins: pins.rows.size });
  process.stdout.write(`${JSON.stringify({ ready: true, service: 'ipfs', api, gateway: `${api}/ipfs/` })}\n`);
});
endTidily(() => server.close(), flags['watch-stdin']);
