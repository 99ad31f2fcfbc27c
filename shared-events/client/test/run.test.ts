import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { NftClient, NotQualifiedError, OperationInProgressError, LiveFeed } from '../src/index.js';
import {
  claim,
  memoryStorage,
  OperationFailedError,
  type OperationRun,
  resume,
  type RunState,
  type SignProblem,
  TransactionChangedError,
  upgrade,
  WalletRejectedError,
  WalletUnsupportedError,
  WrongAccountError,
  WrongNetworkError,
} from '../src/wallet/index.js';
import { MockPlatform } from '../src/mocks/index.js';
import { OWNER, testWallet } from './wallets.js';

const server = setupServer();
const token = (user: string): string => `e30.${Buffer.from(JSON.stringify({ sub: user })).toString('base64url')}.x`;
const QUALIFIED = { volume: '500000', bound: ['contract_enlightener', 'platform_enlightener'], owned: [], wallet: OWNER };

let platform: MockPlatform;
let client: NftClient;
const storage = { current: memoryStorage() };

function begin(trader: object = {}): void {
  platform = new MockPlatform({ baseUrl: 'http://nft.test', trader: { ...QUALIFIED, ...trader } });
  server.resetHandlers(...platform.handlers);
}

/** Follows to the end, or until a state is reached. */
async function follow(run: OperationRun, act: (state: RunState) => unknown = () => {}): Promise<string[]> {
  const states: string[] = [];
  for await (const step of run) {
    states.push(step.state);
    if (act(step) === 'stop') {
      break;
    }
  }
  return states;
}
const distinct = (states: string[]): string[] => states.filter((state, i) => state !== states[i - 1]);

describe('claims and upgrades', () => {
  beforeAll(() => {
    server.listen({ onUnhandledRequest: 'error' });
  });
  afterAll(() => {
    server.close();
  });
  beforeEach(() => {
    storage.current = memoryStorage();
    client = new NftClient({ baseUrl: 'http://nft.test', token: () => token('42'), retry: { attempts: 2, firstWait: 2 } });
    begin();
  });
  afterEach(() => server.resetHandlers());

  const options = (more: object = {}) => ({ storage: storage.current, chain: 'solana:localnet' as const, firstWait: 2, longestWait: 10, ...more });

  it('claims', async () => {
    begin({ level: 0, volume: '100000' });
    const run = await claim(client, options());
    expect(distinct(await follow(run))).toEqual(['starting', 'working', 'completed']);
    expect((await client.getStatus()).currentNFT).toMatchObject({ level: 1, benefitsActive: false });
  });

  it('upgrades with the wallet that it is given', async () => {
    const wallet = testWallet();
    const run = await upgrade(client, 2, options({ wallet }));
    expect(distinct(await follow(run))).toEqual(['starting', 'working', 'signing', 'working', 'completed']);
    expect(wallet.asked).toBe(1);
    expect(platform.operation).toMatchObject({ status: 'completed', toLevel: 2 });
  });

  it('waits for the click where no wallet is given', async () => {
    const wallet = testWallet({ connected: false });
    const run = await upgrade(client, 2, options());
    const states = await follow(run, (step) => step.state === 'sign' && void run.sign(wallet));
    expect(states.at(-1)).toBe('completed');
    expect(wallet.asked).toBe(1);
  });

  it('says what is missing, and forgets what was not begun', async () => {
    begin({ bound: [] });
    const run = await upgrade(client, 2, options());
    const error = await follow(run).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(NotQualifiedError);
    expect((error as NotQualifiedError).details.badgesMissing).toEqual(['contract_enlightener', 'platform_enlightener']);
    expect(await resume(client, options())).toBeUndefined();
  });

  it('is the same upgrade for a double click and a second tab', async () => {
    const wallet = testWallet();
    const runs = [await upgrade(client, 2, options({ wallet })), await upgrade(client, 2, options()), await upgrade(client, 2, options({ storage: memoryStorage() }))];
    const ends = await Promise.all(runs.map((run) => run.finished()));
    expect(new Set(ends.map((end) => end.id)).size).toBe(1);
  });

  it('refuses to begin something else while one is under way', async () => {
    await follow(await upgrade(client, 2, options()), (step) => (step.state === 'sign' ? 'stop' : undefined));
    const other = await claim(client, options());
    await expect(follow(other)).rejects.toBeInstanceOf(OperationInProgressError);
  });

  it('goes on after a reload, also where the start got no answer', async () => {
    platform.failNext('/api/v1/nft/upgrades', 'network');
    platform.failNext('/api/v1/nft/upgrades', 'network');
    await follow(await upgrade(client, 2, options()), (step) => (step.state === 'offline' ? 'stop' : undefined));
    const run = await resume(client, options({ wallet: testWallet() }));
    expect((await run?.finished())?.status).toBe('completed');
    const keys = platform.requests.filter((one) => one.method === 'POST' && one.path.endsWith('/upgrades')).map((one) => one.headers.get('Idempotency-Key'));
    expect(new Set(keys).size).toBe(1);
    expect(await resume(client, options())).toBeUndefined();
  });

  it('goes on with what another device began', async () => {
    await follow(await upgrade(client, 2, options()), (step) => (step.state === 'sign' ? 'stop' : undefined));
    const run = await resume(client, options({ storage: memoryStorage(), wallet: testWallet() }));
    expect((await run?.finished())?.toLevel).toBe(2);
  });

  it('never goes on with what another user began in the same browser', async () => {
    await follow(await upgrade(client, 2, options()), (step) => (step.state === 'sign' ? 'stop' : undefined));
    begin({ userId: '43' });
    const other = new NftClient({ baseUrl: 'http://nft.test', token: () => token('43'), retry: { firstWait: 2 } });
    expect(await resume(other, options())).toBeUndefined();
  });

  it('starts again after one that has failed elsewhere', async () => {
    await follow(await upgrade(client, 2, options()), (step) => (step.state === 'sign' ? 'stop' : undefined));
    const first = platform.operation?.id;
    platform.fail('SIGNATURE_TIMED_OUT', 'The burn was not signed in time.');
    const end = await (await upgrade(client, 2, options({ wallet: testWallet() }))).finished();
    expect(end.id).not.toBe(first);
  });

  it('asks once, and again only when told, after the owner has said no', async () => {
    let no = true;
    const wallet = testWallet({
      answer: (signed) => {
        if (no) {
          throw Object.assign(new Error('User rejected the request.'), { code: 4001 });
        }
        return signed;
      },
    });
    const run = await upgrade(client, 2, options({ wallet }));
    const states = await follow(run, (step) => {
      if (step.state === 'sign' && step.problem) {
        expect(step.problem).toMatchObject({ kind: 'wallet' });
        expect(step.problem.error).toBeInstanceOf(WalletRejectedError);
        no = false;
        void run.sign(wallet);
      }
    });
    expect(states.at(-1)).toBe('completed');
    expect(wallet.asked).toBe(2);
  });

  it.each([
    ['another account', WrongAccountError, { address: '11111111111111111111111111111111' }],
    ['another network', WrongNetworkError, { chains: ['solana:mainnet'] }],
    ['a changed transaction', TransactionChangedError, { answer: (signed: Uint8Array) => signed.fill(7, -1) }],
    ['no signature', TransactionChangedError, { answer: (signed: Uint8Array) => signed.fill(0, 1, 129) }],
  ])('tells %s from the rest, and nothing is handed in', async (name, type, wallet) => {
    const run = await upgrade(client, 2, options());
    await follow(run, (step) => (step.state === 'sign' ? 'stop' : undefined));
    await expect(run.sign(testWallet(wallet))).rejects.toBeInstanceOf(type);
    expect(platform.requests.some((one) => one.path.endsWith('/burn'))).toBe(false);
    await run.sign(testWallet());
    expect((await run.finished()).status).toBe('completed');
  });

  it('needs a wallet that signs without sending', async () => {
    const run = await upgrade(client, 2, options());
    await follow(run, (step) => (step.state === 'sign' ? 'stop' : undefined));
    await expect(run.sign({ ...testWallet(), features: {} })).rejects.toBeInstanceOf(WalletUnsupportedError);
  });

  it('never asks the wallet for anything but the burn of this NFT', async () => {
    const run = await upgrade(client, 2, options());
    await follow(run, (step) => (step.state === 'sign' ? 'stop' : undefined));
    const burn = platform.operation?.burnTransaction as { mintAddress: string };
    burn.mintAddress = OWNER;
    const wallet = testWallet();
    await expect(run.sign(wallet)).rejects.toMatchObject({ name: 'UnsafeTransactionError' });
    expect(wallet.asked).toBe(0);
  });

  it('signs the fresh burn where the first was signed after its renewal', async () => {
    const wallet = testWallet();
    const run = await upgrade(client, 2, options());
    let late = true;
    const problems: unknown[] = [];
    await follow(run, (step) => {
      if (step.state === 'sign') {
        problems.push(step.problem?.kind);
        void run.sign(wallet).then(() => {
          if (late) {
            late = false;
            platform.expireBurn('BURN_SUPERSEDED');
          }
        });
      }
    });
    expect(problems).toEqual([undefined]);
    expect(wallet.asked).toBe(2);
    expect(platform.operation?.status).toBe('completed');
  });

  it('signs the fresh burn where the server says so in its answer', async () => {
    const wallet = testWallet();
    const run = await upgrade(client, 2, options({ wallet }));
    let refused = false;
    const states = await follow(run, (step) => {
      if (step.state === 'working' && run.id && !refused) {
        refused = true;
        const fault = { status: 422, code: 'BURN_TRANSACTION_REFUSED', details: { reason: 'superseded' } } as const;
        platform.failNext(`/api/v1/nft/upgrades/${run.id}/burn`, { ...fault, renews: true });
      }
    });
    expect(states.at(-1)).toBe('completed');
    expect(wallet.asked).toBe(2);
  });

  it('leaves it to the owner where each burn is superseded', async () => {
    const wallet = testWallet();
    const run = await upgrade(client, 2, options({ wallet }));
    const states = await follow(run, (step) => {
      if (step.state === 'working' && run.id) {
        const fault = { status: 422, code: 'BURN_TRANSACTION_REFUSED', details: { reason: 'superseded' } } as const;
        for (let i = 0; i < 5; i++) platform.failNext(`/api/v1/nft/upgrades/${run.id}/burn`, { ...fault, renews: true });
      }
      return step.state === 'sign' && step.problem && wallet.asked === 3 ? 'stop' : undefined;
    });
    expect(states.at(-1)).toBe('sign');
    expect(wallet.asked).toBe(3);
  });

  it.each([['BURN_EXPIRED', 'expired']])('offers the fresh burn after %s', async (code, kind) => {
    const run = await upgrade(client, 2, options());
    let late = true;
    const problems: unknown[] = [];
    await follow(run, (step) => {
      if (step.state === 'sign') {
        problems.push(step.problem?.kind);
        void run.sign(testWallet()).then(() => {
          if (late) {
            late = false;
            platform.expireBurn(code);
          }
        });
      }
    });
    expect(problems).toEqual([undefined, kind]);
    expect(platform.operation?.status).toBe('completed');
  });

  it('renews a burn that is about to expire before it asks the wallet', async () => {
    const run = await upgrade(client, 2, options());
    await follow(run, (step) => (step.state === 'sign' ? 'stop' : undefined));
    const burn = platform.operation?.burnTransaction as { expiresAt: string };
    burn.expiresAt = new Date(Date.now() + 1000).toISOString();
    await run.sign(testWallet());
    expect(platform.requests.filter((one) => one.path.endsWith('/burn-transaction'))).toHaveLength(1);
    expect((await run.finished()).status).toBe('completed');
  });

  const conflicts = [
    ['WALLET_MISMATCH', { tokenWallet: '11111111111111111111111111111111', linkedWallet: OWNER }],
    ['IDEMPOTENCY_KEY_REUSED', { idempotencyKey: 'k' }],
    ['A_CONFLICT_OF_A_NEWER_SERVER', {}],
  ] as const;

  it.each(conflicts)('says that what was signed is refused with %s', async (code, details) => {
    const wallet = testWallet();
    const run = await upgrade(client, 2, options());
    await follow(run, (step) => (step.state === 'sign' ? 'stop' : undefined));
    platform.failNext(`/api/v1/nft/upgrades/${run.id}/burn`, { status: 409, code: code as never, details });
    await expect(run.sign(wallet)).rejects.toMatchObject({ code, details });
    let problem: SignProblem | undefined;
    await follow(run, (step) => (step.state === 'sign' ? ((problem = step.problem), 'stop') : undefined));
    expect(problem).toMatchObject({ kind: 'refused', error: { code, details } });
    expect(wallet.asked).toBe(1);
  });

  it.each(conflicts)('says so where a burn that is about to expire is not renewed with %s', async (code, details) => {
    const wallet = testWallet();
    const run = await upgrade(client, 2, options());
    await follow(run, (step) => (step.state === 'sign' ? 'stop' : undefined));
    const burn = platform.operation?.burnTransaction as { expiresAt: string };
    burn.expiresAt = new Date(Date.now() + 1000).toISOString();
    platform.failNext(`/api/v1/nft/upgrades/${run.id}/burn-transaction`, { status: 409, code: code as never, details });
    await expect(run.sign(wallet)).rejects.toMatchObject({ code, details });
    expect(wallet.asked).toBe(0);
  });

  it('asks the wallet that a resumed run was given once, and says that it does not fit', async () => {
    await follow(await upgrade(client, 2, options()), (step) => (step.state === 'sign' ? 'stop' : undefined));
    const wallet = testWallet();
    const run = await resume(client, options({ wallet }));
    const details = { tokenWallet: '11111111111111111111111111111111', linkedWallet: OWNER };
    platform.failNext(`/api/v1/nft/upgrades/${run?.id}/burn`, { status: 409, code: 'WALLET_MISMATCH', details });
    let problem: SignProblem | undefined;
    await follow(run!, (step) => (step.state === 'sign' && step.problem ? ((problem = step.problem), 'stop') : undefined));
    expect(problem).toMatchObject({ kind: 'refused', error: { code: 'WALLET_MISMATCH', details } });
    expect(wallet.asked).toBe(1);
  });

  it('follows what has gone on in another tab while its owner signed', async () => {
    const run = await upgrade(client, 2, options());
    await follow(run, (step) => (step.state === 'sign' ? 'stop' : undefined));
    await run.sign(testWallet({
      answer: async (signed) => {
        await client.submitBurn(run.id as string, { signedTransaction: Buffer.from(signed).toString('base64') });
        return signed;
      },
    }));
    expect((await run.finished()).status).toBe('completed');
  });

  it('hands in what is signed until it is taken: nobody signs twice because of the network', async () => {
    const wallet = testWallet();
    const run = await upgrade(client, 2, options());
    await follow(run, (step) => (step.state === 'sign' ? 'stop' : undefined));
    const path = `/api/v1/nft/upgrades/${run.id}/burn`;
    for (let i = 0; i < 5; i++) {
      platform.failNext(path, 'network');
    }
    await run.sign(wallet);
    expect(wallet.asked).toBe(1);
    expect((await run.finished()).status).toBe('completed');
  });

  it('shows that the server does not answer, and goes on', async () => {
    const run = await upgrade(client, 2, options({ wallet: testWallet() }));
    let failed = false;
    const states = await follow(run, (step) => {
      if (step.state === 'working' && !failed) {
        failed = true;
        for (let i = 0; i < 2; i++) {
          platform.failNext(`/api/v1/nft/operations/${run.id}`, { status: 503, code: 'DEPENDENCY_UNAVAILABLE', retryAfter: 0 });
        }
      }
    });
    expect(states).toContain('offline');
    expect(states.at(-1)).toBe('completed');
  });

  it('ends as failed when it is cancelled', async () => {
    const run = await upgrade(client, 2, options());
    await follow(run, (step) => (step.state === 'sign' ? 'stop' : undefined));
    await run.cancel();
    const error = await run.finished().catch((e: unknown) => e);
    expect(error).toBeInstanceOf(OperationFailedError);
    expect((error as OperationFailedError).code).toBe('CANCELLED');
  });

  it('learns the network from the API, where it says so', async () => {
    const run = await upgrade(client, 2, { storage: storage.current, firstWait: 2, longestWait: 10 });
    await follow(run, (step) => (step.state === 'sign' ? 'stop' : undefined));
    platform.failNext('/api/v1/nft/config', { status: 404, code: 'NOT_FOUND' });
    await run.sign(testWallet({ chains: ['solana:devnet'] }));
    expect((await run.finished()).status).toBe('completed');
  });

  it('ends with its signal', async () => {
    const end = new AbortController();
    const run = await upgrade(client, 2, options({ signal: end.signal }));
    await expect(follow(run, (step) => step.state === 'sign' && end.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('is woken by the live feed', async () => {
    const feed = new LiveFeed({ baseUrl: 'http://nft.test', webSocket: class {} as never });
    Object.defineProperty(feed, 'state', { value: 'open' });
    const heard: (() => void)[] = [];
    const on = (name: string, listener: () => void) => {
      heard.push(listener);
      return () => {};
    };
    vi.spyOn(feed, 'on').mockImplementation(on as never);
    begin({ level: 0, volume: '100000' });
    const run = await claim(client, options({ feed }));
    const timer = setInterval(() => heard[0]?.(), 5);
    expect(distinct(await follow(run)).at(-1)).toBe('completed');
    clearInterval(timer);
  });
});
