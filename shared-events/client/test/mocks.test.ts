import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NftClient } from '../src/index.js';
import { liveEvents, MockPlatform, TRADER } from '../src/mocks/index.js';

interface Document {
  paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
}
const api = JSON.parse(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8')) as Document;
const ajv = new Ajv2020({ strict: false, validateFormats: true });
(formats as unknown as (ajv: Ajv2020) => void)(ajv);
ajv.addFormat('int32', true).addFormat('int64', true).addSchema(api, 'api');

/** What the API's description says of this answer. */
function flaws(method: string, path: string, status: number, body: unknown): unknown {
  const [template, item] = Object.entries(api.paths).find(([one, each]) => each[method] && new RegExp(`^${one.replace(/\{[^}]+}/g, '[^/]+')}$`).test(path)) ?? [];
  const response = item?.[method]?.responses[status] as { $ref?: string } | undefined;
  if (!template || !response) {
    return `${method} ${path} ${status} is not described`;
  }
  const at = response.$ref?.slice(1) ?? `/paths/${template.replaceAll('/', '~1')}/${method}/responses/${status}`;
  const pointer = encodeURI(`${at}/content/application~1json/schema`);
  const validate = ajv.compile({ $ref: `api#${pointer}` });
  return validate(body) ? [] : validate.errors;
}

describe('mocks', () => {
  const server = setupServer();
  const platform = new MockPlatform({ baseUrl: 'http://nft.test', trader: { volume: '500000', active: false } });
  const answers: { method: string; path: string; status: number; body: unknown }[] = [];
  const client = new NftClient({
    baseUrl: 'http://nft.test',
    fetch: async (url, init) => {
      const response = await fetch(url as string, init);
      answers.push({ method: init?.method?.toLowerCase() ?? '', path: new URL(url as string).pathname, status: response.status, body: await response.clone().json() });
      return response;
    },
  });
  beforeAll(() => {
    server.listen({ onUnhandledRequest: 'error' });
    server.use(...platform.handlers);
  });
  afterAll(() => server.close());

  it('have an event of each kind, as the contract describes it', () => {
    const live = new URL('../../contract/src/main/resources/io/aiw3/nft/contract/live/', import.meta.url);
    const files = readdirSync(live);
    for (const trader of [TRADER, { ...TRADER, level: 0, active: false }, { ...TRADER, level: 5 }]) {
      const events = liveEvents(trader);
      expect(events.map(({ event }) => `${event.slice(4)}.json`).sort()).toEqual(files.sort());
      for (const event of events) {
        const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(readFileSync(new URL(`${event.event.slice(4)}.json`, live), 'utf8')) as object);
        expect(validate(event) ? [] : validate.errors, event.event).toEqual([]);
      }
    }
  });

  it('answer as the API is described', async () => {
    const refused = (error: unknown) => error;
    await client.getTiers();
    await client.getPortfolio();
    await client.getConfig();
    await client.getStatus();
    await client.getQualifications();
    await client.getBenefits();
    await client.getBadgeCatalogue();
    await client.startUpgrade({ targetLevel: 2 }).catch(refused);
    await client.bindBadge('platform_enlightener');
    await client.bindBadge('platform_enlightener').catch(refused);
    await client.activateNft((await client.listNfts()).items[0]?.mintAddress ?? '');
    const { id } = await client.startUpgrade({ targetLevel: 2 });
    await client.startUpgrade({ targetLevel: 2 }).catch(refused);
    for (let i = 0; i < 5; i++) {
      await client.getUpgrade(id);
    }
    await client.submitBurn(id, { signedTransaction: 'AAAA' }).catch(refused);
    await client.renewBurnTransaction(id);
    await client.cancelUpgrade(id);
    await client.getOperation(id);
    await client.listUpgrades();
    await client.getNft('unknown').catch(refused);
    expect(answers.length).toBeGreaterThan(20);
    for (const { method, path, status, body } of answers) {
      expect(flaws(method, path, status, body), `${method} ${path} ${status}`).toEqual([]);
    }
  });
});
