import assert from 'node:assert/strict';
import { createPrivateKey, sign } from 'node:crypto';
import { test } from 'node:test';
import { AddressLookupTableProgram, Keypair, SystemProgram, TransactionMessage, VersionedMessage, VersionedTransaction } from '@solana/web3.js';
import bs58 from 'bs58';
import { readLookupTable } from '../chain/lookup-tables.js';
import { parseTransaction } from '../chain/wire.js';
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

test('addresses of version 0 are looked up in a table, from the slot after the one that added them', async (t) => {
  // Given
  const { connection, rpc: call, control, wallet, to, message, received } = await transfers(t);
  const confirmSent = async (instruction) => {
    const transaction = new VersionedTransaction((await message([instruction])).compileToV0Message());
    transaction.sign([wallet]);
    const signature = await connection.sendTransaction(transaction);
    assert.equal((await confirmed(connection, signature)).err, null);
  };
  const authority = wallet.publicKey;
  const [create, key] = AddressLookupTableProgram.createLookupTable({ authority, payer: authority, recentSlot: await connection.getSlot('finalized') });
  await confirmSent(create);
  await confirmSent(AddressLookupTableProgram.extendLookupTable({
    lookupTable: key, authority, payer: authority, addresses: [Keypair.generate().publicKey, to],
  }));
  const { value: table } = await connection.getAddressLookupTable(key, { commitment: 'confirmed' });

  // When
  const transaction = new VersionedTransaction((await message()).compileToV0Message([table]));
  transaction.sign([wallet]);
  const simulated = await connection.simulateTransaction(transaction, { sigVerify: true, commitment: 'confirmed' });
  const signature = await connection.sendTransaction(transaction);
  await confirmed(connection, signature);
  const read = await call('getTransaction', [signature, { commitment: 'confirmed', maxSupportedTransactionVersion: 0 }]);
  const found = await call('getSignaturesForAddress', [to.toBase58(), { commitment: 'confirmed' }]);

  // Then
  assert.equal(simulated.value.err, null);
  assert.equal(await received(), 3_000_000);
  assert.deepEqual(read.result.meta.loadedAddresses, { writable: [to.toBase58()], readonly: [] });
  assert.deepEqual(read.result.transaction.message.addressTableLookups, [{ accountKey: key.toBase58(), writableIndexes: [1], readonlyIndexes: [] }]);
  assert.deepEqual(found.result.map((entry) => entry.signature), [signature]);

  // When: a table that is there no longer, and one that was extended in this very slot
  await control({ pauseSlots: true });
  const { slot } = await control();
  const parsed = parseTransaction(transaction.serialize());
  const raw = Buffer.from((await connection.getAccountInfo(key)).data);
  const at = (change) => {
    const data = Buffer.from(raw);
    change(data);
    return readLookupTable(parsed, () => ({ owner: Buffer.from(AddressLookupTableProgram.programId.toBytes()), data }), slot).err;
  };

  // Then
  assert.equal(readLookupTable(parsed, () => null, slot).err, 'AddressLookupTableNotFound');
  assert.equal(at((data) => data.writeBigUInt64LE(BigInt(slot - 513), 4)), 'AddressLookupTableNotFound');
  assert.equal(at((data) => data.writeBigUInt64LE(BigInt(slot - 512), 4)), null);
  assert.equal(at((data) => data.writeBigUInt64LE(BigInt(slot), 12)), 'InvalidAddressLookupTableIndex');
  assert.equal(at(() => {}), null);
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
