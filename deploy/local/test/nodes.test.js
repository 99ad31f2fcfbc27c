import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Keypair, SystemProgram, Transaction } from '@solana/web3.js';
import bs58 from 'bs58';
import { fundedWallet, rpc, sharedChain, startChain, until } from '../test-support/support.js';

const shared = sharedChain(['b', 'c', 'late', 'foreign']);

/** A paused chain on which one transfer has just landed in the newest block. */
async function landedTransfer(given = shared()) {
  const chain = await given;
  const wallet = await fundedWallet(chain.connection);
  await until(async () => (await chain.rpc('getBalance', [wallet.publicKey.toBase58()])).result.value > 0, 'the funds are final');
  await chain.control({ pauseSlots: true });
  const to = Keypair.generate().publicKey;
  const transaction = new Transaction({ feePayer: wallet.publicKey, ...(await chain.connection.getLatestBlockhash('confirmed')) })
    .add(SystemProgram.transfer({ fromPubkey: wallet.publicKey, toPubkey: to, lamports: 2_000_000 }));
  transaction.sign(wallet);
  const send = (url = chain.url, config = {}) => rpc(url, 'sendTransaction', [transaction.serialize().toString('base64'), { encoding: 'base64', preflightCommitment: 'confirmed', ...config }]);
  await send();
  await chain.control({ advanceSlots: 1 });
  const balance = async (commitment, url = chain.url) => (await rpc(url, 'getBalance', [to.toBase58(), { commitment }])).result;
  return { ...chain, wallet, to, send, balance, signature: bs58.encode(transaction.signature), node: (name) => `${chain.url}/nodes/${name}` };
}

test('accounts are read as they are at the requested commitment', async () => {
  const { control, balance } = await landedTransfer();

  const young = [await balance('processed'), await balance('confirmed'), await balance('finalized')];
  await control({ advanceSlots: 1 });
  const confirmed = await balance('confirmed');
  await control({ advanceSlots: 10 });
  const final = await balance('finalized');

  assert.deepEqual(young.map(({ value }) => value), [2_000_000, 0, 0]);
  assert.ok(young[2].context.slot < young[1].context.slot);
  assert.equal(confirmed.value, 2_000_000);
  assert.equal(final.value, 2_000_000);
});

test('heights, statuses and accounts of a node lag apart, and each answers with its slot', async () => {
  const { control, rpc: call, balance, signature } = await landedTransfer();
  const { slot } = await control();
  const read = async () => ({
    height: (await call('getBlockHeight', [{ commitment: 'processed' }])).result,
    status: (await call('getSignatureStatuses', [[signature]])).result,
    account: await balance('processed'),
  });

  const seen = {};
  for (const kind of ['heights', 'statuses', 'accounts']) {
    await control({ lag: { [kind]: 3 } });
    seen[kind] = await read();
  }

  assert.deepEqual(Object.values(seen).map(({ height }) => height), [slot - 1003, slot - 1000, slot - 1000]);
  assert.deepEqual(Object.values(seen).map(({ status }) => [status.context.slot, status.value[0] === null]), [[slot, false], [slot - 3, true], [slot, false]]);
  assert.deepEqual(Object.values(seen).map(({ account }) => [account.context.slot, account.value]), [[slot, 2_000_000], [slot, 2_000_000], [slot - 3, 0]]);
});

test('a node that is not at the requested slot says so', async () => {
  const { control, rpc: call, to } = await landedTransfer();
  const { slot } = await control({ lag: { accounts: 2, heights: 2 } });

  const behind = await call('getBalance', [to.toBase58(), { commitment: 'processed', minContextSlot: slot }]);
  const epoch = await call('getEpochInfo', [{ commitment: 'processed', minContextSlot: slot - 1 }]);
  const enough = await call('getBalance', [to.toBase58(), { commitment: 'processed', minContextSlot: slot - 2 }]);

  assert.deepEqual(behind.error, { code: -32016, message: 'Minimum context slot has not been reached', data: { contextSlot: slot - 2 } });
  assert.equal(epoch.error.code, -32016);
  assert.equal(enough.result.value, 0);
});

test('a second node has its own lag, faults and history', async () => {
  const { control, url, node, balance, signature } = await landedTransfer();
  await control({ advanceSlots: 400 });
  await control({ node: 'b', lag: { accounts: 450 }, history: 'pruned' });
  await control({ node: 'c', history: 'off', otherCluster: true });

  const search = [[signature], { searchTransactionHistory: true }];
  const statuses = await Promise.all([url, node('b'), node('c')].map((address) => rpc(address, 'getSignatureStatuses', search)));

  assert.equal((await balance('processed')).value, 2_000_000);
  assert.equal((await balance('processed', node('b'))).value, 0);
  assert.equal(statuses[0].result.value[0].confirmationStatus, 'finalized');
  assert.equal(statuses[1].result.value[0], null);
  assert.equal(statuses[2].error.code, -32011);
  assert.notEqual((await rpc(node('c'), 'getGenesisHash')).result, (await rpc(url, 'getGenesisHash')).result);
});

test('a node on a fork that loses sees nothing of what lands elsewhere, and nothing new is confirmed there', async () => {
  const { control, url, node, balance, signature, send } = await landedTransfer();
  const { slot: forked } = await control({ dropSlots: 5 });
  await control({ node: 'b', fork: true });
  await send();
  const { slot } = await control({ advanceSlots: 20 });

  const height = async (address, commitment) => (await rpc(address, 'getBlockHeight', [{ commitment }])).result;
  const read = async (address) => ({
    heights: [await height(address, 'processed'), await height(address, 'confirmed'), await height(address, 'finalized')],
    status: (await rpc(address, 'getSignatureStatuses', [[signature], { searchTransactionHistory: true }])).result.value[0]?.confirmationStatus,
    transaction: (await rpc(address, 'getTransaction', [signature])).result !== null,
    balance: (await balance('processed', address)).value,
  });
  const [right, wrong] = [await read(url), await read(node('b'))];
  await control({ node: 'b', fork: false });
  const joined = await read(node('b'));

  assert.deepEqual(right, { heights: [slot - 1000, slot - 1001, slot - 1010], status: 'finalized', transaction: true, balance: 2_000_000 });
  assert.deepEqual(wrong, { heights: [slot - 1000, forked - 1001, forked - 1010], status: undefined, transaction: false, balance: 0 });
  assert.deepEqual(joined, right);
});

test('a node whose history begins at a slot knows nothing before it', async () => {
  const { control, url, node, signature, to, wallet } = await landedTransfer();
  const { slot } = await control({ advanceSlots: 400 });
  const landedIn = (await rpc(url, 'getTransaction', [signature])).result.slot;
  const read = async (from) => {
    await control({ node: 'b', history: { from } });
    const entries = await rpc(node('b'), 'getSignaturesForAddress', [wallet.publicKey.toBase58()]);
    return {
      transaction: (await rpc(node('b'), 'getTransaction', [signature])).result?.slot ?? null,
      status: (await rpc(node('b'), 'getSignatureStatuses', [[signature], { searchTransactionHistory: true }])).result.value[0]?.slot ?? null,
      signatures: entries.result.length, first: (await rpc(node('b'), 'getFirstAvailableBlock')).result,
      block: (await rpc(node('b'), 'getBlock', [landedIn])).error?.code,
    };
  };

  assert.ok(slot > landedIn + 300);
  assert.deepEqual(await read(landedIn), { transaction: landedIn, status: landedIn, signatures: 1, first: landedIn, block: undefined });
  assert.deepEqual(await read(landedIn + 1), { transaction: null, status: null, signatures: 0, first: landedIn + 1, block: -32001 });
  assert.equal((await rpc(url, 'getSignaturesForAddress', [to.toBase58()])).result.length, 1);
});

test('a balancer answers with any of its nodes', async () => {
  const { control, balance, signature, rpc: call } = await landedTransfer();
  await control({ node: 'late', lag: { accounts: 5, statuses: 5 } });
  await control({ balances: ['', 'late'] });

  const balances = new Set();
  const statuses = new Set();
  for (let i = 0; i < 20; i++) {
    balances.add((await balance('processed')).value);
    statuses.add((await call('getSignatureStatuses', [[signature]])).result.value[0] !== null);
  }

  assert.deepEqual([...balances].sort(), [0, 2_000_000]);
  assert.deepEqual([...statuses].sort(), [false, true]);
});

test('a node of another cluster knows none of ours, and what it is sent never lands', async () => {
  const { control, url, node, balance, signature, send } = await landedTransfer();
  await control({ dropSlots: 5 });
  await control({ node: 'foreign', otherCluster: true });
  const slots = [(await rpc(url, 'getSlot')).result, (await rpc(node('foreign'), 'getSlot')).result];
  const latest = (await rpc(node('foreign'), 'getLatestBlockhash')).result.value;

  const valid = (await rpc(url, 'isBlockhashValid', [latest.blockhash])).result.value;
  const sent = await send(node('foreign'));
  const unchecked = await send(node('foreign'), { skipPreflight: true });
  await control({ advanceSlots: 20 });

  assert.ok(slots[1] > slots[0] + 1_000_000);
  assert.equal(valid, false);
  assert.equal(sent.error.data.err, 'BlockhashNotFound');
  assert.equal(unchecked.result, signature);
  assert.equal((await balance('finalized')).value, 0);
});

test('traffic of version 1 is found among the signatures of an address', async () => {
  const { control, rpc: call, to } = await landedTransfer();
  await control({ traffic: { version: 1, to: [to.toBase58()] } });
  await control({ advanceSlots: 20 });

  const [{ signature }] = (await call('getSignaturesForAddress', [to.toBase58()])).result;
  const unread = await call('getTransaction', [signature, { maxSupportedTransactionVersion: 0 }]);
  const read = await call('getTransaction', [signature, { maxSupportedTransactionVersion: 1 }]);

  assert.equal(unread.error.code, -32015);
  assert.equal(read.result.version, 1);
  assert.equal(read.result.meta.err, null);
});

test('a check whether the Metaplex program exists finds it', async () => {
  const { rpc: call } = await shared();

  const { result } = await call('getAccountInfo', ['metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s', { encoding: 'base64' }]);

  assert.equal(result.value.executable, true);
});

test('rent is as configured, for answers and for what the VM charges', async (t) => {
  const { control, connection, wallet, rpc: call } = await landedTransfer(startChain(t, { flags: ['--rent', '5080'] }));
  const rents = [await connection.getMinimumBalanceForRentExemption(82)];
  const fund = async (lamports) => {
    const transaction = new Transaction({ feePayer: wallet.publicKey, ...(await connection.getLatestBlockhash('confirmed')) })
      .add(SystemProgram.transfer({ fromPubkey: wallet.publicKey, toPubkey: Keypair.generate().publicKey, lamports }));
    transaction.sign(wallet);
    const sent = await call('sendTransaction', [transaction.serialize().toString('base64'), { encoding: 'base64', preflightCommitment: 'confirmed' }]);
    return sent.error?.data.err ?? null;
  };

  const before = [await fund(128 * 5_080), await fund(128 * 5_080 - 1)];
  const { rent } = await control({ rent: 696 });
  rents.push(await connection.getMinimumBalanceForRentExemption(82));
  const after = await fund(128 * 696);

  assert.deepEqual(rents, [210 * 5_080, 210 * 696]);
  assert.deepEqual(before, [null, { InsufficientFundsForRent: { account_index: 1 } }]);
  assert.equal(rent, 696);
  assert.equal(after, null);
});

test('any error code, with a status and Retry-After, for the methods and as often as said', async () => {
  const { control, url, rpc: call } = await landedTransfer();
  await control({ error: { code: -32005, status: 429, retryAfter: 7, methods: ['getSlot'], count: 1 } });
  const post = () => fetch(url, { method: 'POST', body: '{"jsonrpc":"2.0","id":9,"method":"getSlot"}' });

  const other = await call('getHealth');
  const first = await post();
  const body = await first.json();
  const second = await post();

  assert.equal(other.result, 'ok');
  assert.deepEqual([first.status, first.headers.get('retry-after'), body.error.code, body.id], [429, '7', -32005, 9]);
  assert.equal(second.status, 200);
  assert.equal((await control()).injected['error -32005'], 1);
});

test('a block that was confirmed and is dropped has never happened, after a restart too', async (t) => {
  const chain = await landedTransfer(startChain(t));
  const { control, rpc: call, balance, signature, data } = chain;
  await control({ advanceSlots: 1 });
  const confirmed = (await call('getSignatureStatuses', [[signature]])).result.value[0].confirmationStatus;

  await control({ dropSlots: 5 });
  const dropped = [(await call('getSignatureStatuses', [[signature]])).result.value[0], (await balance('processed')).value];
  await chain.kill('SIGKILL');
  const again = await startChain(t, { data, flags: ['--slot-ms', '60000'] });
  const restarted = (await again.rpc('getBalance', [chain.to.toBase58(), { commitment: 'processed' }])).result.value;

  assert.equal(confirmed, 'confirmed');
  assert.deepEqual(dropped, [null, 0]);
  assert.equal(restarted, 0);
});

test('what was dropped can land again', async () => {
  const { control, balance, send } = await landedTransfer();
  await control({ dropSlots: 5 });

  const answer = await send();
  await control({ advanceSlots: 1 });

  assert.equal(answer.error, undefined);
  assert.equal((await balance('processed')).value, 2_000_000);
});

test('a page of another origin may call', async () => {
  const { url } = await shared();

  const preflight = await fetch(url, { method: 'OPTIONS', headers: { origin: 'https://example.test', 'access-control-request-method': 'POST' } });
  const call = await fetch(url, { method: 'POST', body: '{"jsonrpc":"2.0","id":1,"method":"getHealth"}' });

  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
  assert.equal(call.headers.get('access-control-allow-origin'), '*');
});
