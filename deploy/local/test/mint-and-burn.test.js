import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Keypair } from '@solana/web3.js';
import bs58 from 'bs58';
import { burnTransaction, confirmed, fundedWallet, mintTransaction, startChain } from '../test-support/support.js';

/** Lamports for a byte, and what the four accounts of an NFT take with Metaplex' fee and two signatures. */
const RENT = 5_080;
const COST = (82 + 165 + 607 + 20 + 4 * 128) * RENT + 10_000_000 + 10_000;

test('a mint lands in one transaction and costs exactly what the real program takes', async (t) => {
  // Given
  const { connection } = await startChain(t);
  const system = await fundedWallet(connection);
  const owner = Keypair.generate();
  const nft = await mintTransaction(connection, system, owner.publicKey);

  // When
  const signature = await connection.sendRawTransaction(nft.transaction.serialize());
  const { err } = await confirmed(connection, signature);

  // Then
  assert.equal(err, null);
  assert.equal(signature, bs58.encode(nft.transaction.signature));
  assert.equal(await connection.getBalance(system.publicKey), 10_000_000_000 - COST);
  const { meta } = await connection.getTransaction(signature, { commitment: 'confirmed', maxSupportedTransactionVersion: 0 });
  assert.equal(meta.fee, 10_000);
  assert.deepEqual(meta.preTokenBalances, []);
  assert.deepEqual(meta.postTokenBalances.map(({ mint, owner: holder, uiTokenAmount }) => [mint, holder, uiTokenAmount.amount]),
    [[nft.mint.publicKey.toBase58(), owner.publicKey.toBase58(), '1']]);
  assert.equal((await connection.getAccountInfo(nft.metadata)).data.length, 607);
  const { value: supply } = await connection.getTokenSupply(nft.mint.publicKey);
  assert.deepEqual(supply, { amount: '1', decimals: 0, uiAmount: 1, uiAmountString: '1' });
  const held = await connection.getParsedTokenAccountsByOwner(owner.publicKey, { mint: nft.mint.publicKey });
  assert.equal(held.value.length, 1);
  assert.equal(held.value[0].pubkey.toBase58(), nft.ata.toBase58());
  assert.equal(held.value[0].account.data.parsed.info.tokenAmount.amount, '1');
  const { value: mint } = await connection.getParsedAccountInfo(nft.mint.publicKey);
  assert.equal(mint.data.parsed.info.mintAuthority, nft.edition.toBase58());
  assert.equal(mint.data.parsed.info.freezeAuthority, nft.edition.toBase58());
});

test('a burn takes the supply to zero, closes the account and pays its rent to the system wallet', async (t) => {
  // Given
  const { connection } = await startChain(t);
  const system = await fundedWallet(connection);
  const owner = Keypair.generate();
  const nft = await mintTransaction(connection, system, owner.publicKey);
  await confirmed(connection, await connection.sendRawTransaction(nft.transaction.serialize()));
  const burn = await burnTransaction(connection, system, owner, nft);

  // When
  const { err } = await confirmed(connection, await connection.sendRawTransaction(burn.serialize()));

  // Then
  assert.equal(err, null);
  assert.equal((await connection.getTokenSupply(nft.mint.publicKey)).value.amount, '0');
  assert.equal(await connection.getAccountInfo(nft.ata), null);
  assert.equal((await connection.getTokenAccountsByOwner(owner.publicKey, { mint: nft.mint.publicKey })).value.length, 0);
  assert.equal(await connection.getBalance(system.publicKey), 10_000_000_000 - COST - 10_000 + (165 + 128) * RENT);
  const history = await connection.getSignaturesForAddress(nft.mint.publicKey, {}, 'confirmed');
  assert.deepEqual(history.map(({ signature }) => signature), [bs58.encode(burn.signature), bs58.encode(nft.transaction.signature)]);
});
