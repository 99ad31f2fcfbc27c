import { setupServer } from 'msw/node';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { MockPlatform } from '../src/mocks/index.js';
import { OWNER, testWallet } from './wallets.js';

/** The README's snippets, as scripts/snippets.mjs has written them out. */
describe('the README', () => {
  const server = setupServer();
  const shown: unknown[][] = [];
  const token = `e30.${Buffer.from(JSON.stringify({ sub: '42' })).toString('base64url')}.x`;
  const event = {
    headers: { ce_specversion: '1.0', ce_id: 'e-1', ce_source: '/minting-service', ce_type: 'nft-events.upgraded', ce_time: '2026-11-30T00:00:00Z', ce_schemaversion: '1' },
    value: JSON.stringify({ eventType: 'upgraded', timestamp: '', data: { userId: '42', toLevel: 2 } }),
  };

  beforeAll(() => {
    vi.stubGlobal('session', { token: () => token });
    vi.stubGlobal('wallet', testWallet());
    vi.stubGlobal('messages', [event]);
    vi.stubGlobal('show', (...values: unknown[]) => shown.push(values));
  });
  afterAll(() => vi.unstubAllGlobals());
  beforeEach(() => void shown.splice(0));

  async function run(name: string, trader: object = {}): Promise<void> {
    server.listen();
    server.resetHandlers(...new MockPlatform({ baseUrl: 'https://nft.example.com', trader }).handlers);
    try {
      await import(/* @vite-ignore */ `./snippets/${name}.ts`);
    } finally {
      server.close();
    }
  }

  it('asks where a trader stands, and what is missing', async () => {
    await run('status');
    expect(shown).toEqual([
      ['Tech Chicken', 2],
      [['strategic_enlightener', 'newcomer', 'strategy_creator', 'transaction_facilitator'], '4,500,000.0000000001'],
    ]);
  });

  it('listens', async () => {
    const sockets: { onmessage?: (message: object) => void }[] = [];
    vi.stubGlobal('WebSocket', class { constructor() { sockets.push(this as never); } close() {} });
    await import('./snippets/live.js' as string);
    await vi.waitFor(() => expect(sockets).toHaveLength(1));
    sockets[0]?.onmessage?.({ data: JSON.stringify({ event: 'nft:snapshot', sequence: 1, data: { nft: { newLevel: 2 } } }) });
    expect(shown).toEqual([['connecting'], ['open'], [2]]);
    const { feed } = (await import('./snippets/live.js' as string)) as { feed: { close(): void } };
    feed.close();
    vi.stubGlobal('WebSocket', undefined);
  });

  it('upgrades', async () => {
    await run('upgrade', { wallet: OWNER, volume: '500000', bound: ['contract_enlightener', 'platform_enlightener'] });
    expect(shown.at(-1)).toEqual(['completed']);
  }, 60_000);

  it('consumes', async () => {
    await run('consumer');
    expect(shown).toEqual([['/minting-service e-1', '42', 2]]);
  });

  it('does without a server', async () => {
    await import('./snippets/mocks.js' as string);
    expect(shown).toEqual([[null], [6]]);
  });
});
