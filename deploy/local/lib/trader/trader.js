/**
 * Makes a trader in a state, for those who try their own page or service against the local suite: the
 * platform publishes user, trades and tasks, and the command ends when the API shows them.
 */
import { Api, ApiError, token } from '../story/api.js';
import { until } from '../story/check.js';
import { Platform } from '../story/kafka.js';
import { readRun } from '../story/run.js';
import { readFlags, stop } from '../cli.js';
import { requested } from './requested.js';

const USAGE = 'deploy/local/trader [--user <id>] [--wallet <address>] [--volume <amount>] [--badges all|<name,…>] [--bind]';

async function main() {
  const trader = requested(readFlags(USAGE, {
    user: { type: 'string' }, wallet: { type: 'string' }, volume: { type: 'string' }, badges: { type: 'string' }, bind: { type: 'boolean', default: false },
  }));
  const run = readRun();
  const bearer = await token(run.jwt.privateKey, { userId: trader.userId, wallet: trader.wallet });
  const api = new Api(run.gateway, bearer);
  const platform = new Platform(run.kafka.bootstrap);
  try {
    const badges = await chosen(api, trader.badges);
    await platform.user(trader.userId, trader.wallet);
    await until('the wallet to be linked to the user', async () => (await standing(api))?.walletAddress === trader.wallet, { seconds: 30 });
    if (trader.volume) {
      const [id] = await platform.trades(trader.wallet, [trader.volume]);
      await until('the trade to be counted', async () => (await api.get('/api/v1/nft/volume')).items.some(({ tradeId }) => tradeId === id));
    }
    for (const { task, taskCount } of badges) await platform.task(trader.userId, task, taskCount);
    if (badges.length > 0) await earned(api, badges, trader.bind);
    const { volumeText } = await until('the standing', () => standing(api));
    console.log(JSON.stringify({
      userId: trader.userId, wallet: trader.wallet, secretKey: trader.secretKey, volume: volumeText, badges: badges.map(({ badge }) => badge), token: bearer, gateway: run.gateway,
    }, null, 2));
  } finally {
    await platform.close();
  }
}

const standing = async (api) => (await api.get('/api/v1/nft/portfolio')).standing;

/** The badges of the catalogue that were requested. */
async function chosen(api, names) {
  if (names.length === 0) return [];
  const catalogue = (await api.get('/api/v1/badges/catalogue')).filter(({ task }) => task);
  if (names.includes('all')) return catalogue;
  const unknown = names.filter((name) => !catalogue.some(({ badge }) => badge === name));
  if (unknown.length > 0) stop(`--badges: no task earns ${unknown.join(', ')}; there are ${catalogue.map(({ badge }) => badge).join(', ')}`);
  return catalogue.filter(({ badge }) => names.includes(badge));
}

async function earned(api, badges, bind) {
  const owned = await until('the badges', async () => {
    const { items } = await api.get('/api/v1/badges?pageSize=100');
    const found = badges.map(({ badge }) => items.find((item) => item.badge === badge));
    return found.every(Boolean) && found;
  });
  if (bind) for (const { badge } of owned.filter(({ isBound }) => !isBound)) await api.post(`/api/v1/badges/${badge}/bind`);
}

// Kafka's client may keep the process alive.
main().then(() => process.exit(0), (error) => {
  console.error(error instanceof ApiError ? `The API refused: ${error.message}` : error.message);
  process.exit(1);
});
