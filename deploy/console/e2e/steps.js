import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const axe = readFileSync(fileURLToPath(new URL('../node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8');

/** WCAG 2.2 AA as far as a program can tell, colours included. */
export async function expectAccessible(page, what) {
  // Evaluated by the browser's own tools: the policy of the page is not asked.
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }));
  assert.deepEqual(found.violations.map(({ id, nodes }) => `${what}: ${id} ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`), []);
}

/** A new trader of the local suite, signed in, with the first screen before them. */
export async function newTrader(page, url) {
  await page.goto(`${url}/console/`);
  await page.getByRole('button', { name: 'New trader' }).click();
  await page.getByTestId('tier-5').waitFor();
}

export async function trade(page, times, amount) {
  for (let i = 0; i < times; i++) await page.getByRole('button', { name: `+${amount}`, exact: true }).click();
}

export async function untilCompleted(page) {
  await page.getByRole('heading', { name: 'It is in your wallet' }).waitFor();
  await page.getByRole('button', { name: 'Activate benefits' }).click();
  await page.getByRole('link', { name: 'To my NFTs' }).click();
}

/** From the first trade to level 2, by clicks alone. `beforeSigning`: what happens while the wallet takes its time. */
export async function playTheStory(page, url, { during = async () => {}, beforeSigning = async () => {} } = {}) {
  await newTrader(page, url);
  await during('start');
  await trade(page, 1, '100K');
  // Whoever clicks twice claims once.
  await page.getByRole('button', { name: 'Claim Tech Chicken' }).first().dblclick();
  await untilCompleted(page);
  await page.getByTestId('tier-1').getByText('Active').waitFor();
  await during('first');

  await trade(page, 4, '100K');
  for (const task of ['The Contract Enlightener', 'Platform Enlightener']) {
    await page.getByRole('button', { name: task, exact: true }).click();
    await page.getByRole('button', { name: task, exact: true }).waitFor({ state: 'hidden' });
  }
  await page.getByRole('link', { name: 'Badges', exact: true }).click();
  await during('badges');
  for (const badge of ['contract_enlightener', 'platform_enlightener']) {
    await page.getByTestId(`badge-${badge}`).getByRole('button', { name: 'Bind' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Bind' }).click();
    await page.getByTestId(`badge-${badge}`).getByText('Bound', { exact: true }).waitFor();
  }
  await page.getByRole('link', { name: 'My NFTs', exact: true }).click();
  await page.getByRole('button', { name: 'Upgrade to Quant Ape' }).first().click();
  await page.getByRole('button', { name: 'Sign with Local wallet' }).waitFor();
  await during('sign');
  await sign(page, 'Back');
  await page.getByRole('alert').getByText('The wallet was not allowed to sign').waitFor();
  // A reload at this moment loses nothing.
  await page.reload();
  await page.getByRole('button', { name: 'Sign with Local wallet' }).waitFor();
  await beforeSigning();
  await signUntilItIsDone(page);
  await untilCompleted(page);
  await page.getByTestId('tier-2').getByText('Active').waitFor();
  await page.getByTestId('tier-1').getByText('Burned').waitFor();
  await page.getByRole('link', { name: 'History', exact: true }).click();
  await page.getByText('Upgraded to Quant Ape').waitFor();
  await during('history');
}

/** A burn whose time was over when it was signed comes back as a fresh one, to be signed again. */
async function signUntilItIsDone(page) {
  const done = page.getByRole('heading', { name: 'It is in your wallet' });
  const ask = page.getByRole('button', { name: 'Sign with Local wallet' });
  do {
    await sign(page, 'Sign');
    await ask.waitFor({ state: 'hidden' });
    await done.or(ask).first().waitFor();
  } while (!(await done.isVisible()));
}

export async function sign(page, answer) {
  await page.getByRole('button', { name: 'Sign with Local wallet' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: answer, exact: true }).click();
}
