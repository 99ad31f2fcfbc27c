import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { MockPlatform } from '../src/mocks/index.js';
import { OWNER, SECRET_KEY } from './wallets.js';

/** The guides' snippets, as scripts/snippets.mjs has written them out. */
describe('the guide for a frontend', () => {
  const server = setupServer();
  const shown: unknown[][] = [];
  const token = `e30.${Buffer.from(JSON.stringify({ sub: '42' })).toString('base64url')}.x`;

  beforeAll(() => {
    vi.stubGlobal('session', { token: () => token, secretKey: SECRET_KEY });
    vi.stubGlobal('confirm', () => true);
    vi.stubGlobal('show', (...values: unknown[]) => shown.push(values));
    server.listen();
  });
  afterAll(() => {
    server.close();
    vi.unstubAllGlobals();
  });
  beforeEach(() => void shown.splice(0));
  afterEach(() => vi.resetModules());

  async function run(name: string, trader: object = {}): Promise<MockPlatform> {
    const platform = new MockPlatform({ baseUrl: 'http://127.0.0.1:8080', trader: { wallet: OWNER, ...trader } });
    server.resetHandlers(...platform.handlers);
    await import(/* @vite-ignore */ `./snippets/${name}.ts`);
    return platform;
  }

  it('shows tiers and badges in one call', async () => {
    const platform = await run('guide-screen');
    expect(platform.requests.map(({ path }) => path)).toEqual(['/api/v1/nft/portfolio']);
    expect(shown).toContainEqual(['Tech Chicken', 'active', '0']);
    expect(shown).toContainEqual(['Complete your personal data', 1, 1, 'owned']);
  });

  it('claims, activates, binds and upgrades', async () => {
    const platform = await run('guide-acts', { level: 0, active: false, volume: '500000' });
    expect(shown.filter(([state]) => state === 'completed')).toHaveLength(2);
    expect(platform.trader.level).toBe(2);
    expect(platform.trader.bound).toContain('platform_enlightener');
  }, 60_000);

  it('asks the wallet once, and after a rejection again on the click alone', async () => {
    let no = true;
    let asked = 0;
    vi.stubGlobal('confirm', () => {
      asked++;
      return !no;
    });
    const askedAtClick: number[] = [];
    vi.stubGlobal('onClick', (_: string, act: () => void) => {
      askedAtClick.push(asked);
      no = askedAtClick.length < 2;
      act();
    });
    await run('guide-acts', { level: 0, active: false, volume: '500000' });
    expect(askedAtClick).toEqual([1, 2]);
    expect(asked).toBe(3);
  }, 60_000);

  it('shows what is missing', async () => {
    await run('guide-errors');
    expect(shown).toEqual([['0.0000000001', ['platform_enlightener']]]);
  });

  it('listens', async () => {
    const sockets: { onmessage?: (message: object) => void }[] = [];
    vi.stubGlobal('WebSocket', class { constructor() { sockets.push(this as never); } close() {} });
    const { feed } = (await import('./snippets/guide-live.js' as string)) as { feed: { close(): void } };
    await vi.waitFor(() => expect(sockets).toHaveLength(1));
    sockets[0]?.onmessage?.({ data: JSON.stringify({ event: 'nft:status_changed', sequence: 1, data: { newLevel: 2, tierName: 'Quant Ape' } }) });
    expect(shown).toContainEqual([2, 'Quant Ape']);
    sockets[0]?.onmessage?.({ data: JSON.stringify({ event: 'nft:qualification_changed', sequence: 2, data: { tradingVolumeText: '0.0000000001' } }) });
    expect(shown).toContainEqual(['0.0000000001']);
    feed.close();
  });
});
