import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import bs58 from 'bs58';
import { control, startServer, temporaryDirectory } from '../test-support/support.js';

const JWT = 'test-token';
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

async function startIpfs(t, data = temporaryDirectory(t)) {
  const server = await startServer(t, 'ipfs/server.js', ['--port', '0', '--data', data, '--jwt', JWT]);
  const call = (path, options = {}) => fetch(`${server.api}${path}`, { ...options, headers: { authorization: `Bearer ${JWT}`, ...options.headers } });
  const pinFile = async (content, pinataOptions) => {
    const form = new FormData();
    form.append('file', new Blob([content]), 'file.bin');
    if (pinataOptions) form.append('pinataOptions', JSON.stringify(pinataOptions));
    return (await call('/pinning/pinFileToIPFS', { method: 'POST', body: form })).json();
  };
  const pinJson = (body, options) => call('/pinning/pinJSONToIPFS', { method: 'POST', body: JSON.stringify(body), ...options });
  return { ...server, data, call, pinFile, pinJson };
}

// The CIDs that `ipfs add` gives; every IPFS implementation agrees on them.
const KNOWN = [
  ['', 0, 'QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH'],
  ['', 1, 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku'],
  ['hello world\n', 0, 'QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o'],
  ['hello world', 0, 'Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD'],
  ['hello world', 1, 'bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e'],
];

test('CIDs are the ones that every IPFS implementation computes', async (t) => {
  const { pinFile } = await startIpfs(t);
  for (const [content, cidVersion, cid] of KNOWN) {
    assert.equal((await pinFile(content, { cidVersion })).IpfsHash, cid, `${JSON.stringify(content)} v${cidVersion}`);
  }
});

/** Protobuf by hand: the two-chunk file's dag-pb nodes, made without any IPFS library. */
function handMadeCid(chunks) {
  const varint = (n) => { const b = []; for (; n >= 0x80; n = Math.floor(n / 128)) b.push((n % 128) | 0x80); return Buffer.from([...b, n]); };
  const field = (tag, bytes) => Buffer.concat([Buffer.from([tag]), varint(bytes.length), bytes]);
  const sha256 = (bytes) => Buffer.concat([Buffer.from([0x12, 0x20]), createHash('sha256').update(bytes).digest()]);
  const leaves = chunks.map((chunk) => field(0x0a, Buffer.concat([Buffer.from([0x08, 2]), field(0x12, chunk), Buffer.from([0x18]), varint(chunk.length)])));
  const links = leaves.map((leaf) => field(0x12, Buffer.concat([field(0x0a, sha256(leaf)), field(0x12, Buffer.alloc(0)), Buffer.from([0x18]), varint(leaf.length)])));
  const total = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const sizes = chunks.map((chunk) => Buffer.concat([Buffer.from([0x20]), varint(chunk.length)]));
  const data = Buffer.concat([Buffer.from([0x08, 2, 0x18]), varint(total), ...sizes]);
  return bs58.encode(sha256(Buffer.concat([...links, field(0x0a, data)])));
}

test('a file of more than 256 KiB becomes a node of chunks and is served whole', async (t) => {
  // Given
  const { pinFile, gateway } = await startIpfs(t);
  const content = Buffer.from(Array.from({ length: 300_000 }, (_, i) => i % 251));

  // When
  const { IpfsHash } = await pinFile(content);

  // Then
  assert.equal(IpfsHash, handMadeCid([content.subarray(0, 262_144), content.subarray(262_144)]));
  const served = Buffer.from(await (await fetch(gateway + IpfsHash)).arrayBuffer());
  assert.ok(served.equals(content));
});

test('JSON is pinned as its JSON.stringify, survives kill -9 and is served with its type', async (t) => {
  // Given
  const first = await startIpfs(t);
  const metadata = { name: 'Tech Chicken', attributes: [{ trait_type: 'Level', value: 1 }], text: 'ü' };
  const answer = await (await first.pinJson({ pinataContent: metadata, pinataMetadata: { name: 'one' } })).json();
  const again = await (await first.pinJson({ pinataContent: metadata })).json();
  await first.kill('SIGKILL');

  // When
  const second = await startIpfs(t, first.data);
  const response = await fetch(second.gateway + answer.IpfsHash);

  // Then
  assert.equal(await response.text(), JSON.stringify(metadata));
  assert.equal(response.headers.get('content-type'), 'application/json');
  assert.equal(answer.isDuplicate, undefined);
  assert.deepEqual(again, { ...answer, isDuplicate: true });
  const list = await (await second.call('/data/pinList')).json();
  assert.deepEqual(list.rows.map((row) => [row.ipfs_pin_hash, row.metadata.name]), [[answer.IpfsHash, 'one']]);
});

test('an image is served as one, HEAD without a body, and nothing after its unpin', async (t) => {
  // Given
  const { call, pinFile, gateway } = await startIpfs(t);
  const { IpfsHash } = await pinFile(PNG, { cidVersion: 1 });

  // When
  const head = await fetch(gateway + IpfsHash, { method: 'HEAD' });
  const unpinned = await call(`/pinning/unpin/${IpfsHash}`, { method: 'DELETE' });
  const after = await fetch(gateway + IpfsHash);

  // Then
  assert.match(IpfsHash, /^bafkrei/);
  assert.deepEqual([head.status, head.headers.get('content-type'), head.headers.get('content-length')], [200, 'image/png', String(PNG.length)]);
  assert.equal(unpinned.status, 200);
  assert.equal(after.status, 404);
});

test('no call without the token', async (t) => {
  const { api, pinJson, call } = await startIpfs(t);

  const without = await fetch(`${api}/data/testAuthentication`);
  const wrong = await pinJson({ pinataContent: {} }, { headers: { authorization: 'Bearer other' } });
  const right = await call('/data/testAuthentication');

  assert.equal(without.status, 401);
  assert.deepEqual(await wrong.json(), { error: { reason: 'INVALID_CREDENTIALS', details: 'Invalid/expired credentials' } });
  assert.equal(right.status, 200);
});

test('faults meet as many uploads as requested', async (t) => {
  // Given
  const { api, pinFile, pinJson, gateway } = await startIpfs(t);

  // When
  await control(api, { fault: '429', count: 2 });
  const limited = [(await pinJson({ pinataContent: 1 })).status, (await pinJson({ pinataContent: 1 })).status, (await pinJson({ pinataContent: 1 })).status];
  await control(api, { fault: 'wrong-cid' });
  const wrong = (await pinFile('hello world')).IpfsHash;
  await control(api, { fault: 'timeout' });
  await assert.rejects(pinJson({ pinataContent: 'late' }, { signal: AbortSignal.timeout(500) }), { name: 'TimeoutError' });

  // Then
  assert.deepEqual(limited, [429, 429, 200]);
  assert.match(wrong, /^Qm/);
  assert.notEqual(wrong, 'Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD');
  assert.equal((await fetch(gateway + 'Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD')).status, 200);
  assert.deepEqual((await control(api)).injected, { 429: 2, 'wrong-cid': 1, timeout: 1 });
});

test('what cannot be pinned is refused with a reason', async (t) => {
  const { call, pinJson, gateway } = await startIpfs(t);
  const refusals = [
    await pinJson({}), await pinJson([]), await pinJson({ pinataContent: 1, pinataOptions: { cidVersion: 2 } }),
    await call('/pinning/pinFileToIPFS', { method: 'POST', body: 'x', headers: { 'content-type': 'multipart/form-data; boundary=z' } }),
    await call('/pinning/pinJSONToIPFS', { method: 'POST', body: Buffer.alloc(11 * 1024 * 1024, 0x20) }),
    await fetch(`${gateway}not-a-cid`), await fetch(`${gateway}${KNOWN[0][2]}`),
  ];
  assert.deepEqual(refusals.map(({ status }) => status), [400, 400, 400, 400, 413, 400, 404]);
});
