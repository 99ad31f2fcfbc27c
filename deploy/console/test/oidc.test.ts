import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
// @ts-expect-error: plain JavaScript
import { browser, openPage } from '../e2e/browser.js';
// @ts-expect-error: plain JavaScript
import { CLIENT, startProvider } from '../e2e/provider.js';
// @ts-expect-error: plain JavaScript
import { expectAccessible } from '../e2e/steps.js';
// @ts-expect-error: plain JavaScript
import { serve } from '../mock/serve.js';

const built = existsSync(fileURLToPath(new URL('../target/dist/index.html', import.meta.url)));
const chrome: Browser | null = built ? await browser() : null;

interface Opened {
  page: Page;
  context: BrowserContext;
  complaints: string[];
}

/** oidc-client-ts tells a minute before the end: this is renewed seconds after it was issued. */
const SHORT_SECONDS = 63;

/** The built console signs in at a real provider; the mock checks each token by the provider's published keys. */
describe.skipIf(!chrome)('sign-in at a provider', () => {
  const closing: (() => Promise<unknown>)[] = [];
  const suite = async (tokenSeconds: number, scope: string) => {
    const provider = await startProvider({ tokenSeconds });
    const mock = await serve({ stepMs: 60, oidc: { authority: provider.issuer, clientId: CLIENT, scope }, verify: provider.verify });
    await provider.register(mock.url);
    closing.push(provider.close, mock.close);
    return { provider, mock };
  };
  const open = async (): Promise<Opened> => {
    const opened: Opened = await openPage(chrome!);
    opened.page.setDefaultTimeout(30_000);
    return opened;
  };
  const signIn = async (page: Page, url: string, path = '') => {
    await page.goto(`${url}/console/${path}`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('input[name=login]').fill('7');
    await page.locator('input[name=password]').fill('any');
    await page.getByRole('button', { name: 'Sign-in' }).click();
    await page.getByRole('button', { name: 'Continue' }).waitFor();
  };
  let long: Awaited<ReturnType<typeof suite>>;
  beforeAll(async () => {
    long = await suite(600, 'openid');
  });
  afterAll(async () => {
    await chrome?.close();
    await Promise.all(closing.map((close) => close()));
  });

  it('by authorization code with PKCE, back to the page where it began, and the token opens the API', async () => {
    const { provider, mock } = long;
    const { page, complaints } = await open();
    const authorize = page.waitForRequest((request) => request.url().startsWith(`${provider.issuer}/auth?`));
    await signIn(page, mock.url, 'admin/operations');
    const asked = new URL((await authorize).url()).searchParams;
    expect([asked.get('response_type'), asked.get('code_challenge_method'), asked.get('scope')]).toEqual(['code', 'S256', 'openid']);
    expect(asked.get('code_challenge')).toHaveLength(43);
    expect(asked.get('state')).toBeTruthy();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Operations' }).waitFor();
    await page.getByText('The mint is delayed').waitFor();
    expect(page.url()).toBe(`${mock.url}/console/admin/operations`);
    expect(provider.requests).toEqual([{ grant: 'authorization_code', verifier: true, status: 200 }]);
    await page.reload();
    await page.getByText('The mint is delayed').waitFor();
    // Of the tab alone.
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('user')))).toEqual([]);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(complaints).toEqual([]);
  }, 120_000);

  it('a refused consent is said, and the sign-in can be tried again', async () => {
    const { page, complaints } = await open();
    await signIn(page, long.mock.url);
    await page.getByRole('link', { name: 'Cancel' }).click();
    await page.getByRole('alert').getByText('You did not allow the sign-in.').waitFor();
    await expectAccessible(page, 'refused');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(complaints).toEqual([]);
  }, 120_000);

  it('an answer with a state that this tab did not make, or used before, signs nobody in', async () => {
    const { page } = await open();
    await signIn(page, long.mock.url);
    const answer = page.waitForRequest((request) => request.url().includes('/console/callback?'));
    await page.getByRole('button', { name: 'Continue' }).click();
    const used = (await answer).url();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    const before = long.provider.requests.length;

    const other = await open();
    for (const address of [used, `${long.mock.url}/console/callback?code=stolen&state=unknown`, `${long.mock.url}/console/callback`]) {
      await other.page.goto(address);
      await other.page.getByRole('alert').getByText('does not belong to this tab').waitFor();
    }
    expect(long.provider.requests).toHaveLength(before);
    await other.page.goto(`${long.mock.url}/console/admin`);
    await other.page.getByRole('button', { name: 'Sign in' }).waitFor();
  }, 120_000);

  it('a token is renewed before it ends; when the provider refuses, the user signs in again', async () => {
    const { provider, mock } = await suite(SHORT_SECONDS, 'openid');
    const { page, complaints } = await open();
    await signIn(page, mock.url, 'admin/operations');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('The mint is delayed').waitFor();
    await expect.poll(() => provider.requests.some((one: { grant: string; status: number }) => one.grant === 'refresh_token' && one.status === 200), { timeout: 20_000 }).toBe(true);
    await page.getByText('The mint is delayed').waitFor();

    provider.withdraw();
    mock.fail({ status: 401, code: 'UNAUTHORIZED' });
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(complaints).toEqual([]);
  }, 120_000);

  it('a token of another issuer, for another audience or past its end opens nothing', async () => {
    const { provider, mock } = long;
    const foreign = (await suite(600, 'openid')).provider;
    const { page } = await open();
    await signIn(page, mock.url);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    const token = await page.evaluate(() => JSON.parse(Object.entries(sessionStorage).find(([key]) => key.startsWith('oidc.user'))![1]).access_token as string);
    const status = async (bearer: string) => (await fetch(`${mock.url}/api/v1/admin/overview`, { headers: { authorization: `Bearer ${bearer}` } })).status;
    expect(await status(token)).toBe(200);
    expect(await status(`${token.slice(0, -4)}AAAA`)).toBe(401);
    const [, claims] = token.split('.');
    expect(await status(`${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`)).toBe(401);
    await expect(foreign.verify(token)).rejects.toThrow();
    await expect(provider.verify(token)).resolves.toMatchObject({ sub: '7', groups: ['admin'], aud: 'aiw3-nft', iss: provider.issuer });
  }, 120_000);
});
