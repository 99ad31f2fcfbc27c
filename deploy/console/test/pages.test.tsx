// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { describe, expect, it, vi } from 'vitest';
import { App } from '../src/App';
import { ConsoleApi } from '../src/api/console';
import { NetworkError, NftApiError } from '@aiw3/nft-client';
import type { Transport } from '../src/api/transport';
import { ServicesContext, type Services } from '../src/auth/context';
import type { Role, Session } from '../src/auth/session';
import { setLanguage } from '../src/i18n';
import '../src/manager/Awards';
import '../src/operator/Definitions';
import '../src/operator/Operations';
import '../src/operator/Overview';
import '../src/operator/User';
import '../src/profile/OwnProfile';
import '../src/profile/PublicProfile';
import '../src/trader/Badges';
import '../src/trader/Progress';
import { expectAccessible } from './axe';
import { aBadge, aDefinition, anOperation, aPng, aPortfolio, aTier } from './mothers';

vi.stubGlobal('WebSocket', class { static OPEN = 1; readyState = 0; close() {} });

const refused = (status: number, code: string) => new NftApiError({ method: 'GET', path: '/', status, code, message: 'server text', details: {}, requestId: 'req-1' });

type Answers = Record<string, unknown>;

/** The console at an address, with an API that answers as told. */
function show(path: string, answers: Answers, roles: Role[] | null = ['user']) {
  const calls: [string, unknown][] = [];
  const answer = (call: string) => {
    const found = answers[call];
    return found instanceof Error ? Promise.reject(found) : found === undefined ? Promise.reject(refused(404, 'NOT_FOUND')) : Promise.resolve(found as never);
  };
  const http: Transport = {
    get: (address) => answer(`GET ${address}`),
    post: (address, body) => {
      calls.push([address, body]);
      return answer(`POST ${address}`);
    },
    put: (address, body) => {
      calls.push([address, body]);
      return answer(`PUT ${address}`);
    },
  };
  const session: Session | null = roles && { token: 't', userId: '7', wallet: 'WalletOfTheTrader1', roles, expiresAt: 0 };
  const identity = { current: () => session, subscribe: () => () => undefined, renew: async () => undefined, signOut: async () => undefined };
  render(
    <ServicesContext value={{ config: {}, client: { options: { baseUrl: '' } }, api: new ConsoleApi(http), identity } as unknown as Services}>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <MemoryRouter initialEntries={[path]}>
          <App />
        </MemoryRouter>
      </QueryClientProvider>
    </ServicesContext>,
  );
  return calls;
}

const PORTFOLIO = 'GET /api/v1/nft/portfolio';
const ladder = (first: Parameters<typeof aTier>[1]) => [aTier(1, first), aTier(2), aTier(3), aTier(4), aTier(5)];

describe('My NFTs', () => {
  it('shows exact volume, every tier and what is missing', async () => {
    show('/', { [PORTFOLIO]: aPortfolio(ladder({})) });
    expect(await screen.findByTestId('tier-5')).toBeTruthy();
    expect(document.title).toBe('My NFTs · AIW3 NFT');
    expect(screen.getByTestId('volume').textContent).toBe('50,000.0000000001 USDT');
    expect(screen.getAllByRole('progressbar', { name: 'Volume for Tech Chicken' })[0]?.getAttribute('aria-valuenow')).toBe('50');
    await expectAccessible();
  });

  it('claims with one click and goes to the operation', async () => {
    const operation = anOperation({ id: 'c1', kind: 'claim', toLevel: 1 });
    const calls = show('/', {
      [PORTFOLIO]: aPortfolio(ladder({ status: 'unlockable', obstacle: null })),
      'POST /api/v1/nft/claim': operation,
      'GET /api/v1/nft/operations/c1': operation,
    });
    await userEvent.click((await screen.findAllByRole('button', { name: 'Claim Tech Chicken' }))[0]!);
    expect(await screen.findByRole('heading', { name: 'Claim of level 1' })).toBeTruthy();
    expect(calls).toEqual([['/api/v1/nft/claim', {}]]);
  });

  it('claims again where the services learn of the volume a moment later', async () => {
    const operation = anOperation({ id: 'c1', kind: 'claim', toLevel: 1 });
    const answers: Answers = {
      [PORTFOLIO]: aPortfolio(ladder({ status: 'unlockable', obstacle: null })),
      'POST /api/v1/nft/claim': refused(422, 'NFT_CLAIM_FAILED'),
      'GET /api/v1/nft/operations/c1': operation,
    };
    const calls = show('/', answers);
    await userEvent.click((await screen.findAllByRole('button', { name: 'Claim Tech Chicken' }))[0]!);
    answers['POST /api/v1/nft/claim'] = operation;
    expect(await screen.findByRole('heading', { name: 'Claim of level 1' })).toBeTruthy();
    expect(calls.length).toBe(2);
  });

  it('says why a claim was refused, in words', async () => {
    show('/', {
      [PORTFOLIO]: aPortfolio(ladder({ status: 'unlockable', obstacle: null })),
      'POST /api/v1/nft/claim': refused(409, 'TIER_ALREADY_ISSUED'),
    });
    await userEvent.click((await screen.findAllByRole('button', { name: 'Claim Tech Chicken' }))[0]!);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('This tier was minted to you before');
    expect(alert.textContent).toContain('req-1');
  });

  it('says when the network is lost, and offers to try again', async () => {
    show('/', { [PORTFOLIO]: new NetworkError('no answer') });
    expect((await screen.findByRole('alert')).textContent).toContain('The server does not answer');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('shows what is there while a part is unavailable', async () => {
    show('/', { [PORTFOLIO]: aPortfolio(ladder({}), { badges: null, artwork: null, unavailable: ['badges', 'artwork'] }) });
    expect(await screen.findByText(/Some of this page is unavailable/)).toBeTruthy();
    expect(screen.getByTestId('tier-1')).toBeTruthy();
  });

  it('speaks Chinese', async () => {
    await setLanguage('zh-CN');
    show('/', { [PORTFOLIO]: aPortfolio(ladder({})) });
    expect(await screen.findByRole('heading', { name: '我的 NFT' })).toBeTruthy();
    expect(document.documentElement.lang).toBe('zh-CN');
    await setLanguage('en');
  });
});

describe('Badges', () => {
  it('are bound after a warning that there is no way back', async () => {
    const calls = show('/badges', { [PORTFOLIO]: aPortfolio([aTier(1), aTier(2)], { badges: [aBadge({ state: 'owned' })] }), 'POST /api/v1/badges/contract_enlightener/bind': {} });
    await userEvent.click(await screen.findByRole('button', { name: 'Bind' }));
    const dialog = await screen.findByRole('alertdialog');
    expect(dialog.textContent).toContain('there is no way back');
    expect(calls).toEqual([]);
    await expectAccessible();
    await userEvent.click(screen.getByRole('button', { name: 'Bind' }));
    await waitFor(() => expect(calls).toEqual([['/api/v1/badges/contract_enlightener/bind', undefined]]));
  });
});

describe('the public profile', () => {
  const nft = { mintAddress: 'M', level: 2, tierName: 'Quant Ape', status: 'active', benefitsActive: true, mintedAt: '2026-11-29T10:00:00Z', burnedAt: null };
  const profile = { walletAddress: 'WalletOfTheTrader1', currentLevel: 2, nfts: [nft], badges: ['contract_enlightener'] };
  const address = 'GET /api/v1/nft/profiles/WalletOfTheTrader1';

  it('is there for anybody, without a sign-in, even while pictures and links are not', async () => {
    show('/profiles/WalletOfTheTrader1', { [address]: profile }, null);
    expect(await screen.findByRole('heading', { name: 'Quant Ape', level: 2 })).toBeTruthy();
    expect(screen.getByText('Contract Enlightener')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Sign in' })).toBeTruthy();
    await expectAccessible();
  });

  it('that is not shown is not told from a wallet that does not exist', async () => {
    show('/profiles/nobody', {}, null);
    expect(await screen.findByRole('heading', { name: 'This profile is not public' })).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('is shown by its owner, who sees what everybody sees, and hidden again', async () => {
    const own = 'GET /api/v1/nft/profile';
    const answers: Answers = { [PORTFOLIO]: aPortfolio([]), [own]: { public: false }, 'PUT /api/v1/nft/profile': { public: true }, [address.replace('WalletOfTheTrader1', 'W')]: profile };
    const calls = show('/profile', answers);
    const toggle = await screen.findByRole('switch', { name: 'Show my profile to everybody' });
    expect((toggle as HTMLInputElement).checked).toBe(false);
    await userEvent.click(toggle);
    expect(await screen.findByRole('heading', { name: 'Quant Ape', level: 2 })).toBeTruthy();
    expect((await screen.findByRole('link', { name: 'Open the public page' })).getAttribute('href')).toBe('/profiles/W');
    await expectAccessible();
    answers['PUT /api/v1/nft/profile'] = refused(503, 'DEPENDENCY_UNAVAILABLE');
    await userEvent.click(toggle);
    expect((await screen.findByRole('alert')).textContent).toContain('unavailable for the moment');
    expect((toggle as HTMLInputElement).checked).toBe(true);
    expect(calls).toEqual([['/api/v1/nft/profile', { public: true }], ['/api/v1/nft/profile', { public: false }]]);
  });
});

describe('an operation', () => {
  it('that waits for a signature says how long, for which account, and what to do without a wallet', async () => {
    const inTenMinutes = new Date(Date.now() + 600_000).toISOString();
    const burnTransaction = { transaction: '', signature: 's', mintAddress: 'MintThatIsBurned1', lastValidBlockHeight: 1, expiresAt: inTenMinutes, signUntil: inTenMinutes };
    show('/operations/op-1', { [PORTFOLIO]: aPortfolio([]), 'GET /api/v1/nft/operations/op-1': anOperation({ step: 'burn_prepared', burnTransaction }) });
    expect(await screen.findByRole('heading', { name: 'Sign the burn' })).toBeTruthy();
    expect(screen.getByRole('timer').textContent).toMatch(/^(9:5\d|10:00)$/);
    expect(screen.getByText(/No wallet was found/)).toBeTruthy();
    expect(screen.getByText('Waits for your signature')).toBeTruthy();
    await expectAccessible();
  });

  it('that failed says that nothing is lost', async () => {
    show('/operations/op-1', { [PORTFOLIO]: aPortfolio([]), 'GET /api/v1/nft/operations/op-1': anOperation({ status: 'failed', error: { code: 'SIGNATURE_TIMED_OUT', message: 'x' } }) });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The burn was not signed in time.');
    expect(alert.textContent).toContain('Your NFT and your badges are as they were.');
  });
});

describe('roles', () => {
  it.each([
    ['/admin', ['user']],
    ['/awards', ['user']],
    ['/awards', ['admin']],
    ['/badges', ['admin']],
    ['/admin/operations', ['competition_manager']],
  ] as [string, Role[]][])('%s is not for %j', async (path, roles) => {
    show(path, { [PORTFOLIO]: aPortfolio([]) }, roles);
    expect(await screen.findByRole('heading', { name: 'This page is not yours to see' })).toBeTruthy();
  });
});

describe('operators', () => {
  const view = (state: string, more: object = {}) => ({ userId: '7', state, since: '2026-11-29T10:00:00Z', nextActionAt: null, attempts: 0, stuck: false, operation: anOperation({ id: `of-${state}` }), ...more });

  it('cancel before the burn, after a confirmation that says what may still happen', async () => {
    const list = 'GET /api/v1/admin/upgrades?page=1&pageSize=20&status=pending';
    const calls = show(
      '/admin/operations?show=pending',
      { [list]: { items: [view('awaiting_signature'), view('minting')], page: 1, pageSize: 20, total: 2 }, 'POST /api/v1/admin/upgrades/of-awaiting_signature/cancel': refused(409, 'OPERATION_STATE_CONFLICT') },
      ['admin'],
    );
    const buttons = await screen.findAllByRole('button', { name: 'Cancel operation' });
    expect(buttons.length).toBe(1);
    await userEvent.click(buttons[0]!);
    const dialog = within(await screen.findByRole('alertdialog'));
    expect(dialog.getByText(/may still land/)).toBeTruthy();
    await expectAccessible();
    await userEvent.click(dialog.getByRole('button', { name: 'Cancel operation' }));
    expect((await dialog.findByRole('alert')).textContent).toContain('The operation is past that point.');
    expect(calls).toEqual([['/api/v1/admin/upgrades/of-awaiting_signature/cancel', undefined]]);
  });

  it('see the overview while Kafka and a part do not answer', async () => {
    show('/admin', { 'GET /api/v1/admin/overview': { users: { byLevel: [{ level: 0, users: 3 }], total: 3, deadLetters: null }, chain: null, operations: { open: [], stuck: 0, deadLetters: null }, badges: null, unavailable: ['chain', 'badges'] } }, ['admin']);
    expect(await screen.findByText('Unavailable for the moment: chain, badges')).toBeTruthy();
    await expectAccessible();
  });

  it('see a user that only one service knows', async () => {
    show('/admin/users/7', { 'GET /api/v1/admin/users/7': { account: null, badges: null, nfts: null, operations: [view('failed')], unavailable: [] } }, ['admin']);
    expect(await screen.findByRole('link', { name: 'Upgrade to level 2' })).toBeTruthy();
    await expectAccessible();
  });
});

describe('definitions', () => {
  const list = 'GET /api/v1/admin/nft-definitions?pageSize=100';
  const page = (...items: object[]) => ({ items, page: 1, pageSize: 100, total: items.length });
  const file = (bytes: Uint8Array<ArrayBuffer>, name = 'art.png') => new File([bytes], name, { type: 'image/png' });

  it('are replaced after every field is right, with a preview and a confirmation', async () => {
    const put = '/api/v1/admin/nft-definitions/1';
    const calls = show('/admin/definitions', { [list]: page(aDefinition()), [`PUT ${put}`]: aDefinition({ revision: 2 }) }, ['admin']);
    await userEvent.click(await screen.findByRole('button', { name: 'New revision for level 1' }));
    const form = within(screen.getByRole('form', { name: 'Definition of level 1' }));
    const name = form.getByLabelText('Name');
    await userEvent.clear(name);
    await userEvent.type(name, 'A name that is too long for the chain');
    expect(form.getByText(/Too long/)).toBeTruthy();
    expect(form.getByRole('button', { name: 'Pin and use' }).hasAttribute('disabled')).toBe(true);
    await userEvent.clear(name);
    await userEvent.type(name, 'Tech Rooster');
    const image = form.getByLabelText('Image, PNG');
    await userEvent.upload(image, file(new TextEncoder().encode('GIF89a')));
    expect(await form.findByText('The file is not a whole PNG.')).toBeTruthy();
    expect(form.getByRole('button', { name: 'Pin and use' }).hasAttribute('disabled')).toBe(true);
    await userEvent.upload(image, file(aPng(640, 640)));
    expect(await form.findByText('This image is pinned as it is.')).toBeTruthy();
    expect(form.getByRole('img', { name: 'Preview of Tech Rooster' }).getAttribute('src')).toMatch(/^data:image\/png;base64,/);
    await expectAccessible();
    await userEvent.click(form.getByRole('button', { name: 'Pin and use' }));
    const dialog = within(await screen.findByRole('alertdialog'));
    expect(calls).toEqual([]);
    await userEvent.click(dialog.getByRole('button', { name: 'Pin and use' }));
    await waitFor(() => expect(screen.queryByRole('form')).toBeNull());
    expect(calls).toEqual([[put, { name: 'Tech Rooster', symbol: 'AIW3E', description: 'The first tier.', image: btoa(String.fromCharCode(...aPng(640, 640))) }]]);
  });

  it('of a level without one need an image; a refusal leaves what was written', async () => {
    const calls = show('/admin/definitions', { [list]: page(), 'GET /api/v1/nft/tiers': [{ level: 1 }, { level: 6 }], 'POST /api/v1/admin/nft-definitions': refused(409, 'DEFINITION_EXISTS') }, ['admin']);
    await userEvent.click(await screen.findByRole('button', { name: 'Define level 6' }));
    await userEvent.type(screen.getByLabelText('Name'), 'Trophy Breeder');
    await userEvent.type(screen.getByLabelText('Description'), 'For the first three.');
    expect(screen.getByRole('button', { name: 'Pin and use' }).hasAttribute('disabled')).toBe(true);
    await userEvent.upload(screen.getByLabelText('Image, PNG'), file(aPng(10, 10)));
    await userEvent.click(await screen.findByRole('button', { name: 'Pin and use' }));
    await userEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Pin and use' }));
    expect((await screen.findByRole('alert')).textContent).toContain('This level has a definition already');
    expect((screen.getByLabelText('Name') as HTMLInputElement).value).toBe('Trophy Breeder');
    expect(calls.length).toBe(1);
  });
});

describe('awards', () => {
  it('that wait for a wallet are found among the others, and what was awarded before is told', async () => {
    const award = (userId: string, state: string) => ({ userId, rank: null, requestId: userId, awardedBy: '2', awardedAt: '2026-11-29T10:00:00Z', state, mintAddress: null, mintTransaction: null });
    const outcome = (userId: string, result: string) => ({ userId, rank: null, result, requestId: null });
    show(
      '/awards/cup',
      {
        'GET /api/v1/admin/competitions/cup/awards': { competitionId: 'cup', awards: [award('41', 'finalized'), award('42', 'waiting_for_wallet'), award('43', 'refused')], audit: [] },
        'POST /api/v1/admin/competitions/cup/awards': { competitionId: 'cup', outcomes: [outcome('42', 'already_awarded'), outcome('44', 'waiting_for_wallet')] },
      },
      ['competition_manager'],
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Wait for a wallet 1' }));
    expect(screen.getByRole('cell', { name: '42' })).toBeTruthy();
    expect(screen.queryByRole('cell', { name: '41' })).toBeNull();
    expect(screen.getByText(/minted by itself as soon as its user links one/)).toBeTruthy();
    await expectAccessible();
    await userEvent.type(screen.getByLabelText('Recipients'), '42\n44');
    await userEvent.click(screen.getByRole('button', { name: 'Award 2 users' }));
    await userEvent.click((await screen.findByRole('alertdialog')).querySelector('.button.primary')!);
    expect(await screen.findByText('1 award accepted.')).toBeTruthy();
    expect(screen.getByText(/1 of them waits until/)).toBeTruthy();
    expect(screen.getByText(/1 user had this award already/)).toBeTruthy();
  });

  it('begin with the competitions that the manager is given', async () => {
    const cup = { competitionId: 'cup', name: 'Spring cup', endedAt: '2026-11-29T10:00:00Z', importedAt: '2026-11-29T11:00:00Z', participants: 120, awards: 3, waitingForWallet: 1 };
    const answers: Answers = { 'GET /api/v1/admin/competitions?pageSize=100': refused(503, 'DEPENDENCY_UNAVAILABLE') };
    show('/awards', answers, ['competition_manager']);
    expect((await screen.findByRole('alert')).textContent).toContain('unavailable');
    answers['GET /api/v1/admin/competitions?pageSize=100'] = { items: [cup], page: 1, pageSize: 100, total: 1 };
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await expectAccessible();
    answers['GET /api/v1/admin/competitions/cup/awards'] = { competitionId: 'cup', awards: [], audit: [] };
    answers['GET /api/v1/admin/competitions/cup'] = { ...cup, results: [{ rank: 1, userId: '42', award: 'waiting_for_wallet' }, { rank: 4, userId: '43', award: null }] };
    await userEvent.click(await screen.findByRole('link', { name: 'Spring cup' }));
    expect(await screen.findByRole('heading', { name: 'Results of Spring cup' })).toBeTruthy();
    expect(screen.getByText('The first 2 of 120 participants.')).toBeTruthy();
    await expectAccessible();
  });

  it('say so when no competition is given', async () => {
    show('/awards', { 'GET /api/v1/admin/competitions?pageSize=100': { items: [], page: 1, pageSize: 100, total: 0 } }, ['competition_manager']);
    expect(await screen.findByRole('heading', { name: 'No competition yet' })).toBeTruthy();
  });

  it('are tried before anybody is awarded', async () => {
    const foreseen = (userId: string, result: string, known: boolean) => ({ userId, rank: null, result, known });
    const calls = show(
      '/awards/cup',
      {
        'GET /api/v1/admin/competitions/cup/awards': { competitionId: 'cup', awards: [], audit: [] },
        'POST /api/v1/admin/competitions/cup/awards/dry-run': { competitionId: 'cup', outcomes: [foreseen('42', 'queued', true), foreseen('44', 'waiting_for_wallet', false)] },
      },
      ['competition_manager'],
    );
    await userEvent.type(await screen.findByLabelText('Recipients'), '42\n44');
    await userEvent.click(screen.getByRole('button', { name: 'Try without awarding' }));
    expect(await screen.findByText('Tried with 2 users; nothing was awarded.')).toBeTruthy();
    expect(screen.getByText(/1 would be minted at once, 1 would wait for a wallet/)).toBeTruthy();
    expect(screen.getByText('Not known to the platform: 44.')).toBeTruthy();
    expect(calls.map(([address]) => address)).toEqual(['/api/v1/admin/competitions/cup/awards/dry-run']);
  });

  it('are checked line by line, confirmed, and sent once', async () => {
    const list = 'GET /api/v1/admin/competitions/cup/awards';
    const calls = show('/awards/cup', { [list]: { competitionId: 'cup', awards: [], audit: [] }, 'POST /api/v1/admin/competitions/cup/awards': { competitionId: 'cup', outcomes: [{ userId: '42', rank: 1, result: 'queued', requestId: 'r' }] } }, ['competition_manager']);
    const box = await screen.findByLabelText('Recipients');
    await userEvent.type(box, '42,1\nabc');
    expect(screen.getByText('No user id')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Award 2 users' }).hasAttribute('disabled')).toBe(true);
    await userEvent.clear(box);
    await userEvent.type(box, '42,1');
    await userEvent.click(screen.getByRole('button', { name: 'Award 1 user' }));
    await expectAccessible();
    await userEvent.click((await screen.findByRole('alertdialog')).querySelector('.button.primary')!);
    expect(await screen.findByText('1 award accepted.')).toBeTruthy();
    expect(calls).toEqual([['/api/v1/admin/competitions/cup/awards', { reason: undefined, recipients: [{ userId: '42', rank: 1 }] }]]);
  });
});
