import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ComputeBudgetProgram, Keypair, SystemProgram, Transaction } from '@solana/web3.js';
import { fundedWallet, sharedChain, startChain, temporaryDirectory } from '../test-support/support.js';

const shared = sharedChain(['foreign']);

/** A paused chain with a window of nothing, and wallets that pay for transfers to an account in one block. */
async function market(chain) {
  const { connection, control, rpc } = chain;
  const wallets = [await fundedWallet(connection), await fundedWallet(connection)];
  await control({ pauseSlots: true });
  await control({ advanceSlots: 150 });
  const pay = async (wallet, to, price) => {
    const transaction = new Transaction({ feePayer: wallet.publicKey, ...(await connection.getLatestBlockhash('confirmed')) });
    if (price !== undefined) transaction.add(ComputeBudgetProgram.setComputeUnitLimit({ units: 1_000 }), ComputeBudgetProgram.setComputeUnitPrice({ microLamports: price }));
    transaction.add(SystemProgram.transfer({ fromPubkey: wallet.publicKey, toPubkey: to, lamports: 1_000_000 }));
    transaction.sign(wallet);
    await connection.sendRawTransaction(transaction.serialize(), { skipPreflight: true });
  };
  const block = async () => (await control({ advanceSlots: 1 })).slot;
  const prices = async (...keys) => {
    const { result } = await rpc('getRecentPrioritizationFees', [keys.map((key) => key.toBase58())]);
    return new Map(result.map(({ slot, prioritizationFee }) => [slot, prioritizationFee]));
  };
  return { ...chain, wallets, pay, block, prices };
}

const account = () => Keypair.generate().publicKey;

test('of each recent block the least is answered that those who write an account have paid', async () => {
  const { wallets: [one, two], pay, block, prices } = await market(await shared());
  const [busy, quiet] = [account(), account()];
  await pay(one, busy, 500);
  await pay(two, busy, 300);
  await pay(two, quiet);
  const first = await block();
  await pay(one, quiet, 40);
  await pay(two, busy, 7_000);
  const second = await block();
  await block();

  const answered = async (...keys) => {
    const found = await prices(...keys);
    return [found.get(first), found.get(second)];
  };

  assert.deepEqual(await answered(busy), [300, 7_000]);
  assert.deepEqual(await answered(quiet), [0, 40]);
  assert.deepEqual(await answered(busy, quiet), [300, 7_000]);
  assert.deepEqual(await answered(account()), [0, 40]);
  assert.deepEqual(await answered(one.publicKey), [500, 40]);
  assert.deepEqual(await answered(), [0, 40]);
});

test('150 confirmed blocks are answered, and those without a transaction cost nothing', async () => {
  const { wallets: [one], pay, block, prices, control } = await market(await shared());
  const to = account();
  await pay(one, to, 900);
  const paid = await block();
  const young = await prices(to);
  await control({ advanceSlots: 150 });
  const last = await prices(to);
  await block();
  const gone = await prices(to);

  assert.deepEqual([young.size, young.has(paid)], [150, false]);
  assert.deepEqual([last.size, last.get(paid), [...last.values()].filter((price) => price > 0).length], [150, 900, 1]);
  assert.deepEqual([gone.size, gone.has(paid)], [150, false]);
});

test('what a fork loses was never paid, and another cluster knows nothing of it', async () => {
  const { wallets: [one], pay, block, prices, control, url } = await market(await shared());
  const to = account();
  await pay(one, to, 900);
  const paid = await block();
  await control({ advanceSlots: 2 });
  await control({ node: 'foreign', otherCluster: true });
  const elsewhere = await fetch(`${url}/nodes/foreign`, {
    method: 'POST', body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'getRecentPrioritizationFees', params: [[to.toBase58()]] }),
  }).then((response) => response.json());
  const before = await prices(to);
  await control({ dropSlots: 3 });

  assert.equal(before.get(paid), 900);
  assert.ok(elsewhere.result.every(({ prioritizationFee }) => prioritizationFee === 0));
  assert.equal((await prices(to)).get(paid), 0);
});

test('prices are known after a restart', async (t) => {
  const data = temporaryDirectory(t);
  const chain = await startChain(t, { data });
  const { wallets: [one], pay, block } = await market(chain);
  const to = account();
  await pay(one, to, 900);
  const paid = await block();
  await block();
  await chain.kill('SIGKILL');

  const again = await startChain(t, { data });
  const { result } = await again.rpc('getRecentPrioritizationFees', [[to.toBase58()]]);

  assert.equal(result.find(({ slot }) => slot === paid).prioritizationFee, 900);
});

test('too many accounts, or what is none, are refused', async () => {
  const { rpc } = await shared();
  const many = await rpc('getRecentPrioritizationFees', [Array.from({ length: 129 }, () => account().toBase58())]);
  const none = await rpc('getRecentPrioritizationFees', [['nonsense']]);

  assert.match(many.error.message, /max 128$/);
  assert.equal(none.error.code, -32602);
  assert.equal((await rpc('getRecentPrioritizationFees')).result.length > 0, true);
});
