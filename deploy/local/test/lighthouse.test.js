import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBurnInstruction, createCloseAccountInstruction, getAssociatedTokenAddressSync } from '@solana/spl-token';
import { Keypair, PublicKey, SystemProgram, Transaction } from '@solana/web3.js';
import bs58 from 'bs58';
import { fundedWallet, sharedChain, until } from '../test-support/support.js';

const LIGHTHOUSE = new PublicKey('L2TExMFKdjpN9kozasaurPirfHy9P8sbXoAN1qA3S95');
const EQUAL = 0;
const AT_LEAST = 4;
const shared = sharedChain();

function guard(pubkey, ...data) {
  return { programId: LIGHTHOUSE, keys: [{ pubkey, isSigner: false, isWritable: false }], data: Buffer.from(data) };
}

/** AssertAccountInfo: the account's lamports. */
function lamportsAre(pubkey, operator, lamports) {
  const value = Buffer.alloc(8);
  value.writeBigUInt64LE(BigInt(lamports));
  return guard(pubkey, 5, 0, 0, ...value, operator);
}

async function walletAndTransfer() {
  const chain = await shared();
  const wallet = await fundedWallet(chain.connection);
  const to = Keypair.generate().publicKey;
  const transfer = SystemProgram.transfer({ fromPubkey: wallet.publicKey, toPubkey: to, lamports: 2_000_000 });
  const land = async (...instructions) => {
    const transaction = new Transaction({ feePayer: wallet.publicKey, ...(await chain.connection.getLatestBlockhash('confirmed')) }).add(...instructions);
    transaction.sign(wallet);
    const signature = await chain.connection.sendRawTransaction(transaction.serialize(), { skipPreflight: true });
    await until(async () => ((await chain.rpc('getSignatureStatuses', [[signature]])).result.value[0]?.confirmationStatus ?? 'processed') !== 'processed', 'it is confirmed');
    return { signature, ...(await chain.rpc('getTransaction', [signature, { commitment: 'confirmed', encoding: 'json' }])).result.meta };
  };
  const balance = async (key) => (await chain.rpc('getBalance', [key.toBase58(), { commitment: 'confirmed' }])).result.value;
  return { ...chain, wallet, to, transfer, land, balance };
}

test('a burn with a wallet\'s guards before and after it lands', async () => {
  const { wallet, land, control, rpc, balance } = await walletAndTransfer();
  const mint = Keypair.generate().publicKey;
  const account = getAssociatedTokenAddressSync(mint, wallet.publicKey);
  await control({ nfts: [[mint, account, wallet.publicKey].map((key) => key.toBase58())] });
  const funds = await balance(wallet.publicKey);
  const rent = await balance(account);

  const { err, logMessages, innerInstructions } = await land(
    lamportsAre(wallet.publicKey, EQUAL, funds - 5_000), guard(account, 9, 0, 1),
    createBurnInstruction(account, mint, wallet.publicKey, 1), createCloseAccountInstruction(account, wallet.publicKey, wallet.publicKey),
    lamportsAre(wallet.publicKey, AT_LEAST, funds - 5_000 + rent), lamportsAre(account, EQUAL, 0),
  );

  assert.equal(err, null);
  assert.equal((await rpc('getTokenSupply', [mint.toBase58(), { commitment: 'confirmed' }])).result.value.amount, '0');
  assert.equal(logMessages.filter((line) => line === `Program ${LIGHTHOUSE.toBase58()} success`).length, 4);
  assert.deepEqual(innerInstructions, []);
});

test('a guard that does not hold fails the transaction at its place, and only the fee is taken', async () => {
  const { transfer, to, wallet, land, balance } = await walletAndTransfer();
  const before = await balance(wallet.publicKey);

  const { err, logMessages } = await land(transfer, guard(to, 9, 0, 1), lamportsAre(to, AT_LEAST, 2_000_001), transfer);

  assert.deepEqual(err, { InstructionError: [2, { Custom: 6001 }] });
  assert.equal(logMessages.at(-1), `Program ${LIGHTHOUSE.toBase58()} failed: custom program error: 0x1771`);
  assert.deepEqual([await balance(to), await balance(wallet.publicKey)], [0, before - 5_000]);
});

test('what is no assertion, or no right one, fails', async () => {
  const { to, land } = await walletAndTransfer();
  const errors = [];
  for (const instruction of [guard(to, 0, 0), guard(to, 1, 0), guard(to, 18, 0), guard(to), lamportsAre(to, 9, 1)]) {
    errors.push((await land(instruction)).err);
  }
  assert.deepEqual(errors, errors.map(() => ({ InstructionError: [0, { Custom: 6000 }] })));
});

test('guards stand among the instructions of Metaplex', async () => {
  const { simulated } = await simulation();
  assert.deepEqual(simulated.err, { InstructionError: [1, 'InvalidInstructionData'] });
});

async function simulation() {
  const { wallet, to, rpc, transfer } = await walletAndTransfer();
  const metaplex = { programId: new PublicKey('metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s'), keys: [], data: Buffer.from([255]) };
  const transaction = new Transaction({ feePayer: wallet.publicKey, recentBlockhash: bs58.encode(Buffer.alloc(32, 1)) }).add(guard(to, 5, 0, 1), metaplex, transfer);
  const bytes = transaction.serialize({ requireAllSignatures: false, verifySignatures: false }).toString('base64');
  const { result } = await rpc('simulateTransaction', [bytes, { encoding: 'base64', replaceRecentBlockhash: true }]);
  return { simulated: result.value };
}
