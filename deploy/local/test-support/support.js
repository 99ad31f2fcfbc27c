import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before } from 'node:test';
import {
  TOKEN_PROGRAM_ID, createAssociatedTokenAccountInstruction, createBurnInstruction, createCloseAccountInstruction,
  createInitializeMint2Instruction, createMintToInstruction, getAssociatedTokenAddressSync,
} from '@solana/spl-token';
import { Connection, Keypair, PublicKey, SystemProgram, Transaction } from '@solana/web3.js';

export const METAPLEX = new PublicKey('metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s');

/** With METAPLEX_SO=<file> the tests run on the real program. */
const PROGRAM = process.env.METAPLEX_SO ? ['--metaplex-so', process.env.METAPLEX_SO] : [];

/** A directory that is gone after the test. */
export function temporaryDirectory(t) {
  const directory = mkdtempSync(join(tmpdir(), 'aiw3-local-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Starts a server of this package and waits for its ready line. @returns {Promise<object>} the ready line, and kill() */
export async function startServer(t, script, flags) {
  const child = spawn(process.execPath, [new URL(`../${script}`, import.meta.url).pathname, ...flags, '--watch-stdin'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk) => { errors += chunk; });
  const exited = once(child, 'exit');
  const kill = async (signal) => {
    child.kill(signal);
    return (await exited)[0];
  };
  t.after(() => kill('SIGKILL'));
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => text),
    exited.then(() => { throw new Error(`the server ended before it was ready: ${errors}`); }),
  ]);
  return { ...JSON.parse(line), child, kill, exited, log: () => errors };
}

/** A chain, a connection to it and its controls. */
export async function startChain(t, { data = temporaryDirectory(t), flags = [] } = {}) {
  let connection = null;
  t.after(() => {
    // Else it reconnects without end and keeps the test process alive.
    connection._rpcWebSocket.setAutoReconnect(false);
    connection._rpcWebSocket.close();
  });
  const server = await startServer(t, 'chain/server.js', ['--port', '0', '--data', data, '--slot-ms', '20', ...PROGRAM, ...flags]);
  connection = new Connection(server.rpc, { commitment: 'confirmed', wsEndpoint: server.ws, disableRetryOnRateLimit: true });
  return { ...server, data, connection, rpc: (method, params) => rpc(server.rpc, method, params), url: server.rpc, control: (request) => control(server.rpc, request) };
}

/** A chain for all tests of a file, one after another; what they disturb is healed before the next. @returns {() => Promise<object>} */
export function sharedChain(nodes = []) {
  let chain = null;
  const ends = [];
  before(async () => { chain = await startChain({ after: (end) => ends.unshift(end) }); });
  after(async () => {
    for (const end of ends) await end();
  });
  return async () => {
    await chain.control({ pauseSlots: false, nextSend: null, finalityDelaySlots: 0, releaseHeld: true });
    const healthy = { rpcFault: null, error: null, lag: {}, history: 'kept', otherCluster: false, fork: false, balances: [] };
    for (const node of ['', ...nodes]) await chain.control({ node, ...healthy });
    return chain;
  };
}

/** One raw call: the whole answer, error included. */
export async function rpc(url, method, params = []) {
  const response = await fetch(url, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  return response.json();
}

export async function control(url, request) {
  const response = await fetch(`${url}/control`, request && { method: 'POST', body: JSON.stringify(request) });
  return response.json();
}

/** Waits for a condition, not for a time. */
export async function until(condition, what = 'the condition') {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`${what} did not come true within 20 s`);
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
}

/** A key pair with lamports that are confirmed. */
export async function fundedWallet(connection, lamports = 10_000_000_000) {
  const wallet = Keypair.generate();
  const signature = await connection.requestAirdrop(wallet.publicKey, lamports);
  await confirmed(connection, signature);
  return wallet;
}

export async function confirmed(connection, signature) {
  const { value } = await connection.confirmTransaction({ signature, ...(await connection.getLatestBlockhash('confirmed')) }, 'confirmed');
  return value;
}

export async function blockhashAnd(connection, payer) {
  return { feePayer: payer, ...(await connection.getLatestBlockhash('confirmed')) };
}

/** The project's mint: one transaction from the mint's creation to its master edition. */
export async function mintTransaction(connection, system, owner, { mint = Keypair.generate(), uri = 'https://example.test/1.json' } = {}) {
  const [metadata] = PublicKey.findProgramAddressSync([Buffer.from('metadata'), METAPLEX.toBuffer(), mint.publicKey.toBuffer()], METAPLEX);
  const [edition] = PublicKey.findProgramAddressSync([Buffer.from('metadata'), METAPLEX.toBuffer(), mint.publicKey.toBuffer(), Buffer.from('edition')], METAPLEX);
  const ata = getAssociatedTokenAddressSync(mint.publicKey, owner);
  const signer = { pubkey: system.publicKey, isSigner: true, isWritable: true };
  const account = (pubkey, isWritable) => ({ pubkey, isSigner: false, isWritable });
  const text = (value) => { const b = Buffer.alloc(4 + Buffer.byteLength(value)); b.writeUInt32LE(Buffer.byteLength(value)); b.write(value, 4); return b; };
  const creator = Buffer.concat([Buffer.from([1, 1, 0, 0, 0]), system.publicKey.toBuffer(), Buffer.from([1, 100])]);
  const transaction = new Transaction(await blockhashAnd(connection, system.publicKey)).add(
    SystemProgram.createAccount({ fromPubkey: system.publicKey, newAccountPubkey: mint.publicKey, lamports: await connection.getMinimumBalanceForRentExemption(82), space: 82, programId: TOKEN_PROGRAM_ID }),
    createInitializeMint2Instruction(mint.publicKey, 0, system.publicKey, system.publicKey),
    createAssociatedTokenAccountInstruction(system.publicKey, ata, owner, mint.publicKey),
    createMintToInstruction(mint.publicKey, ata, system.publicKey, 1),
    {
      programId: METAPLEX,
      keys: [account(metadata, true), account(mint.publicKey, false), signer, signer, signer, account(SystemProgram.programId, false)],
      data: Buffer.concat([Buffer.from([33]), text('Tech Chicken'), text('AIW3'), text(uri), Buffer.from([0, 0]), creator, Buffer.from([0, 0, 0, 0])]),
    },
    {
      programId: METAPLEX,
      keys: [account(edition, true), account(mint.publicKey, true), signer, signer, signer, account(metadata, true),
        account(TOKEN_PROGRAM_ID, false), account(SystemProgram.programId, false)],
      data: Buffer.from([17, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
    },
  );
  transaction.sign(system, mint);
  return { transaction, mint, ata, metadata, edition };
}

export async function burnTransaction(connection, system, owner, { mint, ata }) {
  const transaction = new Transaction(await blockhashAnd(connection, system.publicKey)).add(
    createBurnInstruction(ata, mint.publicKey, owner.publicKey, 1),
    createCloseAccountInstruction(ata, system.publicKey, owner.publicKey),
  );
  transaction.sign(system, owner);
  return transaction;
}
