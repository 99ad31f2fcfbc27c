/** Makes the README's pictures in docs/ from the built console and the mock: `npm run screenshots`. */
import { fileURLToPath } from 'node:url';
import { serve } from '../mock/serve.js';
import { browser, openPage } from './browser.js';
import { newTrader } from './steps.js';

const chrome = await browser();
if (!chrome) {
  console.log('Skipped: there is no Chromium on this machine; CHROMIUM names one.');
  process.exit(0);
}
const mock = await serve({ stepMs: 100 });
const save = (page, name) =>
  page.screenshot({ path: fileURLToPath(new URL(`../docs/${name}.jpg`, import.meta.url)), type: 'jpeg', quality: 64, animations: 'disabled' });
const size = { viewport: { width: 1280, height: 860 } };

const light = await openPage(chrome, { ...size, colorScheme: 'light' });
await newTrader(light.page, mock.url);
const { userId } = JSON.parse(await light.page.evaluate(() => localStorage.getItem('aiw3.local.identity')));
const trader = mock.traders.get(userId);
trader.trade('112500.1234567891');
await light.page.getByRole('button', { name: 'Claim Tech Chicken' }).first().click();
await light.page.getByRole('heading', { name: 'It is in your wallet' }).waitFor();
await light.page.getByRole('button', { name: 'Activate benefits' }).click();
await light.page.getByRole('link', { name: 'To my NFTs' }).click();
trader.trade('262500.5');
trader.task('contract_novice_guidance', 1);
await light.page.getByRole('link', { name: 'Bind 1 badge' }).first().waitFor();
await save(light.page, 'my-nfts');

trader.shown = true;
await light.page.getByRole('link', { name: 'Profile', exact: true }).click();
await light.page.locator('.profile-nft').first().waitFor();
await save(light.page, 'profile');
await light.page.getByRole('link', { name: 'My NFTs', exact: true }).click();

trader.bind('contract_enlightener');
trader.task('personal_data_completed', 1);
trader.bind('platform_enlightener');
trader.trade('200000');
await light.page.emulateMedia({ colorScheme: 'dark' });
await light.page.getByRole('button', { name: 'Upgrade to Quant Ape' }).first().click();
await light.page.getByRole('button', { name: /Sign with/ }).waitFor();
await save(light.page, 'upgrade');

const office = await openPage(chrome, { ...size, colorScheme: 'light' });
await office.page.goto(`${mock.url}/console/`);
await office.page.getByRole('button', { name: 'As an operator' }).click();
await office.page.locator('.recharts-bar-rectangle').first().waitFor();
await save(office.page, 'overview');
await office.page.getByRole('link', { name: 'Definitions' }).first().click();
await office.page.getByRole('button', { name: 'New revision for level 1' }).click();
const form = office.page.getByRole('form');
await form.locator('img').evaluate((image) => image.decode());
await save(office.page, 'definition');

await chrome.close();
await mock.close();
