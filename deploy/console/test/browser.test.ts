import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
// @ts-expect-error: plain JavaScript
import { browser, openPage } from '../e2e/browser.js';
// @ts-expect-error: plain JavaScript
import { expectAccessible, newTrader, playTheStory, sign, trade } from '../e2e/steps.js';
// @ts-expect-error: plain JavaScript
import { BURNED } from '../mock/operator.js';
// @ts-expect-error: plain JavaScript
import { serve } from '../mock/serve.js';

const built = existsSync(fileURLToPath(new URL('../target/dist/index.html', import.meta.url)));
const chrome: Browser | null = built ? await browser() : null;
if (!chrome) console.log(`Browser tests are skipped: ${built ? 'there is no Chromium on this machine; CHROMIUM names one' : 'run npm run build first'}.`);

interface Opened {
  page: Page;
  context: BrowserContext;
  complaints: string[];
}

/** A PNG of one pixel. */
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

/** The built console in a real browser before the mock, under the gateway's own security policy. */
describe.skipIf(!chrome)('in a browser', () => {
  let mock: Awaited<ReturnType<typeof serve>>;
  const open = async (options = {}): Promise<Opened> => {
    const opened: Opened = await openPage(chrome!, options);
    opened.page.setDefaultTimeout(30_000);
    return opened;
  };

  beforeAll(async () => {
    mock = await serve({ stepMs: 60 });
  });
  afterAll(async () => {
    await chrome?.close();
    await mock.close();
  });

  it('a trader gets from the first trade to level 2, and every page on the way is accessible', async () => {
    const { page, complaints } = await open();
    await playTheStory(page, mock.url, { during: (moment: string) => expectAccessible(page, moment) });
    expect(complaints).toEqual([]);
  }, 120_000);

  it('the same in the dark on a phone looks and reads as well', async () => {
    const { page, complaints } = await open({ colorScheme: 'dark', viewport: { width: 360, height: 740 } });
    await newTrader(page, mock.url);
    await expectAccessible(page, 'dark phone');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.getByRole('button', { name: '简体中文' }).click();
    await page.getByRole('heading', { name: '我的 NFT' }).waitFor();
    await expectAccessible(page, 'Chinese');
    expect(complaints).toEqual([]);
  }, 120_000);

  it('the keyboard alone claims, and bars move while trades arrive', async () => {
    const { page } = await open();
    await newTrader(page, mock.url);
    const bar = page.getByRole('progressbar', { name: 'Volume for Tech Chicken' }).first();
    expect(await bar.getAttribute('aria-valuenow')).toBe('0');
    await trade(page, 1, '25K');
    await expect.poll(() => bar.getAttribute('aria-valuenow'), { timeout: 10_000 }).not.toBe('0');
    await trade(page, 1, '100K');
    const claim = page.getByRole('button', { name: 'Claim Tech Chicken' }).first();
    await claim.waitFor();
    await claim.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Claim of level 1' }).waitFor();
  }, 120_000);

  it('a lost network is said, loses nothing, and heals by itself', async () => {
    const { page, context } = await open();
    await newTrader(page, mock.url);
    await context.setOffline(true);
    await page.getByText('You are offline.').waitFor();
    await context.setOffline(false);
    await page.getByText('You are offline.').waitFor({ state: 'hidden' });
    mock.fail({ status: 503, code: 'DEPENDENCY_UNAVAILABLE' });
    await page.getByRole('alert').getByText('unavailable for the moment').waitFor();
    await page.getByTestId('tier-1').waitFor();
    mock.fail(null);
    // The pauses between its attempts have grown.
    await page.getByRole('alert').waitFor({ state: 'hidden', timeout: 90_000 });
  }, 180_000);

  it('a wallet with another account is told so, and a second tab shows the same operation', async () => {
    const { page, context } = await open();
    await newTrader(page, mock.url);
    const { userId } = await page.evaluate(() => JSON.parse(localStorage.getItem('aiw3.local.identity')!) as { userId: string });
    const trader = mock.traders.get(userId);
    trader.trade('600000');
    for (const task of ['contract_novice_guidance', 'personal_data_completed']) trader.task(task, 1);
    for (const badge of ['contract_enlightener', 'platform_enlightener']) trader.bind(badge);
    const claim = trader.start(1);
    await expect.poll(() => claim.status, { timeout: 10_000 }).toBe('completed');
    const upgrade = trader.start(2);
    await page.goto(`${mock.url}/console/operations/${upgrade.id}`);
    await page.getByRole('button', { name: 'Sign with Local wallet' }).waitFor();
    const kept = await page.evaluate(() => {
      const wallets = localStorage.getItem('aiw3.local.wallets')!;
      localStorage.setItem('aiw3.local.wallets', '[]');
      return wallets;
    });
    await page.getByRole('button', { name: 'Sign with Local wallet' }).click();
    await page.getByRole('alert').getByText('another account').waitFor();
    await page.evaluate((wallets) => localStorage.setItem('aiw3.local.wallets', wallets), kept);
    const second = await context.newPage();
    await second.goto(`${mock.url}/console/`);
    await second.getByRole('link', { name: 'Sign the burn' }).first().click();
    await sign(page, 'Sign');
    await second.getByRole('heading', { name: 'It is in your wallet' }).waitFor();
  }, 120_000);

  it('an operator finds a stuck upgrade, reads its timeline and retries it', async () => {
    const { page, complaints } = await open();
    await page.goto(`${mock.url}/console/`);
    await page.getByRole('button', { name: 'As an operator' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.locator('.recharts-surface').first().waitFor();
    await expectAccessible(page, 'overview');
    await page.getByRole('link', { name: 'Stuck' }).click();
    await page.getByText('The mint is delayed').waitFor();
    await expectAccessible(page, 'stuck');
    await page.getByRole('link', { name: 'Upgrade to level 2' }).click();
    await page.getByText('mint_nft').waitFor();
    await expectAccessible(page, 'timeline');
    await page.getByRole('button', { name: 'Retry now' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Retry now' }).click();
    await page.getByRole('alertdialog').waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'Search' }).click();
    await page.getByRole('searchbox').fill('1188');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /User 1188/ }).first().click();
    await page.getByRole('heading', { name: 'Claims and upgrades' }).waitFor();
    await expectAccessible(page, 'user');
    expect(complaints).toEqual([]);
  }, 120_000);

  it('an operator cancels an upgrade before its burn, and defines what is minted', async () => {
    const { page, complaints } = await open();
    await page.goto(`${mock.url}/console/`);
    await page.getByRole('button', { name: 'As an operator' }).click();
    await page.getByRole('link', { name: 'Operations', exact: true }).click();
    await page.getByRole('button', { name: 'Pending' }).click();
    const waiting = page.getByRole('row').filter({ hasText: 'Awaiting signature' });
    await waiting.getByRole('button', { name: 'Cancel operation' }).click();
    await expectAccessible(page, 'cancel');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel operation' }).click();
    await waiting.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Failed' }).click();
    await page.getByText('The operation was cancelled before the burn.').waitFor();

    await page.getByRole('link', { name: 'Definitions' }).first().click();
    await page.getByText('Pinata answered 429.').waitFor();
    await expectAccessible(page, 'definitions');
    await page.getByRole('button', { name: 'New revision for level 1' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Tech Rooster');
    await page.getByLabel('Image, PNG').setInputFiles({ name: 'art.png', mimeType: 'image/png', buffer: Buffer.from(DOT, 'base64') });
    await expect.poll(() => page.getByRole('img', { name: 'Preview of Tech Rooster' }).evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1);
    await expectAccessible(page, 'definition');
    await page.getByRole('button', { name: 'Pin and use' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Pin and use' }).click();
    const level = page.getByTestId('definition-1');
    await level.getByRole('heading', { name: 'Tech Rooster' }).waitFor();
    await level.getByText('1 earlier revision').waitFor();
    expect(complaints).toEqual([]);
  }, 120_000);

  it('an operator reads dead letters, replays one and discards another, and hostile ones break nothing', async () => {
    const { page, complaints } = await open();
    await page.goto(`${mock.url}/console/`);
    await page.getByRole('button', { name: 'As an operator' }).click();
    await page.getByRole('link', { name: 'Read and replay them' }).click();
    await page.getByRole('heading', { name: 'Dead letters' }).waitFor();
    await page.getByRole('row').nth(3).waitFor();
    await expectAccessible(page, 'dead letters');
    await page.getByRole('button', { name: 'Older letters' }).click();
    await page.getByRole('row').nth(5).waitFor();
    expect(await page.getByRole('button', { name: 'Older letters' }).count()).toBe(0);

    await page.getByRole('link', { name: 'Read letter 44' }).click();
    await page.getByText('evil \\u202egnp.exe\\u200b <script>alert(1)</script>').first().waitFor();
    await page.getByText('{"\\u202e":"<img src=x onerror=alert(1)>"}').waitFor();
    await expectAccessible(page, 'hostile letter');
    await page.getByRole('button', { name: 'Discard' }).click();
    expect(await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).isDisabled()).toBe(true);
    await page.getByLabel('Reason, for the audit').fill('An enemy');
    await expectAccessible(page, 'discard');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
    await page.getByText('Discarded.').waitFor();

    await page.goto(`${mock.url}/console/admin/dead-letters/qualification-service/trades/0/42`);
    await page.getByText('Not text: shown as Base64.').waitFor();
    await page.goto(`${mock.url}/console/admin/dead-letters/qualification-service/trades/0/43`);
    await page.getByText('The first 16384 characters.').waitFor();
    await page.goto(`${mock.url}/console/admin/dead-letters/qualification-service/trades/0/45`);
    await page.getByText('The message has no body.').waitFor();
    expect(await page.getByRole('button', { name: 'Replay' }).count()).toBe(0);

    await page.goto(`${mock.url}/console/admin/dead-letters`);
    await page.getByLabel('Service').selectOption('minting-service');
    await page.getByLabel('Topic').selectOption('users');
    await page.getByRole('link', { name: 'Read letter 46' }).click();
    await page.getByRole('button', { name: 'Replay' }).click();
    // Somebody else is first.
    mock.office.letters.act('minting-service', 'users', 46, 'discard', 'no', '3');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Replay' }).click();
    await page.getByText('by 3 ·').waitFor();
    expect(await page.getByRole('button', { name: 'Replay' }).count()).toBe(0);
    await page.goto(`${mock.url}/console/admin/dead-letters/qualification-service/trades/0/41`);
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Replay' }).click();
    await page.getByText('If it fails again, it comes back as a new letter.').waitFor();
    await expectAccessible(page, 'replayed letter');
    expect(complaints).toEqual([]);
  }, 120_000);

  it('an operator issues a burned NFT again, once, and sees its mint', async () => {
    const { page, complaints } = await open();
    await page.goto(`${mock.url}/console/`);
    await page.getByRole('button', { name: 'As an operator' }).click();
    await page.getByRole('link', { name: 'Reissues' }).click();
    await page.getByText('Nothing was issued again yet').waitFor();
    await page.getByLabel('Mint address of the burned NFT').fill('nothing');
    await page.keyboard.press('Enter');
    await page.getByText('A mint address has 32 to 44 letters and digits.').waitFor();
    await page.getByLabel('Mint address of the burned NFT').fill(BURNED[0]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Tech Chicken, burned' }).waitFor();
    await page.getByLabel('Reason, for the audit').fill('Burned by mistake, ticket 1234');
    await expectAccessible(page, 'reissue');
    await page.getByRole('button', { name: 'Issue again' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Issue again' }).click();
    await page.getByText('Accepted: the new NFT is minted to').waitFor();
    await page.getByRole('cell', { name: 'In the wallet' }).waitFor();
    await expectAccessible(page, 'reissued');
    await page.reload();
    await page.getByLabel('Reason, for the audit').fill('Again');
    await page.getByRole('button', { name: 'Issue again' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Issue again' }).click();
    await page.getByRole('alert').getByText('issued again before').waitFor();
    expect(complaints).toEqual([]);
  }, 120_000);

  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 360],
    ['dark', 360],
  ] as const)('letters and reissues look and read well: %s, %i wide, in both languages', async (colorScheme, width) => {
    const { page, complaints } = await open({ colorScheme, viewport: { width, height: 800 } });
    await page.goto(`${mock.url}/console/`);
    await page.getByRole('button', { name: 'As an operator' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    for (const [language, path, heading] of [
      ['English', 'dead-letters?show=all', 'Dead letters'],
      ['English', 'dead-letters/qualification-service/trades/0/43', 'Letter 43'],
      ['English', `reissues?mint=${BURNED[1]}`, 'Reissues'],
      ['中文', 'dead-letters?show=all', '死信'],
      ['中文', 'dead-letters/qualification-service/trades/0/43', '死信 43'],
      ['中文', `reissues?mint=${BURNED[1]}`, '补发'],
    ] as const) {
      await page.evaluate((chosen) => localStorage.setItem('aiw3.language', chosen), language === 'English' ? 'en' : 'zh-CN');
      await page.goto(`${mock.url}/console/admin/${path}`);
      await page.getByRole('heading', { name: heading, exact: true }).waitFor();
      await page.locator(path.startsWith('reissues') ? '#reason' : path.includes('trades') ? '.letter-text' : '.table').first().waitFor();
      await expectAccessible(page, `${language} ${path}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      const shots = process.env.SHOTS;
      if (shots) await page.screenshot({ path: `${shots}/${colorScheme}-${width}-${language === 'English' ? 'en' : 'zh'}-${path.replace(/[^a-z0-9]+/g, '-').slice(0, 40)}.png`, fullPage: true });
    }
    expect(complaints).toEqual([]);
  }, 120_000);

  it('a profile is seen by everybody once its owner shows it, on a phone, in the dark and in Chinese too', async () => {
    const { page, complaints } = await open();
    await newTrader(page, mock.url);
    const { userId, wallet } = await page.evaluate(() => JSON.parse(localStorage.getItem('aiw3.local.identity')!) as { userId: string; wallet: string });
    const trader = mock.traders.get(userId);
    trader.trade('150000');
    const claim = trader.start(1);
    await expect.poll(() => claim.status, { timeout: 10_000 }).toBe('completed');
    const visitor = await open({ colorScheme: 'dark', viewport: { width: 360, height: 740 } });
    await visitor.page.goto(`${mock.url}/console/profiles/${wallet}`);
    await visitor.page.getByRole('heading', { name: 'This profile is not public' }).waitFor();
    await expectAccessible(visitor.page, 'hidden profile');

    await page.getByRole('link', { name: 'Profile', exact: true }).click();
    await page.getByRole('switch', { name: 'Show my profile to everybody' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('link', { name: 'Open the public page' }).waitFor();
    await expectAccessible(page, 'own profile');
    await visitor.page.reload();
    await visitor.page.getByRole('heading', { name: 'Tech Chicken', level: 2 }).waitFor();
    await visitor.page.getByRole('button', { name: '简体中文' }).click();
    await visitor.page.getByRole('heading', { name: '交易者主页' }).waitFor();
    await expectAccessible(visitor.page, 'public profile');
    expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect([...complaints, ...visitor.complaints]).toEqual([]);
  }, 120_000);

  it('a competition manager awards 50 and sees what became of each', async () => {
    const { page, complaints } = await open();
    await page.goto(`${mock.url}/console/`);
    await page.getByRole('button', { name: 'As a competition manager' }).click();
    await page.getByLabel('Competition').fill('spring-cup');
    await page.getByRole('button', { name: 'Open' }).click();
    const lines = Array.from({ length: 50 }, (_, i) => `${1000 + i}${i < 3 ? `,${i + 1}` : ''}`);
    await page.getByLabel('Recipients').fill(lines.join('\n'));
    await page.getByText('50 lines, all good.').waitFor();
    await expectAccessible(page, 'awards');
    await page.getByRole('button', { name: 'Award 50 users' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Award 50 users' }).click();
    await page.getByText('50 awards accepted.').waitFor();
    await expect.poll(() => page.getByRole('cell', { name: 'In the wallet' }).count(), { timeout: 15_000 }).toBe(45);
    expect(await page.getByText('Waits for a wallet').count()).toBe(5);
    await page.getByRole('button', { name: 'Wait for a wallet 5' }).click();
    await page.getByText('minted by itself').waitFor();
    await expectAccessible(page, 'awards that wait');
    await page.goto(`${mock.url}/console/admin`);
    await page.getByRole('heading', { name: 'This page is not yours to see' }).waitFor();
    expect(complaints).toEqual([]);
  }, 120_000);
});
