import assert from 'node:assert/strict';
import { createPrivateKey, sign } from 'node:crypto';
import { test } from 'node:test';
import { AddressLookupTableAccount, AddressLookupTableProgram, Keypair, SystemProgram, TransactionMessage, VersionedMessage, VersionedTransaction } from '@solana/web3.js';
import bs58 from 'bs58';
import { readLookupTable } from '../chain/lookup-tables.js';
import { SYSTEM } from '../chain/programs.js';
import { Vm } from '../chain/vm.js';
import { parseTransaction, runnable } from '../chain/wire.js';
import { confirmed, fundedWallet, startChain } from '../test-support/support.js';

async function transfers(t) {
  const chain = await startChain(t);
  const wallet = await fundedWallet(chain.connection);
  const to = Keypair.generate().publicKey;
  const transfer = SystemProgram.transfer({ fromPubkey: wallet.publicKey, toPubkey: to, lamports: 3_000_000 });
  const message = async (instructions = [transfer]) => new TransactionMessage({
    payerKey: wallet.publicKey, recentBlockhash: (await chain.connection.getLatestBlockhash('confirmed')).blockhash, instructions,
  });
  const received = async () => (await chain.rpc('getBalance', [to.toBase58(), { commitment: 'confirmed' }])).result.value;
  return { ...chain, wallet, to, transfer, message, received };
}

/** The wire form of version 1, built by hand from the legacy message of the same instructions. */
function version1(legacy, wallet) {
  const { header, accountKeys, instructions, recentBlockhash } = legacy;
  const u16 = (value) => { const bytes = Buffer.alloc(2); bytes.writeUInt16LE(value); return bytes; };
  const data = instructions.map((instruction) => Buffer.from(bs58.decode(instruction.data)));
  const message = Buffer.concat([
    Buffer.from([129, header.numRequiredSignatures, header.numReadonlySignedAccounts, header.numReadonlyUnsignedAccounts]),
    Buffer.from([4, 0, 0, 0]), // the compute unit limit is set
    Buffer.from(bs58.decode(recentBlockhash)),
    Buffer.from([instructions.length, accountKeys.length]),
    ...accountKeys.map((key) => key.toBuffer()),
    Buffer.from([0x40, 0x0d, 0x03, 0x00]),
    ...instructions.flatMap(({ programIdIndex, accounts }, i) => [Buffer.from([programIdIndex, accounts.length]), u16(data[i].length)]),
    ...instructions.flatMap(({ accounts }, i) => [Buffer.from(accounts), data[i]]),
  ]);
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(wallet.secretKey.subarray(0, 32))]);
  const signature = sign(null, message, createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }));
  return { message, signature: bs58.encode(signature), base64: Buffer.concat([message, signature]).toString('base64') };
}

test('a transaction of version 0 is simulated, sent and read', async (t) => {
  const { connection, rpc: call, wallet, message, received } = await transfers(t);
  const transaction = new VersionedTransaction((await message()).compileToV0Message());
  transaction.sign([wallet]);

  const simulated = await connection.simulateTransaction(transaction, { sigVerify: true, commitment: 'confirmed' });
  const signature = await connection.sendTransaction(transaction);
  await confirmed(connection, signature);
  const unread = await call('getTransaction', [signature, { commitment: 'confirmed' }]);
  const read = await connection.getTransaction(signature, { commitment: 'confirmed', maxSupportedTransactionVersion: 0 });

  assert.equal(simulated.value.err, null);
  assert.equal(unread.error.code, -32015);
  assert.match(unread.error.message, /^Transaction version \(0\) is not supported by the requesting client\./);
  assert.equal(read.version, 0);
  assert.deepEqual(read.transaction.message.serialize(), transaction.message.serialize());
  assert.equal(await received(), 3_000_000);
});

test('addresses of version 0 are looked up in tables', () => {
  // Given: the VM makes no tables, so its bytes are written
  const vm = new Vm();
  const wallet = Keypair.generate();
  const [other, to, key] = [Keypair.generate().publicKey, Keypair.generate().publicKey, Keypair.generate().publicKey];
  const meta = Buffer.alloc(56);
  meta.writeUInt32LE(1);
  meta.fill(0xff, 4, 12);
  vm.setAccount(wallet.publicKey.toBytes(), { lamports: 1_000_000_000, owner: SYSTEM, data: Buffer.alloc(0), executable: false });
  vm.setAccount(key.toBytes(), {
    lamports: 10_000_000, owner: Buffer.from(AddressLookupTableProgram.programId.toBytes()), data: Buffer.concat([meta, other.toBuffer(), to.toBuffer()]), executable: false,
  });
  const table = new AddressLookupTableAccount({ key, state: AddressLookupTableAccount.deserialize(vm.account(key.toBytes()).data) });
  const transfer = SystemProgram.transfer({ fromPubkey: wallet.publicKey, toPubkey: to, lamports: 3_000_000 });
  const message = new TransactionMessage({ payerKey: wallet.publicKey, recentBlockhash: bs58.encode(Buffer.alloc(32, 9)), instructions: [transfer] });
  const transaction = new VersionedTransaction(message.compileToV0Message([table]));
  transaction.sign([wallet]);

  // When
  const parsed = parseTransaction(transaction.serialize());
  const resolved = readLookupTable(parsed, (address) => vm.account(address));
  const missing = readLookupTable(parsed, () => null);
  const outcome = vm.send(runnable(resolved.transaction).bytes);

  // Then
  assert.deepEqual(parsed.lookups.map(({ writable, readonly }) => [writable, readonly]), [[[1], []]]);
  assert.equal(resolved.err, null);
  assert.equal(missing.err, 'AddressLookupTableNotFound');
  assert.equal(outcome.err, null);
  assert.equal(vm.account(to.toBytes()).lamports, 3_000_000);
});

test('a transaction of version 1 is simulated, sent and read, and other clients agree on its form', async (t) => {
  const { connection, rpc: call, wallet, message, received } = await transfers(t);
  const legacy = (await message()).compileToLegacyMessage();
  const { message: bytes, base64, signature } = version1(legacy, wallet);
  const parsed = VersionedMessage.deserialize(bytes);

  const simulated = await call('simulateTransaction', [base64, { encoding: 'base64', sigVerify: true, commitment: 'confirmed' }]);
  const sent = await call('sendTransaction', [base64, { encoding: 'base64', preflightCommitment: 'confirmed' }]);
  await confirmed(connection, signature);
  const unread = await call('getTransaction', [signature, { commitment: 'confirmed', maxSupportedTransactionVersion: 0 }]);
  const read = await call('getTransaction', [signature, { commitment: 'confirmed', maxSupportedTransactionVersion: 1, encoding: 'base64' }]);

  assert.deepEqual([parsed.version, parsed.transactionConfig.computeUnitLimit], [1, 200_000]);
  assert.equal(simulated.result.value.err, null);
  assert.equal(sent.result, signature);
  assert.equal(unread.error.code, -32015);
  assert.deepEqual([read.result.version, read.result.transaction[0]], [1, base64]);
  assert.equal(await received(), 3_000_000);
});
