/**
 * The story of a trader, played against the running suite: trades, a claim, badges, an upgrade.
 * Everything is requested from the outside — REST through the gateway, Kafka, the chain — and the first
 * thing that is not as told ends it with exit code 1.
 */
import { randomInt } from 'node:crypto';
import { Api, ApiError, token } from './api.js';
import { equal, holds, until } from './check.js';
import { Platform, readAll } from './kafka.js';
import { comesBack, receivedTheClaim, listens } from './listening.js';
import { Live } from './live.js';
import { amount, bar, bold, dim, green, line, red, title, yellow } from './print.js';
import { readRun } from './run.js';
import { Wallet } from './wallet.js';

const FIRST_TRADES = ['12500.1234567891', '27499.8765432109', '35000.5', '30000.25'];
const MORE_TRADES = ['150000', '249999.0000000001', '100.25'];

/** Exact decimal sum, in units of 10⁻¹⁰. */
const units = (price) => {
  const [whole, fraction = ''] = String(price).split('.');
  return BigInt(whole + fraction.padEnd(10, '0'));
};
const sum = (prices) => prices.reduce((total, price) => total + units(price), 0n);
const text = (total) => `${total / 10_000_000_000n}.${String(total % 10_000_000_000n).padStart(10, '0')}`.replace(/\.?0+$/, '');

async function main() {
  const run = readRun();
  const wallet = new Wallet(run.chain);
  const userId = randomInt(1_000_000, 2_000_000_000);
  const platform = new Platform(run.kafka.bootstrap);
  const bearer = await token(run.jwt.privateKey, { userId, wallet: wallet.address });
  const api = new Api(run.gateway, bearer);
  const live = new Live(run.gateway, bearer);
  try {
    title('A trader comes');
    await platform.user(userId, wallet.address);
    line('trader', `user ${userId}, wallet ${wallet.address}`);
    await tooEarly(api);
    await trade(api, platform, wallet, { prices: FIRST_TRADES, before: [], level: 1 });

    title('The first NFT');
    await listens(live);
    const first = await claim(api, wallet);
    await receivedTheClaim(live);
    await activate(api, first, { level: 1, feeReduction: 0.1, aiagentUses: 10 });

    title('Two tasks, two badges');
    await badges(api, platform, userId);
    await trade(api, platform, wallet, { prices: MORE_TRADES, before: FIRST_TRADES, level: 2 });

    title('The upgrade');
    const second = await upgrade(api, wallet, first);
    await comesBack(live, second);
    await afterUpgrade(api, wallet, first, second);

    title('What other teams read: nft-events');
    await events(run.kafka.bootstrap, userId, first, second);
    console.log(`\n${green('✔')} ${bold('The story went as told.')}\n`);
  } finally {
    live.lose();
    await platform.close();
  }
}

/** Before there is any volume a claim is refused, and says what is missing. */
async function tooEarly(api) {
  const refusal = await until('the wallet to be linked', async () => {
    const error = await refused(api.post('/api/v1/nft/claim', {}));
    return error.code !== 'WALLET_NOT_LINKED' && error;
  });
  const { required, current, shortfall } = refusal.details;
  equal('a claim without volume', [refusal.status, refusal.code, required, current], [422, 'NFT_CLAIM_FAILED', 100000, 0]);
  line('claim', dim(`refused: ${refusal.code}, short of ${amount(shortfall)} USDT`));
}

/** The error that the call is answered with. */
async function refused(call) {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('a claim without volume was accepted');
}

async function trade(api, platform, wallet, { prices, before, level }) {
  const done = [...before];
  for (const price of prices) {
    await platform.trades(wallet.address, [price]);
    done.push(price);
    const expected = Number(text(sum(done)));
    const tier = await until(`volume ${text(sum(done))}`, async () => {
      const { tradingVolume, levels } = await api.get('/api/v1/nft/qualifications');
      return tradingVolume === expected && levels[level - 1];
    });
    line('trade', `${amount(price).padStart(20)} USDT  ${bar(tier.progress)}  ${amount(tier.currentVolume)} of ${amount(tier.requiredVolume)}`);
  }
  const { levels } = await api.get('/api/v1/nft/qualifications');
  equal(`qualified for level ${level}`, [levels[level - 1].qualified, levels[level - 1].shortfall], [true, 0]);
  line('qualified', green(`level ${level}: ${levels[level - 1].tierName}`));
}

/** Follows an operation to its end and prints each new step of its history. */
async function follow(api, path, { onStep = async () => {} } = {}) {
  let seen = 0;
  let status = '';
  const operation = await until('the operation to end', async () => {
    const now = await api.get(path);
    for (const step of now.history.slice(seen)) {
      const change = step.status === status ? '' : bold(yellow(` ${step.status} `));
      status = step.status;
      line(now.kind, `${step.step.padEnd(24)} ${String(change).padEnd(12)} ${dim(step.transactionId === now.id ? '' : step.transactionId ?? '')}`);
    }
    seen = now.history.length;
    await onStep(now);
    return ['completed', 'failed'].includes(now.status) && now;
  });
  equal(`the end of ${path}`, [operation.status, operation.error], ['completed', null]);
  return operation;
}

const distinct = (values) => values.filter((value, i) => value !== values[i - 1]);

/**
 * The trader's page shows the qualification. The orchestrator consumes it from Kafka, so while a
 * service is down it may still say no: like a trader would, this retries.
 */
async function begun(api, path, body) {
  let refusals = 0;
  const { started } = await until(`${path} to be accepted`, async () => {
    try {
      return { started: await api.post(path, body) };
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 422) throw error;
      if (refusals++ === 0) line('refused', dim(`${error.code}: the event is under way; retried`));
      return null;
    }
  });
  return started;
}

async function claim(api, wallet) {
  const started = await begun(api, '/api/v1/nft/claim', {});
  const operation = await follow(api, `/api/v1/nft/operations/${started.id}`);
  equal('the statuses of the claim', distinct(operation.history.map((step) => step.status)), ['pending', 'mint_confirmed', 'completed']);
  await inWallet(wallet, operation.newMintAddress, 'Tech Chicken');
  return operation.newMintAddress;
}

/** The NFT as Metaplex' own library reads it from the chain. */
async function inWallet(wallet, mint, name) {
  const asset = await wallet.nft(mint);
  const [creator] = asset.metadata.creators.value;
  equal(`the NFT ${mint}`, {
    name: asset.metadata.name, symbol: asset.metadata.symbol, mutable: asset.metadata.isMutable, supply: asset.mint.supply, decimals: asset.mint.decimals,
    creators: asset.metadata.creators.value.length, verified: creator.verified, share: creator.share, byUs: creator.address === asset.metadata.updateAuthority,
    mintAuthority: asset.mint.mintAuthority.value === asset.edition.publicKey, held: await wallet.holds(mint),
  }, {
    name, symbol: 'AIW3E', mutable: false, supply: 1n, decimals: 0, creators: 1, verified: true, share: 100, byUs: true, mintAuthority: true, held: 1,
  });
  line('chain', `${bold(name)} ${mint} ${dim('in the wallet · supply 1 · immutable · creator verified')}`);
  const document = await (await fetch(asset.metadata.uri)).json();
  equal('the name in the metadata', document.name, name);
  const image = await fetch(document.image);
  equal('the image', [image.status, image.headers.get('content-type')], [200, 'image/png']);
  line('ipfs', `${asset.metadata.uri} ${dim(`image ${(await image.arrayBuffer()).byteLength} bytes`)}`);
}

async function activate(api, mint, { level, feeReduction, aiagentUses }) {
  equal('the activated NFT', (await api.post(`/api/v1/nfts/${mint}/activate`)).status, 'active');
  const status = await until('the benefits', async () => {
    const now = await api.get('/api/v1/nft/status');
    return now.currentNFT?.mintAddress === mint && now.currentNFT.benefitsActive && now;
  });
  equal('the current NFT', [status.currentNFT.level, status.currentNFT.benefits.feeReduction, status.currentNFT.benefits.aiagentUses], [level, feeReduction, aiagentUses]);
  line('status', `level ${level}: ${status.currentNFT.tierName}, fees −${feeReduction * 100} %, ${aiagentUses} agent uses a week`);
}

async function badges(api, platform, userId) {
  await platform.task(userId, 'contract_novice_guidance');
  await platform.task(userId, 'personal_data_completed');
  const { items } = await until('two badges', async () => {
    const page = await api.get('/api/v1/badges');
    return page.total === 2 && page;
  });
  for (const { badge, name } of items) {
    const bound = await api.post(`/api/v1/badges/${badge}/bind`);
    equal(`the badge ${badge}`, bound.state, 'bound');
    line('badge', `${name} ${dim('earned and bound')}`);
  }
}

async function upgrade(api, wallet, oldMint) {
  const started = await begun(api, '/api/v1/nft/upgrades', { targetLevel: 2 });
  let signed = '';
  const onStep = async (operation) => {
    const prepared = operation.burnTransaction;
    if (operation.status !== 'pending' || !prepared || prepared.signature === signed) return;
    const signedTransaction = wallet.signBurn(prepared.transaction, oldMint);
    line('wallet', `signs the burn of ${oldMint}`);
    await api.post(`/api/v1/nft/upgrades/${operation.id}/burn`, { signedTransaction });
    signed = prepared.signature;
  };
  const operation = await follow(api, `/api/v1/nft/upgrades/${started.id}`, { onStep });
  equal('the statuses of the upgrade', distinct(operation.history.map((step) => step.status)), ['pending', 'burn_confirmed', 'mint_confirmed', 'completed']);
  return operation.newMintAddress;
}

async function afterUpgrade(api, wallet, oldMint, newMint) {
  equal('the old NFT', [await wallet.supply(oldMint), await wallet.holds(oldMint)], [0, 0]);
  line('chain', `${oldMint} ${dim('supply 0')}`);
  await inWallet(wallet, newMint, 'Quant Ape');
  await activate(api, newMint, { level: 2, feeReduction: 0.2, aiagentUses: 20 });
  const { items } = await api.get('/api/v1/badges?state=consumed');
  equal('consumed badges', items.length, 2);
  const nfts = await api.get('/api/v1/nfts');
  equal('all NFTs of the trader', Object.fromEntries(nfts.items.map((nft) => [nft.mintAddress, nft.status])), { [oldMint]: 'burned', [newMint]: 'active' });
}

async function events(bootstrap, userId, oldMint, newMint) {
  const wanted = ['claimed', 'activated', 'burned', 'upgraded', 'activated'];
  const records = await until('the events', async () => {
    const found = await readAll(bootstrap, 'nft-events', String(userId));
    return found.length >= wanted.length && found;
  });
  for (const { body } of records) {
    const { userId: who, ...data } = body.data;
    line(body.eventType, Object.entries(data).map(([key, value]) => `${dim(key)} ${value}`).join('  '));
  }
  equal('the events', records.map(({ body }) => body.eventType), wanted);
  const upgraded = records[3].body.data;
  equal('the upgrade as published', [upgraded.fromTier, upgraded.toTier, upgraded.oldMintAddress, upgraded.newMintAddress], ['Tech Chicken', 'Quant Ape', oldMint, newMint]);
  holds('every event has an id of its own', new Set(records.map(({ headers }) => headers.get('ce_id'))).size === records.length);
}

// The chain's WebSocket and the clients keep the process alive: it ends when the story ends.
main().then(() => process.exit(0), (error) => {
  console.error(`\n${red('✘')} ${bold('Not as told:')} ${error.message}\n`);
  if (process.env.DEBUG) console.error(error);
  process.exit(1);
});
