import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fetchDigitalAsset, mplTokenMetadata } from '@metaplex-foundation/mpl-token-metadata';
import { publicKey, unwrapOption } from '@metaplex-foundation/umi';
import { createUmi } from '@metaplex-foundation/umi-bundle-defaults';
import { Keypair } from '@solana/web3.js';
import { confirmed, fundedWallet, mintTransaction, startChain } from '../test-support/support.js';

test("Metaplex's own client reads a minted NFT as a non-fungible with its master edition", async (t) => {
  // Given
  const { connection, url } = await startChain(t);
  const system = await fundedWallet(connection);
  const nft = await mintTransaction(connection, system, Keypair.generate().publicKey);
  await confirmed(connection, await connection.sendRawTransaction(nft.transaction.serialize()));
  const umi = createUmi(url, 'confirmed').use(mplTokenMetadata());

  // When
  const asset = await fetchDigitalAsset(umi, publicKey(nft.mint.publicKey.toBase58()));

  // Then
  const { metadata, mint, edition } = asset;
  assert.equal(metadata.name, 'Tech Chicken');
  assert.equal(metadata.symbol, 'AIW3');
  assert.equal(metadata.uri, 'https://example.test/1.json');
  assert.equal(metadata.isMutable, false);
  assert.equal(metadata.updateAuthority, system.publicKey.toBase58());
  assert.equal(unwrapOption(metadata.tokenStandard), 0);
  assert.deepEqual(unwrapOption(metadata.creators), [{ address: system.publicKey.toBase58(), verified: true, share: 100 }]);
  assert.equal(mint.supply, 1n);
  assert.equal(unwrapOption(mint.mintAuthority), nft.edition.toBase58());
  assert.equal(edition.isOriginal, true);
  assert.equal(unwrapOption(edition.maxSupply), 0n);
});
