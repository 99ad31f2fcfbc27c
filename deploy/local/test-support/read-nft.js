// What independent readers say of an NFT: node read-nft.js <rpc> <mint> <owner>, JSON on stdout.
import { fetchDigitalAsset, mplTokenMetadata } from '@metaplex-foundation/mpl-token-metadata';
import { publicKey, unwrapOption } from '@metaplex-foundation/umi';
import { createUmi } from '@metaplex-foundation/umi-bundle-defaults';
import { getAccount, getAssociatedTokenAddressSync, getMint } from '@solana/spl-token';
import { Connection, PublicKey } from '@solana/web3.js';

const [url, mintAddress, owner] = process.argv.slice(2);

async function readByUmi() {
  const umi = createUmi(url, 'finalized').use(mplTokenMetadata());
  const { metadata, mint, edition } = await fetchDigitalAsset(umi, publicKey(mintAddress));
  return {
    name: metadata.name,
    symbol: metadata.symbol,
    uri: metadata.uri,
    sellerFeeBasisPoints: metadata.sellerFeeBasisPoints,
    isMutable: metadata.isMutable,
    updateAuthority: metadata.updateAuthority,
    tokenStandard: unwrapOption(metadata.tokenStandard),
    creators: unwrapOption(metadata.creators),
    supply: mint.supply.toString(),
    decimals: mint.decimals,
    edition: { address: edition.publicKey, isOriginal: edition.isOriginal, maxSupply: unwrapOption(edition.maxSupply)?.toString() ?? null },
  };
}

async function readBySplToken() {
  const connection = new Connection(url, 'finalized');
  const key = new PublicKey(mintAddress);
  const mint = await getMint(connection, key, 'finalized');
  const account = await getAccount(connection, getAssociatedTokenAddressSync(key, new PublicKey(owner)), 'finalized');
  return {
    supply: mint.supply.toString(),
    decimals: mint.decimals,
    mintAuthority: mint.mintAuthority?.toBase58() ?? null,
    freezeAuthority: mint.freezeAuthority?.toBase58() ?? null,
    amount: account.amount.toString(),
    owner: account.owner.toBase58(),
    isFrozen: account.isFrozen,
  };
}

process.stdout.write(`${JSON.stringify({ umi: await readByUmi(), splToken: await readBySplToken() })}\n`);
process.exit(0); // the connection's socket would keep the process
