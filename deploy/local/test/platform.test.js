import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { decodeJwt } from 'jose';
import { Malformed, person, task, trades } from '../platform/requests.js';

const WALLET = '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin';
let directory;
let server;
let url;

before(async () => {
  directory = mkdtempSync(join(tmpdir(), 'platform-'));
  const key = join(directory, 'key.pem');
  writeFileSync(key, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const program = fileURLToPath(new URL('../platform/server.js', import.meta.url));
  server = spawn('node', [program, '--port', '0', '--kafka', '127.0.0.1:1', '--key', key], { stdio: ['pipe', 'pipe', 'inherit'] });
  url = await new Promise((ready) => server.stdout.once('data', (line) => ready(JSON.parse(line).url)));
});

after(() => {
  server.kill();
  rmSync(directory, { recursive: true });
});

const post = (path, body, type = 'application/json') => fetch(url + path, { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) });

test('a token is for the user, wallet and roles that were chosen', async () => {
  const response = await post('/local/tokens', { userId: '7', wallet: WALLET, roles: ['user', 'admin'] });
  const claims = decodeJwt((await response.json()).token);
  assert.deepEqual([claims.sub, claims.wallet, claims.groups, claims.aud], ['7', WALLET, ['user', 'admin'], 'aiw3-nft']);
});

test('a form of another page cannot make a token', async () => {
  assert.equal((await post('/local/tokens', { userId: '7', roles: ['admin'] }, 'text/plain')).status, 400);
});

test('what is malformed is refused with a sentence', () => {
  for (const wrong of [
    () => person({ userId: '0', roles: ['user'] }),
    () => person({ userId: '7', roles: ['root'] }),
    () => person({ userId: '7', wallet: 'abc', roles: ['user'] }),
    () => trades({ wallet: WALLET, amounts: [1.5] }),
    () => trades({ wallet: WALLET, amounts: ['1.00000000001'] }),
    () => task({ userId: '7', task: 'x"', count: 1 }),
  ]) {
    assert.throws(wrong, Malformed);
  }
  assert.deepEqual(trades({ wallet: WALLET, amounts: ['0.0000000001'] }).amounts, ['0.0000000001']);
});
