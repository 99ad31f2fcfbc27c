import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Keypair, SystemProgram, Transaction } from '@solana/web3.js';
import bs58 from 'bs58';
import { blockhashAnd, confirmed, fundedWallet, mintTransaction, rpc, startChain, until } from '../test-support/support.js';

test('errors carry the codes of a real node', async (t) => {
  // Given
  const { url } = await startChain(t);
  const post = async (body) => (await (await fetch(url, { method: 'POST', body })).json());

  // When, Then
  assert.equal((await post('{')).error.code, -32700);
  assert.equal((await post('[]')).error.code, -32600);
  assert.equal((await post('{"id":1,"method":"getSlot"}')).error.code, -32600);
  assert.equal((await rpc(url, 'noSuchMethod')).error.code, -32601);
  assert.equal((await rpc(url, 'constructor')).error.code, -32601);
  assert.equal((await rpc(url, 'getBalance', ['short'])).error.code, -32602);
  assert.equal((await rpc(url, 'getSlot', [{ commitment: 'FINALIZED' }])).error.code, -32602);
  assert.equal((await rpc(url, 'getTransaction', [bs58.encode(Buffer.alloc(64, 1)), { commitment: 'processed' }])).error.code, -32602);
  assert.equal((await rpc(url, 'sendTransaction', ['!!!', { encoding: 'base64' }])).error.code, -32602);
});

test('a batch is answered in its order', async (t) => {
  // Given
  const { url } = await startChain(t);
  const calls = ['getHealth', 'nope', 'getGenesisHash'].map((method, id) => ({ jsonrpc: '2.0', id, method }));

  // When
  const answers = await (await fetch(url, { method: 'POST', body: JSON.stringify(calls) })).json();

  // Then
  assert.deepEqual(answers.map(({ id, error, result }) => [id, error?.code ?? typeof result]), [[0, 'string'], [1, -32601], [2, 'string']]);
});

test('a wrong signature is refused in preflight and lands nowhere without it', async (t) => {
  // Given
  const { connection, rpc: call } = await startChain(t);
  const wallet = await fundedWallet(connection);
  const transaction = new Transaction(await blockhashAnd(connection, wallet.publicKey))
    .add(SystemProgram.transfer({ fromPubkey: wallet.publicKey, toPubkey: Keypair.generate().publicKey, lamports: 1_000_000 }));
  transaction.sign(wallet);
  const bytes = transaction.serialize();
  bytes[10] ^= 1;
  const signature = bs58.encode(bytes.subarray(1, 65));

  // When
  const refused = await call('sendTransaction', [bytes.toString('base64'), { encoding: 'base64', preflightCommitment: 'confirmed' }]);
  const accepted = await call('sendTransaction', [bytes.toString('base64'), { encoding: 'base64', skipPreflight: true }]);
  const slot = await connection.getSlot('processed');
  await until(async () => await connection.getSlot('processed') > slot + 2);

  // Then
  assert.equal(refused.error.code, -32003);
  assert.equal(accepted.result, signature);
  assert.equal((await call('getSignatureStatuses', [[signature]])).result.value[0], null);
  assert.equal(await connection.getBalance(wallet.publicKey), 10_000_000_000);
});

test('a failing transaction is reported by preflight with its logs, and lands charged when preflight is skipped', async (t) => {
  // Given
  const { connection, rpc: call } = await startChain(t);
  const wallet = await fundedWallet(connection, 100_000_000);
  const transaction = new Transaction(await blockhashAnd(connection, wallet.publicKey))
    .add(SystemProgram.transfer({ fromPubkey: wallet.publicKey, toPubkey: Keypair.generate().publicKey, lamports: 200_000_000 }));
  transaction.sign(wallet);
  const base64 = transaction.serialize().toString('base64');

  // When
  const { error } = await call('sendTransaction', [base64, { encoding: 'base64', preflightCommitment: 'confirmed' }]);
  const { result: signature } = await call('sendTransaction', [base64, { encoding: 'base64', skipPreflight: true }]);
  // Not by confirmTransaction: of a transaction that has landed already it throws the error.
  const { err } = await until(async () => (await call('getSignatureStatuses', [[signature]])).result.value[0], 'the transaction');

  // Then
  assert.equal(error.code, -32002);
  assert.equal(error.message, 'Transaction simulation failed: Error processing Instruction 0: custom program error: 0x1');
  assert.deepEqual(error.data.err, { InstructionError: [0, { Custom: 1 }] });
  assert.equal(error.data.logs.at(-1), 'Program 11111111111111111111111111111111 failed: custom program error: 0x1');
  assert.deepEqual(err, { InstructionError: [0, { Custom: 1 }] });
  assert.equal(await connection.getBalance(wallet.publicKey, 'processed'), 100_000_000 - 5_000);
});

test('a simulation of a mint changes nothing and shows the accounts it would leave', async (t) => {
  // Given
  const { connection, rpc: call } = await startChain(t);
  const system = await fundedWallet(connection);
  const nft = await mintTransaction(connection, system, Keypair.generate().publicKey);
  const base64 = nft.transaction.serialize().toString('base64');
  const accounts = { encoding: 'base64', addresses: [nft.metadata.toBase58()] };

  // When
  const { result } = await call('simulateTransaction', [base64, { encoding: 'base64', commitment: 'confirmed', sigVerify: true, accounts }]);
  const stale = await call('simulateTransaction', [base64, { encoding: 'base64', replaceRecentBlockhash: true }]);

  // Then
  assert.equal(result.value.err, null);
  assert.equal(result.value.accounts[0].owner, 'metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s');
  assert.equal(Buffer.from(result.value.accounts[0].data[0], 'base64').length, 607);
  assert.ok(result.value.logs.includes('Program metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s success'));
  assert.equal(stale.result.value.err, null);
  assert.equal(await connection.getAccountInfo(nft.metadata), null);
  assert.equal(await connection.getBalance(system.publicKey), 10_000_000_000);
});

test('an account subscription notifies of a change, a slot subscription of every slot', async (t) => {
  // Given
  const { connection } = await startChain(t);
  const wallet = Keypair.generate();
  const slots = [];
  let notified = null;
  const accountId = connection.onAccountChange(wallet.publicKey, (account) => { notified = account.lamports; });
  const slotId = connection.onSlotChange(({ slot }) => slots.push(slot));
  await until(() => slots.length > 0);

  // When
  await connection.requestAirdrop(wallet.publicKey, 1_234_567);
  await until(() => notified !== null);
  await until(() => slots.length >= 3);

  // Then
  assert.equal(notified, 1_234_567);
  assert.deepEqual(slots.slice(0, 3), [slots[0], slots[0] + 1, slots[0] + 2]);
  await connection.removeAccountChangeListener(accountId);
  await connection.removeSlotChangeListener(slotId);
});
