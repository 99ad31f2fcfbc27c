import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Keypair, SystemProgram, Transaction } from '@solana/web3.js';
import bs58 from 'bs58';
import { fundedWallet, startChain } from '../test-support/support.js';

async function pausedChainWithTransfer(t, chainOptions) {
  const chain = await startChain(t, chainOptions);
  const wallet = await fundedWallet(chain.connection);
  await chain.control({ pauseSlots: true });
  const latest = await chain.connection.getLatestBlockhash('confirmed');
  const transfer = (lamports) => {
    const transaction = new Transaction({ feePayer: wallet.publicKey, ...latest })
      .add(SystemProgram.transfer({ fromPubkey: wallet.publicKey, toPubkey: Keypair.generate().publicKey, lamports }));
    transaction.sign(wallet);
    return { base64: transaction.serialize().toString('base64'), signature: bs58.encode(transaction.signature) };
  };
  const send = (base64, config) => chain.rpc('sendTransaction', [base64, { encoding: 'base64', preflightCommitment: 'confirmed', ...config }]);
  const status = async (signature, config) => (await chain.rpc('getSignatureStatuses', [[signature], config])).result.value[0];
  return { ...chain, wallet, latest, transfer, send, status };
}

test('a transaction may land in the block of its last valid height and not one later', async (t) => {
  // Given
  const { control, latest, transfer, send, status } = await pausedChainWithTransfer(t);
  const early = transfer(1_000_000);
  const late = transfer(2_000_000);
  const { blockHeight } = await control();
  await control({ advanceSlots: latest.lastValidBlockHeight - blockHeight - 1 });

  // When
  const first = await send(early.base64);
  const atLastHeight = await control({ advanceSlots: 1 });
  await send(late.base64, { skipPreflight: true });
  await control({ advanceSlots: 1 });

  // Then
  assert.equal(atLastHeight.blockHeight, latest.lastValidBlockHeight);
  assert.equal(first.result, early.signature);
  assert.equal((await status(early.signature)).slot, atLastHeight.slot);
  assert.equal(await status(late.signature, { searchTransactionHistory: true }), null);
});

test('an expired blockhash is refused by preflight with the error of a real node', async (t) => {
  // Given
  const { control, transfer, send, rpc, latest } = await pausedChainWithTransfer(t);
  await control({ advanceSlots: 152 });

  // When
  const { error } = await send(transfer(1_000_000).base64);

  // Then
  assert.equal(error.code, -32002);
  assert.equal(error.message, 'Transaction simulation failed: Blockhash not found');
  assert.equal(error.data.err, 'BlockhashNotFound');
  assert.deepEqual(error.data.logs, []);
  assert.equal((await rpc('isBlockhashValid', [latest.blockhash, { commitment: 'confirmed' }])).result.value, false);
});

test('a blockhash newer than the preflight commitment is not found there', async (t) => {
  // Given
  const { transfer, send } = await pausedChainWithTransfer(t);

  // When
  const { error } = await send(transfer(1_000_000).base64, { preflightCommitment: 'finalized' });

  // Then
  assert.equal(error.data.err, 'BlockhashNotFound');
});

test('the same bytes sent again land once and are answered as processed already', async (t) => {
  // Given
  const { control, transfer, send, rpc, wallet } = await pausedChainWithTransfer(t);
  const { base64, signature } = transfer(1_000_000);
  const before = (await rpc('getBalance', [wallet.publicKey.toBase58(), { commitment: 'processed' }])).result.value;
  await send(base64);
  await send(base64);
  await control({ advanceSlots: 1 });

  // When
  const { error } = await send(base64);
  const silently = await send(base64, { skipPreflight: true });
  await control({ advanceSlots: 1 });

  // Then
  assert.equal(error.code, -32002);
  assert.equal(error.message, 'Transaction simulation failed: This transaction has already been processed');
  assert.equal(error.data.err, 'AlreadyProcessed');
  assert.equal(silently.result, signature);
  assert.equal((await rpc('getBalance', [wallet.publicKey.toBase58(), { commitment: 'processed' }])).result.value, before - 1_005_000);
});

test('a status grows from processed to confirmed to finalized by slot distance', async (t) => {
  // Given
  const { control, transfer, send, status } = await pausedChainWithTransfer(t, { flags: ['--confirm-slots', '2', '--finality-slots', '4'] });
  const { base64, signature } = transfer(1_000_000);
  await send(base64);

  // When
  const seen = [await status(signature)];
  for (let slot = 0; slot < 5; slot++) {
    await control({ advanceSlots: 1 });
    seen.push(await status(signature));
  }

  // Then
  assert.deepEqual(seen.map((value) => value?.confirmationStatus), [undefined, 'processed', 'processed', 'confirmed', 'confirmed', 'finalized']);
  assert.deepEqual(seen.map((value) => value?.confirmations), [undefined, 0, 1, 2, 3, null]);
});
