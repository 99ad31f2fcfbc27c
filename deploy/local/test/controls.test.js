import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAssociatedTokenAccountInstruction, createTransferInstruction, getAssociatedTokenAddressSync } from '@solana/spl-token';
import { Keypair, SystemProgram, Transaction, sendAndConfirmTransaction } from '@solana/web3.js';
import bs58 from 'bs58';
import { fundedWallet, sharedChain } from '../test-support/support.js';

const shared = sharedChain();

async function pausedChain() {
  const chain = await shared();
  const wallet = await fundedWallet(chain.connection);
  await chain.control({ pauseSlots: true });
  const latest = await chain.connection.getLatestBlockhash('confirmed');
  const transaction = new Transaction({ feePayer: wallet.publicKey, ...latest })
    .add(SystemProgram.transfer({ fromPubkey: wallet.publicKey, toPubkey: Keypair.generate().publicKey, lamports: 1_000_000 }));
  transaction.sign(wallet);
  const params = [transaction.serialize().toString('base64'), { encoding: 'base64', preflightCommitment: 'confirmed' }];
  const signature = bs58.encode(transaction.signature);
  const post = (timeout = 10_000) => fetch(chain.url, {
    method: 'POST', body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'sendTransaction', params }), signal: AbortSignal.timeout(timeout),
  });
  const status = async (config) => (await chain.rpc('getSignatureStatuses', [[signature], config])).result.value[0];
  return { ...chain, latest, signature, post, status };
}

test('a dropped send is answered with its signature and never lands', async () => {
  const { control, post, status, signature } = await pausedChain();
  await control({ nextSend: 'drop', count: 1 });

  const answer = await (await post()).json();
  await control({ advanceSlots: 2 });

  assert.equal(answer.result, signature);
  assert.equal(await status({ searchTransactionHistory: true }), null);
  assert.equal((await control()).injected.drop, 1);
});

test('a held send lands in its last valid block when it is released for that', async () => {
  const { control, post, status, latest } = await pausedChain();
  await control({ nextSend: 'hold' });
  await post();
  await control({ advanceSlots: 5 });

  await control({ releaseHeld: 'last-valid-block' });
  const before = await control({ advanceSlots: latest.lastValidBlockHeight - (await control()).blockHeight - 1 });
  const statusBefore = await status();
  const at = await control({ advanceSlots: 1 });

  assert.equal(before.held, 1);
  assert.equal(statusBefore, null);
  assert.equal(at.blockHeight, latest.lastValidBlockHeight);
  assert.equal((await status()).slot, at.slot);
});

for (const [fault, httpStatus] of [['execute-then-429', 429], ['execute-then-500', 500]]) {
  test(`${fault}: the answer fails and the transaction lands all the same`, async () => {
    const { control, post, status } = await pausedChain();
    await control({ nextSend: fault });

    const response = await post();
    await control({ advanceSlots: 1 });

    assert.equal(response.status, httpStatus);
    assert.equal((await status()).err, null);
  });
}

test('execute-then-timeout: no answer comes and the transaction lands all the same', async () => {
  const { control, post, status } = await pausedChain();
  await control({ nextSend: 'execute-then-timeout' });

  await assert.rejects(post(500), { name: 'TimeoutError' });
  await control({ advanceSlots: 1 });

  assert.equal((await status()).err, null);
});

for (const [fault, httpStatus, type] of [['429', 429, 'application/json'], ['500', 500, 'text/plain'], ['html', 200, 'text/html']]) {
  test(`nextSend ${fault}: the send fails and nothing lands`, async () => {
    const { control, post, status } = await pausedChain();
    await control({ nextSend: fault });

    const response = await post();
    await control({ advanceSlots: 2 });

    assert.equal(response.status, httpStatus);
    assert.equal(response.headers.get('content-type'), type);
    assert.equal(await status(), null);
  });
}

test('a node that forgets its statuses finds finalized ones by history search alone', async () => {
  const { control, post, status } = await pausedChain();
  await post();
  await control({ advanceSlots: 1 });

  await control({ forgetStatuses: true });
  const young = [await status(), await status({ searchTransactionHistory: true })];
  await control({ advanceSlots: 10 });
  const old = [await status(), await status({ searchTransactionHistory: true })];

  assert.deepEqual(young, [null, null]);
  assert.equal(old[0], null);
  assert.equal(old[1].confirmationStatus, 'finalized');
});

test('delayed finality keeps a status confirmed, and the finalized height never goes back', async () => {
  const { control, post, status, rpc } = await pausedChain();
  await post();
  await control({ advanceSlots: 1 });
  const height = (await rpc('getBlockHeight')).result;

  await control({ finalityDelaySlots: 20 });
  await control({ advanceSlots: 15 });
  const delayed = [(await status()).confirmationStatus, (await rpc('getBlockHeight')).result];
  await control({ advanceSlots: 15 });

  assert.deepEqual(delayed, ['confirmed', height]);
  assert.equal((await status()).confirmationStatus, 'finalized');
});

test('an rpc fault meets every call until it is taken back', async () => {
  const { control, url, rpc } = await pausedChain();
  await control({ rpcFault: '500' });

  const broken = await fetch(url, { method: 'POST', body: '{"jsonrpc":"2.0","id":1,"method":"getSlot"}' });
  await control({ rpcFault: null });

  assert.equal(broken.status, 500);
  assert.equal(typeof (await rpc('getSlot')).result, 'number');
});

test('NFTs that are put there are held, found and moved like minted ones', async () => {
  const { control, connection, rpc } = await shared();
  const owner = await fundedWallet(connection);
  const [mint, account, to] = [0, 0, 0].map(() => Keypair.generate().publicKey);
  await control({ nfts: [[mint.toBase58(), account.toBase58(), owner.publicKey.toBase58()]] });
  const held = await rpc('getTokenAccountsByOwner', [owner.publicKey.toBase58(), { mint: mint.toBase58() }, { encoding: 'base64' }]);

  const target = getAssociatedTokenAddressSync(mint, to);
  const move = new Transaction().add(
    createAssociatedTokenAccountInstruction(owner.publicKey, target, to, mint),
    createTransferInstruction(account, target, owner.publicKey, 1),
  );
  await sendAndConfirmTransaction(connection, move, [owner], { commitment: 'confirmed' });
  const holder = (await rpc('getTokenLargestAccounts', [mint.toBase58(), { commitment: 'confirmed' }])).result.value[0];
  const { info } = (await rpc('getAccountInfo', [mint.toBase58(), { encoding: 'jsonParsed' }])).result.value.data.parsed;

  assert.deepEqual(held.result.value.map(({ pubkey }) => pubkey), [account.toBase58()]);
  assert.deepEqual([holder.address, holder.amount], [target.toBase58(), '1']);
  assert.deepEqual(info, { mintAuthority: null, supply: '1', decimals: 0, isInitialized: true, freezeAuthority: null });
});

test('NFTs are put there all or none, and never in the place of an account', async () => {
  const { control, connection, rpc } = await shared();
  const taken = await fundedWallet(connection);
  const nft = () => [0, 0, 0].map(() => Keypair.generate().publicKey.toBase58());
  const good = nft();

  const over = await control({ nfts: [good, [taken.publicKey.toBase58(), ...nft().slice(1)]] });
  const short = await control({ nfts: [good, nft().slice(1)] });
  const twice = await control({ nfts: [good, [good[0], ...nft().slice(1)]] });
  const many = await control({ nfts: Array.from({ length: 5_001 }, () => good) });

  assert.match(over.error, /^there is an account at/);
  assert.match(short.error, /^an NFT must be/);
  assert.match(twice.error, /given twice$/);
  assert.match(many.error, /at most 5000$/);
  assert.equal((await rpc('getAccountInfo', [good[0]])).result.value, null);
});

test('a control that is not known or wrong changes nothing', async () => {
  const { control } = await pausedChain();
  const before = await control();

  const unknown = await control({ advanceSlots: 3, nonsense: true });
  const wrong = await control({ nextSend: 'explode' });

  assert.match(unknown.error, /^unknown control "nonsense"/);
  assert.match(wrong.error, /^nextSend must be one of/);
  assert.deepEqual(await control(), before);
});
