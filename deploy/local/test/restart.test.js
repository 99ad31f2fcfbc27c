import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Keypair, SystemProgram, Transaction } from '@solana/web3.js';
import { burnTransaction, confirmed, fundedWallet, mintTransaction, rpc, startChain, temporaryDirectory, until } from '../test-support/support.js';

async function ledgerOf(url) {
  return (await (await fetch(`${url}/ledger?after=0`)).text()).split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

test('a chain that was killed goes on where it was', async (t) => {
  // Given
  const data = temporaryDirectory(t);
  const first = await startChain(t, { data });
  const system = await fundedWallet(first.connection);
  const owner = Keypair.generate();
  const kept = await mintTransaction(first.connection, system, owner.publicKey);
  const burned = await mintTransaction(first.connection, system, owner.publicKey);
  await confirmed(first.connection, await first.connection.sendRawTransaction(kept.transaction.serialize()));
  await confirmed(first.connection, await first.connection.sendRawTransaction(burned.transaction.serialize()));
  const burn = await burnTransaction(first.connection, system, owner, burned);
  const signature = await first.connection.sendRawTransaction(burn.serialize());
  await confirmed(first.connection, signature);
  const held = await first.connection.getLatestBlockhash('confirmed');
  const addresses = [system.publicKey, kept.metadata, kept.edition, kept.ata, kept.mint.publicKey, burned.mint.publicKey, burned.ata, burned.metadata];
  const image = async (chain) => (await chain.rpc('getMultipleAccounts', [addresses.map((key) => key.toBase58()), { encoding: 'base64', commitment: 'processed' }])).result.value;
  const before = { accounts: await image(first), ledger: await ledgerOf(first.url), genesis: await first.connection.getGenesisHash(), slot: await first.connection.getSlot('processed') };
  await first.kill('SIGKILL');
  appendFileSync(join(data, 'ledger.jsonl'), '{"slot":99,"signature":"torn'); // the line a crash may leave

  // When
  const second = await startChain(t, { data });

  // Then
  assert.deepEqual(await image(second), before.accounts);
  assert.deepEqual((await ledgerOf(second.url)).map(({ signature: id, slot, err }) => [id, slot, err]), before.ledger.map(({ signature: id, slot, err }) => [id, slot, err]));
  assert.equal(await second.connection.getGenesisHash(), before.genesis);
  assert.ok(await second.connection.getSlot('processed') > before.slot);
  const owned = await second.connection.getTokenAccountsByOwner(owner.publicKey, { mint: kept.mint.publicKey });
  assert.equal(owned.value.length, 1);
  const { value: [status] } = await second.connection.getSignatureStatuses([signature], { searchTransactionHistory: true });
  assert.equal(status.err, null);
  const repeated = await second.rpc('sendTransaction', [burn.serialize().toString('base64'), { encoding: 'base64', preflightCommitment: 'confirmed' }]);
  assert.equal(repeated.error.data.err, 'AlreadyProcessed');
  const transfer = new Transaction({ feePayer: system.publicKey, ...held })
    .add(SystemProgram.transfer({ fromPubkey: system.publicKey, toPubkey: Keypair.generate().publicKey, lamports: 1_000_000 }));
  transfer.sign(system);
  assert.equal((await confirmed(second.connection, await second.connection.sendRawTransaction(transfer.serialize()))).err, null);
});

test('killed at random while airdrops pour in, the chain keeps every one that was seen confirmed', async (t) => {
  // Given
  const data = temporaryDirectory(t);
  const seen = new Map();
  for (let round = 0; round < 3; round++) {
    const chain = await startChain(t, { data });
    const sent = [];
    for (let i = 0; i < 40; i++) {
      const wallet = Keypair.generate().publicKey.toBase58();
      sent.push([(await rpc(chain.url, 'requestAirdrop', [wallet, 1_000_000 + i])).result, wallet, 1_000_000 + i]);
    }
    const before = seen.size;
    await until(async () => {
      const { result } = await rpc(chain.url, 'getSignatureStatuses', [sent.map(([signature]) => signature)]);
      result.value.forEach((status, i) => {
        if (['confirmed', 'finalized'].includes(status?.confirmationStatus)) seen.set(sent[i][1], sent[i][2]);
      });
      return seen.size > before;
    });

    // When
    await chain.kill('SIGKILL');
  }
  const last = await startChain(t, { data });

  // Then
  assert.ok(seen.size >= 3);
  for (const [wallet, lamports] of seen) assert.equal((await rpc(last.url, 'getBalance', [wallet, { commitment: 'processed' }])).result.value, lamports);
});

test('SIGTERM and a parent that is gone both end the server with exit code 0', async (t) => {
  // Given
  const terminated = await startChain(t);
  const orphaned = await startChain(t);

  // When
  const code = await terminated.kill('SIGTERM');
  orphaned.child.stdin.end();
  const [orphanCode] = await orphaned.exited;

  // Then
  assert.equal(code, 0);
  assert.equal(orphanCode, 0);
  for (const line of orphaned.log().trim().split('\n')) assert.equal(typeof JSON.parse(line).message, 'string');
  assert.match(readFileSync(join(orphaned.data, 'slot'), 'utf8'), /^ +\d+\n$/);
});
