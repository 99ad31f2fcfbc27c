/**
 * What a fresh broker and a fresh chain lack: the topics, and SOL in the system wallet.
 *
 *   KAFKA_BOOTSTRAP_SERVERS=… SOLANA_RPC=… SYSTEM_WALLET=<key file> node provision.js
 */
import { readFileSync } from 'node:fs';
import { Admin } from '@platformatic/kafka';
import { Connection, Keypair, LAMPORTS_PER_SOL } from '@solana/web3.js';
import { topics } from './topics.js';

const LOW = 10 * LAMPORTS_PER_SOL;
const AIRDROP = 100 * LAMPORTS_PER_SOL;

async function createTopics(bootstrap) {
  const admin = new Admin({ clientId: 'provision', bootstrapBrokers: bootstrap.split(','), retries: 50, retryDelay: 500 });
  try {
    const existing = new Set(await admin.listTopics());
    for (const { name, partitions, config } of topics.filter((topic) => !existing.has(topic.name))) {
      const configs = Object.entries(config).map(([key, value]) => ({ name: key, value }));
      await admin.createTopics({ topics: [name], partitions, replicas: 1, configs });
      console.log(`topic ${name}`);
    }
  } finally {
    await admin.close();
  }
}

async function fill(rpc, keyFile) {
  const wallet = Keypair.fromSecretKey(Uint8Array.from(JSON.parse(readFileSync(keyFile, 'utf8')))).publicKey;
  const chain = new Connection(rpc, 'confirmed');
  if (await chain.getBalance(wallet) < LOW) {
    await chain.requestAirdrop(wallet, AIRDROP);
    console.log(`filled ${wallet.toBase58()}`);
  }
}

const { KAFKA_BOOTSTRAP_SERVERS, SOLANA_RPC, SYSTEM_WALLET } = process.env;
await createTopics(KAFKA_BOOTSTRAP_SERVERS);
await fill(SOLANA_RPC, SYSTEM_WALLET);
process.exit(0);
