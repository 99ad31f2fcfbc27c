import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
// @ts-expect-error: plain JavaScript
import { serve } from '../mock/serve.js';

interface Document {
  paths: Record<string, Record<string, { responses: Record<string, { $ref?: string }> }>>;
}

const api = JSON.parse(readFileSync(new URL('../../../shared-events/client/openapi.json', import.meta.url), 'utf8')) as Document;
const ajv = new Ajv2020({ strict: false, allErrors: true });
(formats as unknown as (ajv: Ajv2020) => void)(ajv);
ajv.addFormat('int32', true).addFormat('int64', true).addSchema(api, 'api');

const wallet = '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin';
let mock: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  mock = await serve({ stepMs: 5 });
});
afterAll(() => mock.close());

/** What the API's description says of an answer. */
function flaws(method: string, path: string, status: number, body: unknown): string[] {
  const [template, item] = Object.entries(api.paths).find(([one, each]) => each[method] && new RegExp(`^${one.replace(/\{[^}]+}/g, '[^/]+')}$`).test(path)) ?? [];
  const response = item?.[method]?.responses[status];
  if (!template || !response) return [`${method} ${path} ${status} is not described`];
  const at = response.$ref?.slice(1) ?? `/paths/${template.replaceAll('/', '~1')}/${method}/responses/${status}`;
  const validate = ajv.compile({ $ref: `api#${encodeURI(`${at}/content/application~1json/schema`)}` });
  return validate(body) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${method} ${path} ${status}: ${instancePath} ${message}`);
}

/** Calls as somebody, and keeps what is not as described. */
function caller(faults: string[]) {
  return async (who: string | null, call: string, body?: object) => {
    const [method = '', address = ''] = call.split(' ');
    const response = await fetch(mock.url + address, {
      method,
      headers: { 'content-type': 'application/json', ...(who ? { authorization: `Bearer ${who}` } : {}) },
      body: body && JSON.stringify(body),
    });
    const answer = (await response.json()) as { data: never };
    faults.push(...flaws(method.toLowerCase(), address.split('?')[0]!, response.status, answer));
    return answer.data as { id: string } & Record<string, never>;
  };
}

const local = async (path: string, body: object) =>
  (await (await fetch(`${mock.url}/local/${path}`, { method: 'POST', body: JSON.stringify(body) })).json()) as { token: string; userId: string };

it('answers as the API is described, so that what works on it works on the API', async () => {
  const faults: string[] = [];
  const call = caller(faults);
  const { userId } = await local('traders', { wallet });
  const trader = (await local('tokens', { userId, wallet, roles: ['user'] })).token;
  const admin = (await local('tokens', { userId: '1', wallet: null, roles: ['admin'] })).token;
  const manager = (await local('tokens', { userId: '2', wallet: null, roles: ['competition_manager'] })).token;

  await call(trader, 'POST /api/v1/nft/claim', {});
  await local('trades', { wallet, amounts: ['600000.0000000001'] });
  for (const task of ['contract_novice_guidance', 'personal_data_completed']) await local('tasks', { userId, task, count: 1 });
  await call(trader, 'POST /api/v1/badges/contract_enlightener/bind');
  await call(trader, 'POST /api/v1/badges/contract_enlightener/bind');
  await call(trader, 'POST /api/v1/badges/platform_enlightener/bind');
  const claim = await call(trader, 'POST /api/v1/nft/claim', {});
  const ended = (id: string) => expect.poll(() => mock.traders.get(userId).operation(id).status).toBe('completed');
  await ended(claim.id);
  await call(trader, `POST /api/v1/nfts/${mock.traders.get(userId).held.mintAddress}/activate`);
  const upgrade = await call(trader, 'POST /api/v1/nft/upgrades', { targetLevel: 2 });
  await expect.poll(() => mock.traders.get(userId).operation(upgrade.id).burnTransaction).not.toBeNull();
  await call(trader, 'POST /api/v1/nft/claim', {});
  for (const read of ['portfolio', 'history', 'volume', `operations/${upgrade.id}`, `operations/${claim.id}`, 'profile', 'config', 'artwork']) await call(trader, `GET /api/v1/nft/${read}`);

  await call(null, `GET /api/v1/nft/profiles/${wallet}`);
  await call(trader, 'PUT /api/v1/nft/profile', { public: true });
  expect(await call(null, `GET /api/v1/nft/profiles/${wallet}`)).toMatchObject({ currentLevel: 1, badges: ['contract_enlightener', 'platform_enlightener'] });
  await call(trader, `POST /api/v1/nft/upgrades/${upgrade.id}/cancel`);

  await call(trader, 'GET /api/v1/admin/overview');
  const pending = mock.office.views.find(({ operation }: { operation: { status: string } }) => operation.status === 'pending').operation.id;
  for (const read of ['overview', `users/${userId}`, 'users/2041', 'search?q=2041', 'search?q=nobody', 'nft-definitions', 'upgrades', 'upgrades?stuck=true', `upgrades/${pending}/timeline`]) await call(admin, `GET /api/v1/admin/${read}`);
  await call(admin, `POST /api/v1/admin/upgrades/${pending}/cancel`);
  await expect.poll(() => mock.office.find(pending).operation.status).toBe('failed');
  await call(admin, `POST /api/v1/admin/upgrades/${pending}/cancel`);
  await call(admin, 'PUT /api/v1/admin/nft-definitions/1', { name: 'Tech Chicken', symbol: 'AIW3E', description: 'New.' });
  await call(admin, 'GET /api/v1/admin/nft-definitions');
  const letters = '/api/v1/admin/dead-letters/qualification-service/trades';
  for (const read of ['', '?state=all', '?cursor=0-44']) await call(admin, `GET ${letters}${read}`);
  for (const offset of [41, 42, 43, 44, 45, 99]) await call(admin, `GET ${letters}/0/${offset}`);
  for (const act of ['41/replay', '41/replay', '45/replay', '45/discard', '45/discard']) await call(admin, `POST ${letters}/0/${act}`, act.endsWith('discard') ? { reason: 'Too large' } : undefined);
  await call(admin, `GET ${letters}?state=all`);
  await call(admin, 'GET /api/v1/admin/dead-letters/qualification-service/no-such-topic');
  for (let i = 0; i < 2; i++) await call(admin, 'POST /api/v1/admin/nfts/7RoSF9fUmdphVCpabEoefH81WwrW7orsWonXWqTXkKV8/reissue', { reason: 'Burned by mistake' });
  await call(admin, 'GET /api/v1/admin/nfts/reissues');
  await call(admin, 'GET /api/v1/admin/search?q=7RoSF9fUmdphVCpabEoefH81WwrW7orsWonXWqTXkKV8');
  await call(manager, 'POST /api/v1/admin/competitions/cup/awards', { recipients: [{ userId: '42', rank: 1 }, { userId: '49' }] });
  await call(manager, 'POST /api/v1/admin/competitions/cup/awards', { recipients: [{ userId: '42' }] });
  await call(manager, 'GET /api/v1/admin/competitions/cup/awards');
  await call(manager, 'GET /api/v1/admin/competitions');
  await call(manager, 'GET /api/v1/admin/competitions/cup');
  await call(manager, 'POST /api/v1/admin/competitions/cup/awards/dry-run', { recipients: [{ userId: '42', rank: 1 }, { userId: '50' }] });
  expect(faults).toEqual([]);
});

it('sends the live events that the contract describes', async () => {
  const live = new URL('../../../shared-events/contract/src/main/resources/io/aiw3/nft/contract/live/', import.meta.url);
  const { userId } = await local('traders', { wallet: 'BPFLoaderUpgradeab1e11111111111111111111111' });
  const trader = mock.traders.get(userId);
  trader.trade('600000.5');
  trader.task('contract_novice_guidance', 1);
  trader.bind('contract_enlightener');
  trader.start(1);
  await expect.poll(() => trader.held).not.toBeNull();
  await expect.poll(() => trader.open).toBeNull();
  trader.activate(trader.held.mintAddress);
  trader.task('personal_data_completed', 1);
  trader.bind('platform_enlightener');
  const { id } = trader.start(2);
  await expect.poll(() => trader.operation(id).burnTransaction).not.toBeNull();
  trader.cancel(id);
  const events = [...trader.events, { event: 'nft:snapshot', userId, data: trader.snapshot(), timestamp: new Date().toISOString(), sequence: trader.sequence }];
  const schemas = new Ajv2020({ strict: false, validateFormats: false });
  const names = [...new Set(events.map(({ event }) => event))];
  names.forEach((name) => schemas.addSchema(JSON.parse(readFileSync(new URL(`${name.slice(4)}.json`, live), 'utf8')) as object, name));
  const faults = events.flatMap((event) => {
    const validate = schemas.getSchema(event.event)!;
    return validate(event) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${event.event}: ${instancePath} ${message}`);
  });
  expect(faults).toEqual([]);
  expect(names).toHaveLength(5);
});
