import { fetchDigitalAsset, mplTokenMetadata } from '@metaplex-foundation/mpl-token-metadata';
import { publicKey } from '@metaplex-foundation/umi';
import { createUmi } from '@metaplex-foundation/umi-bundle-defaults';
import { TOKEN_PROGRAM_ID, TokenInstruction, decodeBurnInstruction, decodeCloseAccountInstruction } from '@solana/spl-token';
import { Connection, Keypair, PublicKey, Transaction } from '@solana/web3.js';

/** The trader's wallet, and their own eyes on the chain: independent libraries, nothing of ours. */
export class Wallet {
  constructor({ rpc, ws }) {
    this.keys = Keypair.generate();
    this.connection = new Connection(rpc, { commitment: 'finalized', wsEndpoint: ws });
    this.umi = createUmi(rpc, { commitment: 'finalized' }).use(mplTokenMetadata());
  }

  get address() {
    return this.keys.publicKey.toBase58();
  }

  /** The NFT as Metaplex' own library reads it. */
  nft(mint) {
    return fetchDigitalAsset(this.umi, publicKey(mint));
  }

  /** How many tokens of the mint this wallet holds. */
  async holds(mint) {
    const { value } = await this.connection.getParsedTokenAccountsByOwner(this.keys.publicKey, { mint: new PublicKey(mint) });
    return value.reduce((sum, { account }) => sum + Number(account.data.parsed.info.tokenAmount.amount), 0);
  }

  async supply(mint) {
    const { value } = await this.connection.getTokenSupply(new PublicKey(mint));
    return Number(value.amount);
  }

  /** Signs a burn, as a careful wallet would: only if it burns this one NFT and does nothing else. */
  signBurn(base64, mint) {
    const transaction = Transaction.from(Buffer.from(base64, 'base64'));
    const [burn, close, ...more] = transaction.instructions.filter(({ programId }) => programId.equals(TOKEN_PROGRAM_ID));
    const kinds = [burn?.data[0], close?.data[0], more.length];
    if (kinds[0] !== TokenInstruction.Burn || kinds[1] !== TokenInstruction.CloseAccount || kinds[2] !== 0) {
      throw new Error(`the transaction to sign is not a burn: ${kinds}`);
    }
    const { keys, data } = decodeBurnInstruction(burn);
    if (keys.mint.pubkey.toBase58() !== mint || data.amount !== 1n || !keys.owner.pubkey.equals(this.keys.publicKey)) {
      throw new Error('the transaction to sign burns something else');
    }
    decodeCloseAccountInstruction(close);
    if (transaction.signatures.some(({ signature }) => signature !== null)) {
      throw new Error('somebody has signed the transaction before its owner');
    }
    transaction.partialSign(this.keys);
    return transaction.serialize({ requireAllSignatures: false }).toString('base64');
  }
}
